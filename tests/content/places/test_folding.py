import unicodedata

import pytest

from content.places.alphabet import sort_key
from content.places.folding import fold, spell
from tests.growth import STEEP, growth


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Phường Ba Đình", "phuong ba dinh"),
        ("  TP.HCM,  Quận 1 ", "tp hcm quan 1"),
        ("Bà Rịa - Vũng Tàu", "ba ria vung tau"),
        ("Cư M'gar", "cu mgar"),
        ("Cư M’gar", "cu mgar"),
        ("ĐẮK LẮK", "dak lak"),
        ("", ""),
        ("…!?", ""),
    ],
)
def test_folding_leaves_letters_and_digits_only(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_composed_and_decomposed_letters_fold_alike() -> None:
    name = "Thừa Thiên Huế, Nghệ An, Đồng Nai"
    assert fold(unicodedata.normalize("NFD", name)) == fold(unicodedata.normalize("NFC", name))


def test_invisible_marks_do_not_part_a_word() -> None:
    assert fold("Hà\u200b Nội\ufeff") == "ha noi"


def test_the_place_of_the_tone_mark_does_not_matter() -> None:
    assert spell("hòa") == spell("hoà")
    assert spell("thủy") == spell("thuỷ")
    assert spell("hòa") != spell("hóa")
    assert spell("tô") != spell("tơ")


def test_a_long_message_folds_in_proportion() -> None:
    message = "Tôi thấy họ bán ma tuý gần trường học. "
    assert growth(lambda count: fold(message * count), 500) < STEEP


def test_names_sort_by_the_vietnamese_alphabet() -> None:
    names = ["Đà Nẵng", "Dĩ An", "Ân Thi", "An Giang", "Ăn", "Ba", "Bà", "Bả", "Bã", "Bá", "Bạ"]
    wanted = ["An Giang", "Ăn", "Ân Thi", "Ba", "Bà", "Bả", "Bã", "Bá", "Bạ", "Dĩ An", "Đà Nẵng"]
    assert sorted(names, key=sort_key) == wanted
