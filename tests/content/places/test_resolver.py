import time
from collections.abc import Callable

import pytest

from content.places import gazetteer
from content.places.folding import fold
from content.places.gazetteer import Commune
from content.places.old_names import old_wards
from content.places.resolver import Found, find, warm_up

HA_NOI, HO_CHI_MINH = "01", "79"


def names(found: Found) -> list[str]:
    return [gazetteer.place_name(one.code) for one in found.communes]


@pytest.mark.parametrize("write", [str, fold], ids=["accents", "no accents"])
def test_every_full_name_is_sure_or_among_the_candidates(write: Callable[[str], str]) -> None:
    lost = [
        one.code
        for one in gazetteer.communes().values()
        if one not in find(write(gazetteer.place_name(one.code))).communes
    ]
    assert lost == []


def test_most_full_names_are_sure_and_none_is_sure_of_another() -> None:
    sure = 0
    for one in gazetteer.communes().values():
        found = find(gazetteer.place_name(one.code))
        assert found.state != "sure" or found.communes == (one,)
        sure += found.state == "sure"
    assert sure > 3000


def test_every_commune_is_found_in_its_chosen_province() -> None:
    for one in gazetteer.communes().values():
        found = find(one.full_name, one.province)
        assert one in found.communes
        assert all(candidate.province == one.province for candidate in found.communes)


@pytest.mark.parametrize("write", [str, fold], ids=["accents", "no accents"])
def test_every_old_ward_offers_all_communes_that_took_it_over(write: Callable[[str], str]) -> None:
    for ward in old_wards():
        found = find(write(f"{ward.full_name}, {ward.district}, {ward.province}"))
        codes = [one.code for one in found.communes]
        assert set(ward.communes) <= set(codes), ward
        assert found.state == ("sure" if len(codes) == 1 else "ask"), ward


def test_a_divided_ward_is_never_sure() -> None:
    for ward in old_wards():
        if len(ward.communes) > 1:
            assert find(f"{ward.full_name}, {ward.district}, {ward.province}").state == "ask"


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("P. Trúc Bạch, Q. Ba Đình, HN", "Phường Ba Đình, Thành phố Hà Nội"),
        ("P12 Q3", "Phường Nhiêu Lộc, Thành phố Hồ Chí Minh"),
        ("p.12 q.3 tphcm", "Phường Nhiêu Lộc, Thành phố Hồ Chí Minh"),
        ("phường 012, quận 3", "Phường Nhiêu Lộc, Thành phố Hồ Chí Minh"),
        ("P. Thảo Điền, Q2, TP.HCM", "Phường An Khánh, Thành phố Hồ Chí Minh"),
        ("P. Linh Trung, Thủ Đức", "Phường Linh Xuân, Thành phố Hồ Chí Minh"),
        ("12 Lê Lợi Bến Nghé Quận 1", "Phường Sài Gòn, Thành phố Hồ Chí Minh"),
        ("xã Trảng Bom, Đồng Nai", "Phường Trảng Bom, Thành phố Đồng Nai"),
        ("phường Mỹ Tho, Tiền Giang", "Phường Mỹ Tho, Tỉnh Đồng Tháp"),
        ("xã Mỹ Thọ, Đồng Tháp", "Xã Mỹ Thọ, Tỉnh Đồng Tháp"),
        ("huyện đảo Lý Sơn", "Đặc khu Lý Sơn, Tỉnh Quảng Ngãi"),
        ("huyện Côn Đảo, Bà Rịa - Vũng Tàu", "Đặc khu Côn Đảo, Thành phố Hồ Chí Minh"),
        ("xã Cu Mgar, Đắk Lắk", "Xã Cư M'gar, Tỉnh Đắk Lắk"),
        ("họ bán trước cổng trường, phường 5, quận 3", "Phường Bàn Cờ, Thành phố Hồ Chí Minh"),
        ("ấp Tân Thành, xã Tân Hưng, Hớn Quản", "Xã Tân Hưng, Thành phố Đồng Nai"),
    ],
)
def test_what_people_type_is_understood(typed: str, place: str) -> None:
    found = find(typed)
    assert (found.state, names(found)) == ("sure", [place])


@pytest.mark.parametrize(
    ("typed", "province"),
    [
        ("Hà Nội", "01"),
        ("HN", "01"),
        ("TP.HCM", "79"),
        ("Sài Gòn", "79"),
        ("sg", "79"),
        ("Bình Dương", "79"),
        ("tỉnh Bắc Giang", "24"),
        ("TP Bắc Ninh", "24"),
        ("Huế", "46"),
        ("da nang", "48"),
        ("Bà Rịa - Vũng Tàu", "79"),
    ],
)
def test_a_bare_province_asks_for_the_commune(typed: str, province: str) -> None:
    assert find(typed) == Found("ask", (), gazetteer.province(province))


