"""Decides which names were meant by words with a wrong letter or two: districts anywhere, wards inside one."""

from collections.abc import Iterator
from functools import cache
from itertools import islice

from content.places.distance import Near
from content.places.mentions import Accents, Lexicon, Mention, Sense, make_mention, type_word_at
from content.places.names import Names, all_names, key_of
from content.places.reading import LARGE, Reading
from content.places.units import SMALL, Level, Unit
from content.places.vocabulary import LEADING, TRAILING
from content.places.words import BREAK, Word, spelling_of

FEWEST_LETTERS = 4  # shorter names are one letter away from too many others
TWO_EDITS_FROM, TWO_EDITS_FROM_BARE = 5, 7  # letters; with and without a type word
ALONE_FROM = 7  # letters of a name that is looked for in the whole country
MOST_WORDS = 5
OTHER_START, OTHER_TONES = 0.3, 0.2
MOST_PHRASES = 28  # a long text must not take long
Phrase = tuple[int, int, int, str, tuple[Level, ...]]  # start, first word of the name, end, type word, levels


def misspelt(reading: Reading, lexicon: Lexicon, chosen: str | None) -> list[Mention]:
    """Find names that a text nearly has; wards only in a province that it names or nearly names."""
    phrases = list(islice(_phrases(reading), MOST_PHRASES))
    large = [one for phrase in phrases for one in _large(phrase, reading, lexicon)]
    provinces = _provinces((*reading.mentions, *large), chosen)
    small = [one for phrase in phrases for one in _small(phrase, reading, lexicon, provinces)]
    return [*large, *small]


def has_unknown_name(reading: Reading) -> bool:
    """Tell whether a type word announces a name that no list has."""
    named = {at for one in reading.mentions for at in range(one.start, one.end)}
    return any(at not in named and _announces(reading, at) for at in range(len(reading.words)))


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


def _small(phrase: Phrase, reading: Reading, lexicon: Lexicon, provinces: tuple[str, ...]) -> Iterator[Mention]:
    levels = tuple(level for level in phrase[4] if level in SMALL)
    if not levels:
        return
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


def _phrases(reading: Reading) -> Iterator[Phrase]:
    """Take what follows a type word, and what stands between names and commas, in several lengths."""
    words = reading.words
    known = {one.start for one in reading.mentions if one.type}
    for at, word in enumerate(words):
        announced = type_word_at(words, at) if word.plain != BREAK else None
        if announced:
            first, kind, levels = announced
            if levels[0] in LARGE and at in known:
                continue
            stop = _stop(reading, first)
            for end in range(min(first + MOST_WORDS, stop), first, -1):
                if _is_long_enough(reading, first, end):
                    yield at, first, end, kind, levels
    every = tuple(Level)
    announced_at = {at for at in range(len(words)) if _announces(reading, at)}
    for start, end in _gaps(reading):
        if not announced_at.isdisjoint(range(start, end)):
            continue
        for first in range(max(start, end - MOST_WORDS + 1), end):
            if _is_long_enough(reading, first, end):
                yield first, first, end, "", every


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
    return FEWEST_LETTERS <= len(key_of(reading.words[first:end])) <= 30


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
