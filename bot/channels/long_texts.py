"""Decides where a long text is cut into messages: at a paragraph, a line, a word, never in a letter."""

import unicodedata
from collections.abc import Iterator

_JOINER = "\u200d"


def split_text(text: str, limit: int) -> Iterator[str]:
    """Yield the parts of a text, none blank, each at most `limit` UTF-16 units: the strictest count."""
    rest = text.strip()
    while _fitting(rest, limit) < len(rest):
        cut = _find_cut(rest, _fitting(rest, limit))
        yield rest[:cut].rstrip()
        rest = rest[cut:].lstrip()
    if rest:
        yield rest


def _fitting(text: str, limit: int) -> int:
    if len(text) * 2 <= limit:
        return len(text)
    count = 0
    for position, letter in enumerate(text):
        count += 2 if letter > "\uffff" else 1
        if count > limit:
            return position
    return len(text)


def _find_cut(text: str, end: int) -> int:
    for separator in ("\n\n", "\n", " "):
        cut = text.rfind(separator, end // 2, end + 1)
        if cut > 0:
            return cut
    cut = end
    while cut > 1 and _continues(text[cut - 1], text[cut]):
        cut -= 1
    return cut if cut > 1 else end


def _continues(before: str, letter: str) -> bool:
    """Say whether `letter` belongs to the sign that `before` began."""
    return (
        _JOINER in (before, letter)
        or unicodedata.category(letter) in {"Mn", "Mc", "Me"}
        or "\U0001f3fb" <= letter <= "\U0001f3ff"  # skin tones
    )