@pytest.mark.parametrize("typed", ["BMT", "Vinh", "tp Cao Bằng", "Quận 1", "Ba Đình, Hà Nội", "Quận 9 SG"])
def test_an_old_district_asks_between_its_communes(typed: str) -> None:
    found = find(typed)
    assert found.state == "ask"
    assert len(found.communes) > 1
    assert found.province is not None


def test_namesakes_in_several_provinces_are_all_offered() -> None:
    found = find("xã Tân Thành", limit=99)
    wanted = {one for one in gazetteer.communes().values() if one.name == "Tân Thành" and one.type == "xã"}
    assert found.state == "ask"
    assert found.province is None
    assert wanted <= set(found.communes)
    assert {one.name for one in found.communes[: len(wanted)]} == {"Tân Thành"}


def test_the_limit_keeps_the_best() -> None:
    assert find("Ba Đình, Hà Nội", limit=1).communes == (gazetteer.commune("00004"),)
    assert find("Ba Đình, Hà Nội", limit=1).state == "ask"


def test_a_chosen_province_excludes_the_others() -> None:
    assert {one.province for one in find("tân phú", HO_CHI_MINH).communes} == {HO_CHI_MINH}
    assert find("phường Ba Đình", HO_CHI_MINH).state == "none"
    assert find("Hà Nội", HO_CHI_MINH) == Found("none", (), gazetteer.province(HO_CHI_MINH))
    assert find("Hà Nội", HA_NOI) == Found("ask", (), gazetteer.province(HA_NOI))


def test_an_unknown_chosen_province_is_an_error() -> None:
    with pytest.raises(KeyError):
        find("Ba Đình", "00")


@pytest.mark.parametrize(
    ("typed", "province"), [("ben ngé", "79"), ("phuong Ba Dihn", "01"), ("truc bac", "01")]
)
def test_one_wrong_letter_asks_within_the_chosen_province(typed: str, province: str) -> None:
    found = find(typed, province)
    assert found.state == "ask"
    assert found.communes
    assert find(typed).state != "sure"


def test_a_name_that_goes_on_with_an_unknown_word_is_confirmed() -> None:
    assert find("phường Bến Thành").state == "sure"
    assert find("phường Bến Thành Xyz").state == "ask"
    assert find("phường Bến Thành gần chợ").state == "sure"


def test_a_wrong_accent_after_a_type_word_asks() -> None:
    found = find("phường Bến Nghè, Quận 1")
    assert (found.state, names(found)) == ("ask", ["Phường Sài Gòn, Thành phố Hồ Chí Minh"])


def test_a_name_alone_is_confirmed_because_it_may_be_a_mere_word() -> None:
    assert find("an toàn").state == "ask"
    assert find("Xã An Toàn").state == "sure"


def test_an_old_ward_gone_before_2025_falls_back_to_its_district() -> None:
    found = find("phường 4 Gò Vấp")
    assert found.state == "ask"
    assert "Phường Gò Vấp, Thành phố Hồ Chí Minh" in names(found)


def test_a_commune_in_the_wrong_province_asks_in_that_province() -> None:
    assert find("phường Bến Nghé, Hà Nội") == Found("ask", (), gazetteer.province(HA_NOI))


def test_two_places_in_one_text_ask() -> None:
    found = find("phường 5 quận 3 và phường 7 quận 5")
    assert found.state == "ask"
    assert {one.name for one in found.communes} == {"Bàn Cờ", "An Đông"}


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "1",
        "tôi không biết",
        "không biết ở đâu",
        "gia đình",
        "gia đình tôi",
        "ma túy là gì",
        "chưa",
        "ở đây",
        "nó bán ma túy gần nhà tôi",
        "em tên Thanh Hà",
        "anh Tân Bình",
        "đường Hà Nội",
        "chợ Bến Thành",
        "trường tiểu học Ba Đình",
        "biển số 59X1",
        "công an xã",
        "tệ nạn xã hội",
        "xin chào",
        "🙂",
        "\x00",
    ],
)
def test_a_sentence_without_a_place_finds_none(typed: str) -> None:
    assert find(typed) == Found("none")


def test_found_communes_are_those_of_the_gazetteer() -> None:
    assert all(isinstance(one, Commune) for one in find("Tân Phú").communes)


def test_an_answer_is_found_within_milliseconds() -> None:
    warm_up()
    took = []
    for one in list(gazetteer.communes().values())[::5]:
        start = time.process_time()
        find(gazetteer.place_name(one.code))
        took.append(time.process_time() - start)
    assert sorted(took)[int(len(took) * 0.99)] < 0.005


@pytest.mark.parametrize("piece", ["phường 1, ", "p tan thanh ", "tân ", "x", "phường xã thị trấn "])
def test_a_flood_of_names_takes_no_long_time(piece: str) -> None:
    warm_up()
    start = time.process_time()
    find(piece * 400, HO_CHI_MINH)
    assert time.process_time() - start < 0.1
