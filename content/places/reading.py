"""Decides which names in a text are places: not streets, people, hamlets or words that sound alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice, pairwise

from content.places.mentions import Mention, mentions_in
from content.places.names import Level
from content.places.vocabulary import LEADING, PREPOSITIONS, TRAILING, VETOES
from content.places.words import BREAK, Word, words_of

MOST_NAMES = 8


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as words, its parts between commas (without and with filler words), what counts."""

    words: list[Word]
    parts: tuple[tuple[int, int], ...]
    mentions: tuple[Mention, ...]


def read(text: str) -> Reading:
    """Find the place names that count in a text."""
    words = words_of(text)
    possible = _without_vetoed(mentions_in(words), words)
    starts = {one.start: one for one in possible}
    parts = tuple(_parts(words, possible))
    counting = {one for one in possible if one.type or _follows_preposition(one, words)}
    for start, end in parts:
        counting |= _whole_part(starts, start, end)
        counting |= {one for one in possible if one.end == end and one.means(Level.PROVINCE)}
    _add_neighbours(counting, possible)
    return Reading(words, parts, _first_ones(one for one in possible if one in counting))


def _first_ones(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Keep a few names: an address has no more, and a long text must not take long."""
    return tuple(islice(mentions, MOST_NAMES))


def _without_vetoed(mentions: list[Mention], words: list[Word]) -> list[Mention]:
    """Leave out a name after a word or house number that makes it a street, hamlet or person."""
    kept: list[Mention] = []
    ends = {one.end for one in mentions}
    for one in mentions:
        before = BREAK if not one.start or one.start in ends else words[one.start - 1].plain
        numbered = before.isdigit() and not one.means(Level.PROVINCE)
        if one.type or not (numbered or before in VETOES):
            kept.append(one)
    return kept


def _follows_preposition(one: Mention, words: list[Word]) -> bool:
    """Tell whether «ở», «tại» stands before; one word without accents is too little to count."""
    if not one.start or words[one.start - 1].plain not in PREPOSITIONS:
        return False
    return one.end - one.start > 1 or not one.is_bare


def _parts(words: list[Word], possible: list[Mention]) -> list[tuple[int, int]]:
    """Cut the text at commas; each part once without filler words at its ends, once whole."""
    breaks = [-1, *(at for at, word in enumerate(words) if word.plain == BREAK), len(words)]
    named = {at for one in possible for at in range(one.start, one.end)}
    parts: list[tuple[int, int]] = []
    for before, after in pairwise(breaks):
        start, end = before + 1, after
        while start < end and start not in named and words[start].plain in LEADING:
            start += 1
        while start < end and end - 1 not in named and words[end - 1].plain in TRAILING:
            end -= 1
        parts += [span for span in ((start, end), (before + 1, after)) if start < end]
    return parts


def _whole_part(starts: dict[int, Mention], start: int, end: int) -> set[Mention]:
    """Take the names of a part that consists of names only."""
    found: set[Mention] = set()
    while start < end:
        if start not in starts:
            return set()
        found.add(starts[start])
        start = starts[start].end
    return found


def _add_neighbours(counting: set[Mention], possible: list[Mention]) -> None:
    """Take the names next to one that counts: in «Bến Nghé Quận 1» one vouches for the other."""
    pairs = list(pairwise(possible))
    for left, right in pairs:
        if left in counting and left.end == right.start:
            counting.add(right)
    for left, right in reversed(pairs):
        if right in counting and left.end == right.start:
            counting.add(left)
