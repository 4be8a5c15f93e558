from collections.abc import Callable

import pytest

from content.places import gazetteer
from content.places.folding import fold
from content.places.gazetteer import Commune
from content.places.names import name_key
from content.places.old_names import old_wards
from content.places.resolver import Found, find, warm_up
from tests.growth import STEEP, growth

HA_NOI, HO_CHI_MINH = "01", "79"


def names(found: Found) -> list[str]:
    return [gazetteer.place_name(one.code) for one in found.communes]


def test_every_full_name_without_accents_is_sure_or_among_the_candidates() -> None:
    for one in gazetteer.communes().values():
        found = find(fold(gazetteer.place_name(one.code)), limit=99)
        assert one in found.communes
        assert found.state != "sure" or found.communes == (one,)


def test_most_full_names_are_sure_and_none_is_sure_of_another() -> None:
    sure = 0
    for one in gazetteer.communes().values():
        found = find(gazetteer.place_name(one.code), limit=99)
        assert one in found.communes
        assert found.state != "sure" or found.communes == (one,)
        sure += found.state == "sure"
    assert sure > 2900


def test_every_commune_is_found_in_its_chosen_province() -> None:
    for one in list(gazetteer.communes().values())[::3]:
        found = find(one.full_name, one.province)
        assert one in found.communes
        assert all(candidate.province == one.province for candidate in found.communes)


@pytest.mark.parametrize(("write", "step"), [(str, 1), (fold, 4)], ids=["accents", "no accents"])
def test_every_old_ward_offers_all_communes_that_took_it_over(write: Callable[[str], str], step: int) -> None:
    for ward in old_wards()[::step]:
        found = find(write(f"{ward.full_name}, {ward.district}, {ward.province}"), limit=99)
        codes = [one.code for one in found.communes]
        assert set(ward.communes) <= set(codes), ward
        assert set(ward.communes[:3]) <= set(codes[:3]), ward
        assert found.state == "ask" or len(ward.communes) == 1, ward
        assert len(found.understood) == len(codes)


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
        ("phường 4 Gò Vấp", "Phường Hạnh Thông, Thành phố Hồ Chí Minh"),
        ("phuongf beesn nghes, quaajn 1", "Phường Sài Gòn, Thành phố Hồ Chí Minh"),
        ("phu7o7ng2 be61n nghe1 qua6n5 1", "Phường Sài Gòn, Thành phố Hồ Chí Minh"),
        ("phuongbennghe,quan1,tphcm", "Phường Sài Gòn, Thành phố Hồ Chí Minh"),
        ("Ben Nghe Ward, District 1, HCMC", "Phường Sài Gòn, Thành phố Hồ Chí Minh"),
        ("TP.HCM, Quận 10, Phường Sáu", "Phường Diên Hồng, Thành phố Hồ Chí Minh"),
        ("phường XII quận III", "Phường Nhiêu Lộc, Thành phố Hồ Chí Minh"),
        ("phường Mỹ An, ngũ hành sơn, ĐÀ NẴNG", "Phường Ngũ Hành Sơn, Thành phố Đà Nẵng"),
        ("phường Xuân Hương, Đà Lạt", "Phường Xuân Hương - Đà Lạt, Tỉnh Lâm Đồng"),
        ("phường Bến Nghè, Quận 1", "Phường Sài Gòn, Thành phố Hồ Chí Minh"),
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


def test_a_name_that_a_longer_one_begins_with_is_confirmed_before_an_unknown_word() -> None:
    assert find("phường Tân Hưng, Quận 7").state == "sure"
    assert find("phường Tân Hưng Thuậnn, Quận 7").state == "ask"
    assert find("phường Tân Hưng gần chợ, Quận 7").state == "sure"


def test_a_wrong_accent_is_confirmed_where_no_district_is_named() -> None:
    assert find("phường Bến Nghè").state == "ask"


def test_a_name_alone_is_confirmed_because_it_may_be_a_mere_word() -> None:
    assert find("An Toàn").state == "ask"
    assert find("an toàn").state == "none"
    assert find("Xã An Toàn").state == "sure"


def test_an_old_ward_that_no_list_has_falls_back_to_its_district() -> None:
    found = find("phường 99 Gò Vấp")
    assert found.state == "ask"
    assert "Phường Gò Vấp, Thành phố Hồ Chí Minh" in names(found)


def test_a_commune_in_the_wrong_province_is_never_sure() -> None:
    assert find("phường Bến Nghé, Hà Nội").state == "ask"


def test_it_is_said_by_which_old_name_a_commune_was_found() -> None:
    assert find("p12 q3").understood == ("Phường 12, Quận 3, Thành phố Hồ Chí Minh",)
    assert find("phường Nhiêu Lộc, tphcm").understood == ("",)
    assert find("Ba Đình, Hà Nội").understood[:2] == ("", "Quận Ba Đình, Thành phố Hà Nội")


def test_a_local_name_counts_like_the_commune_s_own() -> None:
    aliases = {name_key("Chợ Trời"): ("00004",)}
    assert find("chợ trời, Hà Nội", aliases=aliases).communes == (gazetteer.commune("00004"),)
    assert find("cho troi o Ha Noi", aliases=aliases).communes[0].code == "00004"
    assert find("chợ trời, Hà Nội").communes == ()


def test_the_home_town_of_somebody_is_offered_last() -> None:
    found = find("nó quê xã Nghi Phú, Vinh, bán ở phường 22 Bình Thạnh")
    assert found.state == "ask"
    assert names(found)[0] == "Phường Thạnh Mỹ Tây, Thành phố Hồ Chí Minh"
    assert len(found.communes) > 1


def test_a_place_is_found_in_a_long_tip() -> None:
    filler = "Tôi thấy mấy người đó tụ tập mỗi tối, có cả trẻ con, rất ồn ào và đáng sợ. " * 30
    found = find(f"{filler}Chuyện này ở phường 12, quận 3, gần chợ. {filler}")
    assert (found.state, names(found)) == ("sure", ["Phường Nhiêu Lộc, Thành phố Hồ Chí Minh"])
    assert find(filler).state == "none"


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


@pytest.mark.parametrize("piece", ["phường 1, ", "p tan thanh ", "tân ", "x", "phường xã thị trấn "])
def test_a_flood_of_names_takes_no_long_time(piece: str) -> None:
    warm_up()
    assert growth(lambda count: find(piece * count, HO_CHI_MINH), 100) < STEEP


@pytest.mark.parametrize(
    "text",
    [
        "Đặng Hùng Sơn",
        "xe khách Phương Trang",
        "em là Mỹ Hạnh",
        "phương tiện là xe máy",
        "hàng về lúc nửa đêm bằng xe tải đông lạnh",
        "chị Phương bán nước đầu ngõ biết rõ chuyện này",
    ],
)
def test_persons_firms_and_words_that_sound_alike_are_no_places(text: str) -> None:
    assert find(text).state == "none"


def test_who_names_an_island_district_means_the_one_commune_of_that_name() -> None:
    assert [find(text).state for text in ("Côn Đảo", "phú quốc", "Lý Sơn, Quảng Ngãi")] == ["sure"] * 3


def test_numbers_in_words_go_as_far_as_wards_did() -> None:
    assert find("phường hai mươi lăm bình thạnh") == find("phường 25 Bình Thạnh")
