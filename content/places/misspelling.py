"""Decides which names were meant by words with a wrong letter or two: districts anywhere, wards inside one."""

from collections.abc import Iterator
from functools import cache
from itertools import islice

from content.places.distance import Near
from content.places.mentions import Lexicon, Mention, make_mention
from content.places.names import Names, all_names, key_of
from content.places.phrases import Phrase, phrases_in
from content.places.reading import Reading
from content.places.senses import Accents, Sense
from content.places.units import LARGE, SMALL, Level, Unit
from content.places.words import Word, spelling_of

FEWEST_LETTERS = 4  # shorter names are one letter away from too many others
TWO_EDITS_FROM, TWO_EDITS_FROM_BARE = 5, 7  # letters; with and without a type word
ALONE_FROM = 7  # letters of a name that is looked for in the whole country
MOST_WORDS = 5
MOST_LETTERS = 30
OTHER_START, OTHER_TONES = 0.3, 0.2
MOST_PHRASES = 28  # a long text must not take long


def misspelt(reading: Reading, lexicon: Lexicon, chosen: str | None) -> list[Mention]:
    """Find names that a text nearly has; wards only in a province that it names or nearly names."""
    phrases = list(islice(phrases_in(reading), MOST_PHRASES))
    large = [one for phrase in phrases for one in _large(phrase, reading, lexicon)]
    provinces = _provinces((*reading.mentions, *large), chosen)
    small = [one for phrase in phrases for one in _small(phrase, reading, lexicon, provinces, chosen)]
    return [*large, *small]


def warm_up_misspelling() -> None:
    """Sort the names once, so that no person waits for it."""
    _large_names()
    _all_small_names()


def _large(phrase: Phrase, reading: Reading, lexicon: Lexicon) -> Iterator[Mention]:
    levels = tuple(level for level in phrase[4] if level in LARGE)
    if levels and (phrase[3] or reading.mentions):
        most = 2 if reading.mentions else 1
        if most > 1 or _letters_in(phrase, reading) >= ALONE_FROM:
            yield from _near(phrase, reading, lexicon, _large_names(), levels, most=most)


def _small(
    phrase: Phrase, reading: Reading, lexicon: Lexicon, provinces: tuple[str, ...], chosen: str | None
) -> Iterator[Mention]:
    levels = tuple(level for level in phrase[4] if level in SMALL)
    if not levels:
        return
    if chosen and lexicon.units(key_of(reading.words[phrase[1] : phrase[2]])):
        return  # a name that lies elsewhere is no misspelt one of the province that was chosen
    for province in provinces:
        yield from _near(phrase, reading, lexicon, _small_names(province), levels, province)
    if phrase[3] and not provinces and _letters_in(phrase, reading) >= ALONE_FROM:
        yield from _near(phrase, reading, lexicon, _all_small_names(), levels, most=1)


def _near(
    phrase: Phrase,
    reading: Reading,
    lexicon: Lexicon,
    names: Near,
    levels: tuple[Level, ...],
    province: str = "",
    most: int = 2,
) -> Iterator[Mention]:
    start, first, end, kind, _ = phrase
    typed = key_of(reading.words[first:end])
    most = min(most, 2 if len(typed) >= (TWO_EDITS_FROM if kind else TWO_EDITS_FROM_BARE) else 1)
    tones = spelling_of(reading.words[first:end])[1]
    senses = [
        Sense(unit, Accents.LEFT_OUT, away, _unlikeness(typed, name, tones, unit))
        for name, away in names.find(typed, most)
        if away and _digits(name) == _digits(typed)
        for unit in lexicon.names.units[name]
        if unit.level in levels and (not province or province in unit.provinces)
    ]
    if senses:
        yield make_mention((start, first, end), kind, reading.words, senses)


def _letters_in(phrase: Phrase, reading: Reading) -> int:
    return len(key_of(reading.words[phrase[1] : phrase[2]]))


def _unlikeness(typed: str, name: str, tones: str, unit: Unit) -> float:
    """People seldom mistake the first letter, and those who type tones seldom mistake them."""
    other_tones = bool(tones) and tones != spelling_of([Word("", one) for one in unit.spelling])[1]
    return OTHER_START * (typed[0] != name[0]) + OTHER_TONES * other_tones


def _digits(key: str) -> str:
    return "".join(letter for letter in key if letter.isdigit())


def _provinces(mentions: tuple[Mention, ...], chosen: str | None) -> tuple[str, ...]:
    """List the provinces of today that a text names; those of namesakes only if it names no other."""
    if chosen:
        return (chosen,)
    found: list[str] = []
    for one in mentions:
        for sense in one.senses:
            if sense.unit.level in LARGE:
                found += sense.unit.provinces
    return tuple(dict.fromkeys(found))[:4]


@cache
def _large_names() -> Near:
    return Near(_names_of(all_names(), LARGE))


@cache
def _all_small_names() -> Near:
    return Near(_names_of(all_names(), SMALL))


@cache
def _small_names(province: str) -> Near:
    return Near(all_names().by_province.get(province, []))


def _names_of(names: Names, levels: tuple[Level, ...]) -> list[str]:
    return [key for key, units in names.units.items() if any(unit.level in levels for unit in units)]
