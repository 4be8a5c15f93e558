"""Finds whatever could be a place name in a row of words; `reading` decides which ones count."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from content.places import vocabulary
from content.places.announcing import CITIES, LEVELS_OF_TYPE, NUMBERED, Levels, number_in, type_word_at
from content.places.names import Names, key_of
from content.places.senses import Accents, Sense, accents_of
from content.places.units import SMALL, Level, Unit
from content.places.words import BREAK, Word

MOST_BEFORE = 4  # words of a type and a name before the last word


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """A place name in a text: its words from `start` to `end`, its type word if any, what it may mean."""

    start: int
    end: int
    type: str
    first: int
    senses: tuple[Sense, ...]
    marks: frozenset[str]
    is_capital: bool
    is_fuzzy: bool = False

    def means(self, *levels: Level) -> bool:
        """Tell whether it may name a unit of one of these levels."""
        return any(sense.unit.level in levels for sense in self.senses)

    @property
    def province(self) -> str | None:
        """Give today's province that it may name: «TP. Cao Bằng» names none, Cao Bằng is no city."""
        for sense in self.senses:
            fits = self.type in {"", sense.unit.type} and sense.accents is not Accents.WRONG
            if sense.unit.level is Level.PROVINCE and fits:
                return sense.unit.provinces[0]
        return None

    @property
    def is_well_spelt(self) -> bool:
        """Tell whether some sense doesn't contradict the accents typed."""
        return any(sense.accents is not Accents.WRONG for sense in self.senses)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The names that are known: those of the tables, and local aliases of the caller."""

    names: Names
    aliases: Mapping[str, tuple[Unit, ...]]

    def units(self, key: str) -> list[Unit]:
        """List the units of a key."""
        known = self.names.units.get(key, [])
        return [*known, *self.aliases[key]] if key in self.aliases else known


def mentions_in(words: list[Word], lexicon: Lexicon) -> list[Mention]:
    """Find all possible mentions, in order; of two that begin alike the longer, unless names fill the rest."""
    found = [one for start in range(len(words)) for one in _mentions_at(words, start, lexicon)]
    starts = {one.start for one in found}
    longest = _longest(found)
    found = [one for one in found if one.end == longest[one.first, one.type] or one.end in starts]
    covered = _Covered(found)
    return [one for one in found if not covered.is_inside(one)]


def make_mention(span: tuple[int, int, int], kind: str, words: list[Word], senses: list[Sense]) -> Mention:
    """Make a mention of its span (start, first word of the name, end) and senses."""
    start, first, end = span
    return Mention(
        start,
        end,
        kind,
        first,
        tuple(senses),
        frozenset(sense.unit.mark for sense in senses if sense.unit.level not in SMALL),
        all(word.is_capital or word.plain.isdigit() for word in words[first:end]),
        any(sense.edits for sense in senses),
    )


def _longest(found: list[Mention]) -> dict[tuple[int, str], int]:
    longest: dict[tuple[int, str], int] = {}
    for one in found:
        key = (one.first, one.type)
        longest[key] = max(longest.get(key, 0), one.end)
    return longest


class _Covered:
    """Knows which words longer mentions take: Phú Trung in «Tân Phú Trung» is no name of its own."""

    def __init__(self, mentions: list[Mention]) -> None:
        self._reach: dict[int, int] = {}
        self._types: set[int] = set()
        for one in mentions:
            self._reach[one.start] = max(self._reach.get(one.start, 0), one.end)
            self._types |= set(range(one.start + 1, one.first))

    def is_inside(self, one: Mention) -> bool:
        """Tell whether a longer mention holds this one, or its type word is another's: xã in «thị xã»."""
        if one.start in self._types:
            return True
        return any(
            self._reach.get(start, 0) >= one.end
            for start in range(max(one.start - MOST_BEFORE, 0), one.start)
        )


def _mentions_at(words: list[Word], start: int, lexicon: Lexicon) -> Iterator[Mention]:
    if words[start].plain == BREAK:
        return
    announced = type_word_at(words, start)
    if announced:
        first, kind, levels = announced
        yield from _names_at(words, start, first, (kind, levels), lexicon)
        if kind in NUMBERED:
            yield from _numbers_at(words, start, first, (kind, levels), lexicon)
    yield from _names_at(words, start, start, ("", tuple(Level)), lexicon)


def _names_at(
    words: list[Word], start: int, first: int, announced: tuple[str, Levels], lexicon: Lexicon
) -> Iterator[Mention]:
    kind, levels = announced
    for end in range(first + 1, min(first + lexicon.names.longest, len(words)) + 1):
        typed = words[first:end]
        if typed[-1].plain == BREAK:
            return
        is_number = typed[0].plain.isdigit() and len(typed) == 1
        units = lexicon.units(key_of(typed)) if kind in NUMBERED or not is_number else []
        if not kind and units and end < len(words) and words[end].plain in vocabulary.FOLLOWING_TYPES:
            after = vocabulary.FOLLOWING_TYPES[words[end].plain]
            senses = _senses(typed, units, LEVELS_OF_TYPE[after])
            if senses:
                yield make_mention((start, first, end), after, words, senses)
        senses = _senses(typed, units, levels)
        if senses:
            yield make_mention((start, first, end), kind, words, senses)


def _numbers_at(
    words: list[Word], start: int, first: int, announced: tuple[str, Levels], lexicon: Lexicon
) -> Iterator[Mention]:
    """Read a number in words or Roman numerals: «phường sáu», «quận iii»."""
    kind, levels = announced
    for end in (first + 1, first + 2, first + 3):
        number = number_in(words[first:end], kind) if end <= len(words) else None
        if number:
            senses = [Sense(one, Accents.LEFT_OUT) for one in lexicon.units(number) if one.level in levels]
            if senses:
                yield make_mention((start, first, end), kind, words, senses)


def _senses(typed: list[Word], units: list[Unit], levels: Levels) -> list[Sense]:
    found = [one for one in units if one.level in levels]
    if not found:
        return []
    if levels == CITIES and any(one.type != "huyện" for one in found):
        found = [one for one in found if one.type != "huyện"]  # Thành phố Quảng Ninh is not huyện Quảng Ninh
    spelling = tuple(word.spelt for word in typed)
    return [Sense(one, accents_of(typed, spelling, one)) for one in found]
