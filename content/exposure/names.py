"""Finds the writer's own name: introduced, signed, or the one that the channel knows."""

import re
from collections.abc import Iterable, Iterator

from content.exposure.finding import Finding, Kind
from content.exposure.wording import SELF, compile_wording, level
from content.places.folding import fold

_MOST_WORDS = 5
_SHORTEST_USERNAME = 4
_NOT_A_NAME = frozenset(
    (
        *("gi", "sao", "khong", "ko", "k", "that", "tuoi", "ai", "nhu", "nao", "la", "duoc", "thi"),
        *("va", "ma", "hay", "biet", "noi", "ra", "cua", "nguoi", "dan", "cong", "viet", "dang"),
    )
)
_CALLED = compile_wording(r" (?:họ(?: (?!tên\b)\w+)?,? )?tên(?: thật)?(?: là)?[\s:]{1,3}")
_IS = compile_wording(r" là ")
_SIGNED = compile_wording(
    rf"\b(?:(?:họ )?tên (?:của )?{SELF}(?: là)?|(?:ký tên|người (?:báo|báo tin|viết|gửi|tố giác)|họ (?:và )?tên):)[\s:]{{1,3}}"
)
_FAMILY = compile_wording(
    r"(?:nguyễn|trần|phạm|huỳnh|hoàng|đặng|bùi|trương|lê|đỗ|ngô|dương)(?: (?:văn|thị))?"
    r"(?: (?!(?:nó|thấy|xin|muốn|ở|có|tôi|em|báo|đây|là|và|biết|nghe)\b)\w+){1,2}"
)
_GIVEN = (
    r"(?:ánh|bình|bảo|châu|chi|cường|cúc|diễm|duy|dung|dũng|đạt|đức|giang|hà|hải|hạnh|hằng|hân|hậu|hiền|hiếu|hoa|hòa|hồng|huệ|hùng|huy"
    r"|huyền|hương|khánh|khoa|khôi|kiên|kiệt|lan|liên|linh|loan|long|mai|mạnh|minh|my|nga|ngân|nghĩa|ngọc|nguyên|nguyệt|nhàn|nhi|nhung"
    r"|oanh|phát|phong|phú|phúc|phương|phượng|quân|quang|quyên|quỳnh|tâm|thanh|thảo|thắng|thịnh|thoa|thủy|thúy|thư|tiên|tiến|toàn|trang"
    r"|trâm|trinh|trúc|trung|tú|tuấn|tùng|tuyết|uyên|vân|việt|vinh|vy|xuân|yến)"
)
_GIVEN_ALONE = compile_wording(rf"{_GIVEN}(?=\W*(?:[,.;!?\n]|$))")
_HERE = compile_wording(
    rf"(?:^|[.!?\n]\s{{0,2}})(?P<name>(?:(?:em|con|cháu|mình|tôi|tui) )?{_GIVEN} (?:nè|nà|đây)(?: (?:ạ|nha|nhé))?)(?=\W|$)"
)
_WORD = re.compile(r"[\w']+")


def find_names(
    text: str, levelled: str, speakers: Iterable[tuple[int, int]], known: Iterable[str]
) -> Iterator[Finding]:
    """Find names in a text and its levelled form; `known` are those that the channel has for the writer."""
    introduced = [
        (match.start(), _end_of_name(text, levelled, match.end())) for match in _SIGNED.finditer(levelled)
    ]
    introduced += [match.span("name") for match in _HERE.finditer(levelled)]
    introduced += [(start, _end_after_speaker(text, levelled, stop)) for start, stop in speakers]
    for start, end in introduced:
        if end is not None:
            yield Finding(start, end, Kind.NAME)
    for pattern in _known_patterns(known):
        for match in pattern.finditer(levelled):
            yield Finding(*match.span(), Kind.NAME)


def _end_after_speaker(text: str, levelled: str, stop: int) -> int | None:
    called = _CALLED.match(levelled, stop)
    if called is not None:
        return _end_of_name(text, levelled, called.end())
    is_ = _IS.match(levelled, stop)
    if is_ is None:
        return None
    family = _FAMILY.match(levelled, is_.end())
    given = _GIVEN_ALONE.match(levelled, is_.end())
    capitals = None if text.isupper() else _end_of_capitals(text, is_.end())
    return max(capitals or 0, *(found.end() for found in (family, given) if found), 0) or None


def _end_of_name(text: str, levelled: str, start: int) -> int | None:
    """Find where the name ends that must follow: a family name and what goes with it, capitals, or one word."""
    word = _WORD.match(levelled, start)
    if word is None or (fold(word[0]) in _NOT_A_NAME and not text[start].isupper()):
        return None
    family = _FAMILY.match(levelled, start)
    capitals = None if text.isupper() else _end_of_capitals(text, start)
    return max(word.end(), family.end() if family else 0, capitals or 0)


def _end_of_capitals(text: str, start: int) -> int | None:
    end = None
    for _count in range(_MOST_WORDS):
        word = _WORD.match(text, start)
        if word is None or not word[0][0].isupper():
            break
        end = word.end()
        start = end + 1
        if text[end:start] != " ":
            break
    return end


def _known_patterns(known: Iterable[str]) -> Iterator[re.Pattern[str]]:
    """Make patterns of names of two words or more, and of user names: one short word is too common to look for."""
    for name in known:
        words = _WORD.findall(level(name))
        plain = [fold(word) for word in words]
        if len(words) > 1 or (words and len(words[0]) > _SHORTEST_USERNAME and not name.isalpha()):
            both = (
                f"(?:{re.escape(word)}|{re.escape(bare)})" for word, bare in zip(words, plain, strict=True)
            )
            yield re.compile(r"(?<!\w)@?" + r"\W{1,3}".join(both) + r"(?!\w)")
