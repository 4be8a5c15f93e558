"""Searching and comparing what tips tell, without accents."""

from itertools import permutations

import pytest

from handlers.tip_words import find_alike, has_terms, read_terms, words_of
from storage.tip_readers import NOTES, REPORT, THREAD

SAME = {
    "quán Hương Sen": (
        "Quán nước Hương Sen đầu ngõ 5 bán ma tuý đá cho thanh niên, tối nào cũng có xe máy ra vào.",
        "Ở đầu ngõ 5 có quán nước Hương Sen, thanh niên đi xe máy đến mua ma túy đá vào buổi tối.",
    ),
    "xe tải": (
        "Xe tải biển 29C-123.45 tối thứ bảy chở hàng vào kho cũ cạnh bến sông, tôi nghĩ là ma tuý.",
        "kho cu canh ben song co xe tai 29c12345 den luc nua dem, boc hang roi di ngay",
    ),
    "cây cần sa": (
        "Nhà cuối xóm trồng cây lá xoè năm cánh trong vườn sau, nói là thuốc cho gà.",
        "Vườn sau nhà cuối xóm trồng cây cần sa, họ bảo thuốc cho gà uống.",
    ),
}
OTHERS = (
    "Nhóm thanh niên tụ tập hút bóng cười trước cổng trường sau giờ tan học.",
    "Có người rao bán cỏ Mỹ trên mạng, giao hàng bằng người chạy xe công nghệ.",
    "Phòng hát karaoke trên tầng ba, khách dùng ma tuý đá, bảo vệ canh ở dưới.",
    "Gói hàng gửi qua bưu điện có mùi lạ, người nhận không ra lấy.",
    "Xưởng trong ngõ sâu, ban đêm có mùi hoá chất nồng, cửa luôn khoá.",
    "Buổi tối có xe máy ra vào nhà trọ, thanh niên đứng chờ ở đầu ngõ.",
)


def _told() -> dict[bytes, str]:
    texts = [text for pair in SAME.values() for text in pair] + list(OTHERS)
    return {bytes([place]): words_of({REPORT: [{"words": text}]}).told for place, text in enumerate(texts)}


def test_two_tips_of_one_case_are_alike_and_no_others() -> None:
    told = _told()

    alike = {tip[0]: [one[0] for one in find_alike(told, tip)] for tip in told}

    twins = {place: place ^ 1 for place in range(2 * len(SAME))}
    assert alike == {place: [twins[place]] if place in twins else [] for place in range(len(told))}


def test_a_lone_tip_and_an_unknown_one_are_like_no_other() -> None:
    assert find_alike({b"1": "mot hai ba"}, b"1") == []
    assert find_alike({b"1": "mot hai ba"}, b"2") == []
    assert find_alike({b"1": "", b"2": ""}, b"1") == []


def test_the_same_words_twice_are_alike_even_in_a_queue_of_two() -> None:
    assert find_alike({b"1": "xe den o cho", b"2": "xe den o cho"}, b"1") == [b"2"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ma túy", True),
        ("MA TUY", True),
        ("duong dao", True),
        ("tuy ma", True),
        ("29C 123.45", True),
        ("29c12345", True),
        ("12345", True),
        ("345", False),
        ("an", False),
        ("ma tuy cho", False),
    ],
)
def test_words_are_found_without_accents_and_numbers_however_they_are_written(
    query: str, found: bool
) -> None:
    text = words_of({REPORT: [{"words": "Bán ma tuý ở đường Đào, xe 29C-123.45"}]}).all

    assert has_terms(text, read_terms(query)) is found


def test_the_order_of_the_words_makes_no_difference() -> None:
    text = words_of({REPORT: [{"words": "ba hai mot"}]}).all

    assert all(has_terms(text, order) for order in permutations(["mot", "hai", "ba"]))


def test_what_was_added_later_is_found_but_not_compared() -> None:
    words = words_of(
        {REPORT: [{"words": "xe đen"}], THREAD: [{"text": "Biển số 30A"}], NOTES: [{"text": "đã hỏi"}]}
    )

    assert has_terms(words.all, ["30a"])
    assert has_terms(words.all, ["hoi"])
    assert words.told == "xe den"
