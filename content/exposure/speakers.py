"""Finds where writers speak of themselves: «tôi», «tui», «em», but not «thằng em», «con em», «trẻ em»."""

import re
from collections.abc import Iterator

from content.exposure.wording import POLITE, SURE, compile_wording
from content.places.folding import fold

_SPEAKER = compile_wording(rf"\b(?:{SURE}|{POLITE})\b")
_WORD_BEFORE = re.compile(r"(\w+)\s{1,3}$")
_LONGEST_WORD = 8
_KIN = frozenset(
    (
        *("anh", "chi", "thang", "con", "dua", "tre", "cua", "ba", "ong", "cac", "dan", "vo", "co"),
        *("ban", "chau", "nha", "chu", "lu", "may", "hai", "nguoi", "bon", "tui", "chung", "cau", "be"),
    )
)  # before a word for oneself they make it somebody else


def names_a_speaker(levelled: str) -> bool:
    """Tell whether a text has any word for oneself: without one, nothing in it is said to be the writer's."""
    return _SPEAKER.search(levelled) is not None


def find_speakers(levelled: str) -> Iterator[tuple[int, int]]:
    """Find the words by which writers call themselves."""
    for match in _SPEAKER.finditer(levelled):
        before = _WORD_BEFORE.search(levelled, max(0, match.start() - _LONGEST_WORD), match.start())
        if before is None or fold(before[1]) not in _KIN:
            yield match.span()
