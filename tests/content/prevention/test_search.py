"""Finding items by words: with accents, without, in English; nothing where nothing is known."""

import pytest

from content.prevention.search import find_items

QUESTIONS = {
    "bóng cười có hại không": "june-07",
    "bong cuoi co hai khong?": "june-07",
    "BÓNG CƯỜI": "june-07",
    "n2o": "june-07",
    "is laughing gas harmful": "june-07",
    "hít bóng cười bị tê chân": "june-07",
    "cỏ mỹ": "june-11",
    "co my": "june-11",
    "shisha có hại không": "june-09",
    "lá khát": "june-17",
    "la khat": "june-17",
    "tem giấy": "june-14",
    "bùa lưỡi": "june-14",
    "kẹo lạ ở cổng trường": "june-03",
    "ngáo đá phải làm sao": "june-12",
    "gà bị bệnh trồng cần sa": "june-18",
    "lái xe có bị test ma túy không": "june-24",
    "hàng xóm cho thuê nhà đáng nghi": "june-22",
    "how to get treatment": "june-13",
    "methadone": "june-19",
    "báo tin có được thưởng không": "june-28",
    "trẻ ăn nhầm kẹo bất tỉnh": "june-27",
    "ketamine": "june-02",
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_right_item_comes_first(question: str) -> None:
    assert find_items(question)[0].id == QUESTIONS[question]


@pytest.mark.parametrize(
    "question", ["", "   ", "?!", "có không", "thời tiết hôm nay thế nào", "asdf qwer", "🎈" * 50]
)
def test_what_nothing_is_known_about_finds_nothing(question: str) -> None:
    assert find_items(question) == []


def test_accents_tell_words_apart_where_they_are_written() -> None:
    assert find_items("hát") == []
    assert find_items("hat")[0].id == "q1-4"  # hạt giống: seeds


def test_a_very_long_question_is_cut_and_hostile_text_does_no_harm() -> None:
    assert find_items("x" * 100_000 + " bóng cười") == []
    assert find_items("bóng cười {theme} ' \\ --")[0].id == "june-07"


def test_few_are_offered() -> None:
    assert 1 < len(find_items("ma túy", at_most=4)) <= 4
