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
    while cut > 1 and _continues(text, cut):
        cut -= 1
    return cut if cut > 1 else end


def _continues(text: str, cut: int) -> bool:
    """Say whether the letter at `cut` belongs to the sign that is begun before it."""
    before, letter = text[cut - 1], text[cut]
    return (
        _JOINER in (before, letter)
        or unicodedata.category(letter) in {"Mn", "Mc", "Me"}
        or "\U0001f3fb" <= letter <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= letter <= "\U000e007f"  # the letters of a region's flag
        or (_is_flag_letter(letter) and _count_flag_letters(text, cut) % 2 == 1)
    )


def _is_flag_letter(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def _count_flag_letters(text: str, end: int) -> int:
    """Count the letters of flags right before a place: two are one flag."""
    first = end
    while first and _is_flag_letter(text[first - 1]):
        first -= 1
    return end - first
