"""Decides whether the words before or after a name make it a street, a landmark, a hamlet, a person or a home town."""

from enum import IntEnum

from content.places.vocabulary import (
    FAMILIES,
    INTRODUCING,
    NEEDS_PAIR,
    NUMBERED_BEFORE,
    ORIGINS,
    PAIRED,
    PEOPLE,
    STREET_AFTER,
    VETOES,
)
from content.places.words import BREAK, Word

ORIGIN_REACH = 4  # words between «quê» and the name: «quê ở xã …», «quê quán tại huyện …»
HOUSE_LETTERS = frozenset("abcdefgh")


class Standing(IntEnum):
    """What the surrounding words say of a name without a type word."""

    FREE = 0
    NEARBY = 1  # a street or landmark of that name: it may lie in a commune of that name
    NOT_A_PLACE = 2


def standing_of(words: list[Word], start: int, end: int) -> Standing:
    """Judge a name by its neighbours."""
    if end < len(words) and words[end].plain in STREET_AFTER:
        return Standing.NEARBY
    if not start or words[start - 1].plain == BREAK:
        return Standing.FREE
    before = words[start - 1]
    pair = f"{words[start - 2].plain if start > 1 else BREAK} {before.plain}"
    if before.plain.isdigit() or (before.plain in HOUSE_LETTERS and pair[0].isdigit()):
        return _after_number(words, start)
    if tells_origin(words, start) or pair in INTRODUCING or (before.plain in PEOPLE and pair not in PAIRED):
        return Standing.NOT_A_PLACE
    if before.is_capital and before.plain in FAMILIES and words[start].is_capital:
        return Standing.NEARBY  # «Đặng Hùng Sơn»: a person, or the street that bears the name
    is_vetoed = pair in PAIRED if before.plain in NEEDS_PAIR else before.plain in VETOES
    return Standing.NEARBY if is_vetoed else Standing.FREE


def tells_origin(words: list[Word], start: int) -> bool:
    """Tell whether somebody's home town is named here: «quê ở xã …»."""
    for at in range(start - 1, max(start - 1 - ORIGIN_REACH, -1), -1):
        if words[at].plain == BREAK:
            return False
        if (
            words[at].plain in ORIGINS
            or f"{words[at - 1].plain if at else BREAK} {words[at].plain}" in ORIGINS
        ):
            return True
    return False


def _after_number(words: list[Word], start: int) -> Standing:
    """Judge a name after a number: a house number makes a street of it, a numbered hamlet is complete."""
    at = start - 1
    while at >= 0 and (words[at].plain.isdigit() or words[at].plain in HOUSE_LETTERS):
        at -= 1
    is_complete = at >= 0 and words[at].plain in NUMBERED_BEFORE and words[at].plain != "so"
    is_complete = is_complete or (at > 0 and words[at].plain == "so" and words[at - 1].plain == "duong")
    return Standing.FREE if is_complete else Standing.NEARBY
