"""Decides how a pattern is written: in Vietnamese with accents, and it finds the same words typed without them."""

import re

from content.places.folding import fold

_WORD = re.compile(r"(?<!\\)[^\W\d_]+")
_FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)}  # as some keyboards write digits

# Who speaks. The young and the polite call themselves «em», «con», «cháu», which are others' names, too.
SURE = r"(?:tôi|tui|tớ|mình|mk|mik|choa|(?:tụi|bọn|chúng|bầy) (?:tôi|tui|tớ|mình|em|con|cháu|choa))"
POLITE = r"(?:em|e|con|cháu|t)"
NOT_OTHERS = r"(?! (?:nó|ấy|ta|trai|gái|rể|dâu|út|bé|nhỏ|mụ|thằng|bà|ông|anh|chị|họ|kia|này|đó|chồng|vợ|của|ruột|hắn)\b)"
SELF = rf"(?:{SURE}|{POLITE}{NOT_OTHERS})\b"
TAIL = (
    r"(?: (?!(?:nên|và|thì|mà|nhìn|tụi|bọn|nó|chúng|họ|hay|có|bị|nghe|thấy|để|khi|lúc|nhưng|vì|dạo|cũng|đã|đang|hắn)\b)"
    r"[\w/.-]*\w){0,6}"
)


def compile_wording(pattern: str) -> re.Pattern[str]:
    """Compile a pattern for `level` texts; a space in it stands for one to three spaces."""
    return re.compile(_WORD.sub(_either, pattern).replace(" ", r"\s{1,3}"))


def level(text: str) -> str:
    """Write a text in lower case and plain digits, each letter where it was."""
    if any(letter in text for letter in map(chr, _FULL_WIDTH)):
        text = text.translate(_FULL_WIDTH)
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def _either(word: re.Match[str]) -> str:
    typed = word[0]
    return typed if typed.isascii() else f"(?:{typed}|{fold(typed)})"
