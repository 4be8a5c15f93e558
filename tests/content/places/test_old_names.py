import pytest

from content.places.changes import Kind, changes
from content.places.folding import fold
from content.places.gazetteer import commune, communes, provinces
from content.places.old_names import (
    former_districts,
    former_wards,
    old_districts,
    old_provinces,
    old_wards,
)
from content.places.short_names import ShortLevel, short_names


def former(ward: str, district: str) -> list[str]:
    found = [one for one in former_wards() if (one.full_name, one.district) == (ward, district)]
    return [commune(code).name for one in found for code in one.communes]


def test_every_old_ward_lies_in_a_known_district_and_province() -> None:
    districts = {(one.full_name, one.province) for one in old_districts()}
    assert len(old_provinces()) == 63
    assert {one.province for one in old_wards()} == {one.full_name for one in old_provinces()}
    islands = [one for one in old_wards() if (one.district, one.province) not in districts]
    assert [one.full_name for one in islands] == [
        "Huyện Bạch Long Vĩ",
        "Huyện Cồn Cỏ",
        "Huyện Hoàng Sa",
        "Huyện Lý Sơn",
        "Huyện Côn Đảo",
    ]
    assert all(commune(one.code).type == "đặc khu" for one in islands)


def test_the_likeliest_commune_of_a_divided_ward_comes_first() -> None:
    wards = {one.code: one for one in old_wards()}
    assert wards["00025"].communes == ("00025", "00008", "00199")  # Ngọc Khánh: mostly Giảng Võ
    assert set(wards["00556"].communes) == {"00541", "00562"}  # the table prints one of them elsewhere


@pytest.mark.parametrize(
    ("ward", "district", "today"),
    [
        ("Phường 4", "Quận Gò Vấp", ["Hạnh Thông"]),
        ("Phường 3", "Quận Phú Nhuận", ["Đức Nhuận"]),
        ("Phường 12", "Quận 8", ["Phú Định"]),
        ("Phường Nguyễn Trung Trực", "Quận Ba Đình", ["Ba Đình"]),
    ],
)
def test_wards_merged_before_2025_lead_to_communes_of_today(
    ward: str, district: str, today: list[str]
) -> None:
    assert former(ward, district) == today


def test_no_former_ward_has_the_name_of_one_that_existed_until_2025() -> None:
    known = {(fold(one.full_name), fold(one.district), one.province) for one in old_wards()}
    both = [one for one in former_wards() if (fold(one.full_name), fold(one.district), one.province) in known]
    assert both == []


def test_districts_gone_before_2025_are_known_by_their_wards() -> None:
    found = {one.full_name: one for one in former_districts()}
    assert {commune(code).name for code in found["Quận 2"].communes} == {"An Khánh", "Bình Trưng", "Cát Lái"}
    assert "Long Phước" in {commune(code).name for code in found["Quận 9"].communes}
    assert {commune(code).province for code in found["Tỉnh Hà Tây"].communes} == {"01"}


def test_every_short_name_means_a_unit_that_exists() -> None:
    known = {
        ShortLevel.PROVINCE: {one.code for one in provinces()},
        ShortLevel.OLD_PROVINCE: {one.code for one in old_provinces()},
        ShortLevel.OLD_DISTRICT: {one.code for one in old_districts()},
        ShortLevel.COMMUNE: set(communes()),
    }
    assert [one for one in short_names() if one.code not in known[one.level]] == []
    meant = {(one.short, one.code) for one in short_names()}
    assert {("SG", "79"), ("HN", "01"), ("TP.HCM", "79"), ("Sài Gòn", "79"), ("BMT", "643")} <= meant


def test_the_changes_led_to_the_shipped_types() -> None:
    types = {one.code: one.type for one in provinces()} | {one.code: one.type for one in communes().values()}
    retyped = [one for one in changes() if one.kind is Kind.RETYPED]
    assert len(retyped) == 25
    assert [one for one in retyped if types[one.code] != one.after] == []
    since = {one.code: one.since for one in provinces()}
    assert since["75"] == "2026-04-30"
    assert since["01"] == "2025-07-01"
