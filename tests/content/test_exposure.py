"""What shows who the writer is, and what is evidence: by sentences, and in bounded time."""

import unicodedata

import pytest

from content.exposure.finder import find_exposures
from content.exposure.finding import Kind
from tests.growth import STEEP, growth


def found(text: str, *names: str) -> list[tuple[str, str]]:
    return [(one.kind, text[one.start : one.end]) for one in find_exposures(text, names)]


@pytest.mark.parametrize(
    "number",
    [
        "0912345678", "0912 345 678", "0912.345.678", "091-234-5678", "+84912345678", "84 912 345 678", "(+84) 912345678",
        "0084912345678", "0169 345 6789", "01234567890", "0 9 1 2 3 4 5 6 7 8", "０９１２３４５６７８",
        "không chín một hai ba bốn năm sáu bảy tám", "khong chin mot hai ba bon nam sau bay tam", "không chín 12 345 678",
    ],
)  # fmt: skip
@pytest.mark.parametrize("cue", ["số của tôi là {}", "Gọi cho em {} nhé", "SĐT MÌNH: {}", "goi toi {}"])
def test_the_writers_number_is_found_however_it_is_written(cue: str, number: str) -> None:
    assert [kind for kind, _words in found(cue.format(number))] == [Kind.PHONE]


@pytest.mark.parametrize(
    "cue", ["số của nó {}", "muốn mua gọi {}", "Sđt đối tượng: {}", "nó gọi cho tôi từ số {}", "shipper {}"]
)
def test_the_suspects_number_is_evidence(cue: str) -> None:
    assert found(cue.format("0912 345 678")) == []


def test_a_number_without_a_word_about_it_is_only_asked_about() -> None:
    assert found("0912345678, đầu ngõ") == [(Kind.WHOSE_PHONE, "0912345678")]
    assert find_exposures("0912345678, đầu ngõ", about_others=True) == []


def test_the_hotline_is_nobodys_number() -> None:
    assert found("Tôi có biết 0769.04.04.04 rồi") == []


@pytest.mark.parametrize("text", ["xe 51F-123.45 của nó", "biển số 29A1 456.78", "60C-332.11"])
def test_a_plate_is_evidence(text: str) -> None:
    assert found(text) == []


def test_the_own_plate_is_found_with_the_words_that_make_it_own() -> None:
    assert found("nó tông xe của tôi biển 59X1-234.56 rồi chạy") == [
        (Kind.PLATE, "xe của tôi biển 59X1-234.56")
    ]


def test_names_that_the_channel_knows_are_found_without_accents_and_in_any_case() -> None:
    assert found("Nó biết NGUYEN THI HONG báo.", "Nguyễn Thị Hồng") == [(Kind.NAME, "NGUYEN THI HONG")]
    assert found("nhắn @hong_ng nhé", "Hong", "hong_ng") == [(Kind.NAME, "@hong_ng")]


def test_a_single_short_name_is_too_common_to_be_looked_for() -> None:
    assert found("Nhờ công an giữ bình an cho dân.", "An") == []


def test_decomposed_letters_are_composed_before_they_come_here() -> None:
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFD", "gần nhà tôi"))
    assert found(text) == [(Kind.HOME, "gần nhà tôi")]


@pytest.mark.parametrize(
    "piece",
    [
        "0", "0 ", "0909090909 ", ".", "a@", "a.", "a@b.", "nhà ", "nhà tôi ", "NHÀ TÔI ", "tôi là ", "một hai ", '"', 'nói "a" ', " ", "\n",
        "em tên ", "chỉ có ", "số tôi 0912345678 ", "+84", "(84)", "cạnh ", "bạn cùng ", "của nhà ", "xe máy ", "51F", "là bạn thân cũ ",
    ],
)  # fmt: skip
def test_no_text_takes_long(piece: str) -> None:
    def find(length: int) -> None:
        find_exposures((piece * length)[:length], ("Nguyễn Thị Hồng", "hong_ng"))

    assert growth(find, 1500) < STEEP
