"""Cuts out the phrases of a text that may be misspelt names: after type words, and between names and commas."""

from collections.abc import Iterator

from content.places.announcing import type_word_at
from content.places.names import key_of
from content.places.reading import Reading, may_go_on
from content.places.units import LARGE, Level
from content.places.vocabulary import LEADING, TRAILING
from content.places.words import BREAK

FEWEST_LETTERS, MOST_LETTERS = 4, 30  # shorter names are one letter away from too many others
MOST_WORDS = 5
Phrase = tuple[int, int, int, str, tuple[Level, ...]]  # start, first word of the name, end, type word, levels


def has_unknown_name(reading: Reading) -> bool:
    """Tell whether a type word announces a name that no list has."""
    named = {at for one in reading.mentions for at in range(one.start, one.end)}
    return any(at not in named and _announces(reading, at) for at in range(len(reading.words)))


def phrases_in(reading: Reading) -> Iterator[Phrase]:
    """Take what follows a type word, and what stands between names and commas, in several lengths."""
    yield from _announced_phrases(reading)
    every = tuple(Level)
    announced_at = {at for at in range(len(reading.words)) if _announces(reading, at)}
    for start, end in _gaps(reading):
        if announced_at.isdisjoint(range(start, end)):
            for first in range(max(start, end - MOST_WORDS + 1), end):
                if _is_long_enough(reading, first, end):
                    yield first, first, end, "", every


def _announced_phrases(reading: Reading) -> Iterator[Phrase]:
    known = {one.start for one in reading.mentions if one.type and not may_go_on(reading, one)}
    inside = {at for one in reading.mentions for at in range(one.start + 1, one.first)}  # xã in «thị xã»
    for at, word in enumerate(reading.words):
        announced = type_word_at(reading.words, at) if word.plain != BREAK and at not in inside else None
        if announced is None or (announced[2][0] in LARGE and at in known):
            continue
        first, kind, levels = announced
        for end in range(min(first + MOST_WORDS, _stop(reading, first)), first, -1):
            if _is_long_enough(reading, first, end):
                yield at, first, end, kind, levels


def _announces(reading: Reading, at: int) -> bool:
    return reading.words[at].plain != BREAK and type_word_at(reading.words, at) is not None


def _stop(reading: Reading, first: int) -> int:
    """Find where a name that begins here must end: at a comma, a type word with a name, or the end."""
    typed = {one.start for one in reading.mentions if one.type}
    for at in range(first, len(reading.words)):
        if reading.words[at].plain == BREAK or at in typed:
            return at
    return len(reading.words)


def _is_long_enough(reading: Reading, first: int, end: int) -> bool:
    return FEWEST_LETTERS <= len(key_of(reading.words[first:end])) <= MOST_LETTERS


def _gaps(reading: Reading) -> list[tuple[int, int]]:
    """List the runs of words that end where a name begins, or where a part ends."""
    named = {at for one in reading.mentions for at in range(one.start, one.end)}
    found: list[tuple[int, int]] = []
    start: int | None = None
    for at in range(len(reading.words) + 1):
        is_free = at < len(reading.words) and at not in named and reading.words[at].plain != BREAK
        if is_free and start is None:
            start = at
        elif not is_free and start is not None:
            found.append(_trimmed(reading, start, at))
            start = None
    return [one for one in reversed(found) if one[0] < one[1]]


def _trimmed(reading: Reading, start: int, end: int) -> tuple[int, int]:
    while start < end and reading.words[start].plain in LEADING:
        start += 1
    while start < end and reading.words[end - 1].plain in TRAILING:
        end -= 1
    return start, end
