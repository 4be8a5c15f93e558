"""Knows every unit, of today and before 2025-07, by the name that people type for it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from content.places.marks import Named, provinces_of
from content.places.naming import named_units
from content.places.units import SMALL, Level, Unit
from content.places.words import BREAK, INVISIBLE, LETTERS_OR_DIGITS, Word, one_i, word_of, words_of


@dataclass(frozen=True, slots=True)
class Names:
    """The index: units by the key of their name, and what helps to look there.

    `beginnings` are names that others begin with («Tân Hưng», because of «Tân Hưng Thuận»),
    `by_province` has the keys of the wards and communes of a province of today.
    """

    units: dict[str, list[Unit]]
    syllables: frozenset[str]
    beginnings: frozenset[str]
    by_province: dict[str, list[str]]
    commune_units: dict[str, Unit]
    longest: int


@cache
def all_names() -> Names:
    """Build the index of all names; the first call takes some 0.2 s, so a process makes it at start."""
    units: defaultdict[str, list[Unit]] = defaultdict(list)
    known: dict[str, Word] = {}
    beginnings: set[str] = set()
    longest = 0
    for named in named_units():
        words = [known.get(piece) or known.setdefault(piece, word_of(piece)) for piece in _pieces(named.name)]
        longest = max(longest, len(words))
        key = key_of(words)
        beginnings.update(key[:end] for end in accumulate(len(word.plain) for word in words[:-1]))
        units[key].append(_unit(named, words))
    return Names(
        dict(units),
        frozenset(word.plain for word in known.values()),
        frozenset(beginnings & units.keys()),
        _by_province(units),
        {one.communes[0]: one for same in units.values() for one in same if one.level is Level.COMMUNE},
        longest,
    )


def key_of(words: list[Word]) -> str:
    """Give the key under which a name stands in the index: no accents, no spaces, i for y."""
    return one_i("".join([word.plain for word in words]))


def name_key(name: str) -> str:
    """Give the key of a name as typed: «Chợ Trời» and «cho troi» have the same."""
    return key_of([word for word in words_of(name) if word.plain != BREAK])


def _by_province(units: Mapping[str, list[Unit]]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key, same in units.items():
        for code in {code for one in same if one.level in SMALL for code in one.provinces}:
            found[code].append(key)
    return dict(found)


def _pieces(name: str) -> list[str]:
    """Cut a name as `words_of` cuts a text, but fast: names are clean."""
    return LETTERS_OR_DIGITS.findall(name.translate(INVISIBLE))


def _unit(named: Named, words: list[Word]) -> Unit:
    return Unit(
        named.mark,
        named.level,
        named.type,
        tuple(word.spelt for word in words),
        named.within,
        named.communes,
        provinces_of(named.communes),
        named.label,
    )
