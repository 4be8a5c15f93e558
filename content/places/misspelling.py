"""Decides which name was meant by one with a wrong letter or accent; only inside a known province."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import islice

from content.places.mentions import SMALL, Mention, type_word_at
from content.places.names import Unit, all_names
from content.places.reading import Reading

FEWEST_LETTERS = 5  # shorter names are one letter away from too many others
MOST_WORDS = 5
MOST_PHRASES = 24  # a long text must not take long


def misspelt(reading: Reading, province: str) -> Iterator[tuple[int, int, list[Unit]]]:
    """Find the phrases of a text that nearly name a unit: where they stand, what they may mean."""
    for start, end, phrase in islice(_phrases(reading, province), MOST_PHRASES):
        units = [
            unit
            for name in _near(phrase, province)
            for unit in all_names().units[name]
            if unit.level in SMALL and province in unit.provinces
        ]
        if units:
            yield start, end, units


def is_one_letter_off(typed: str, name: str) -> bool:
    """Tell whether one letter is missing, added, changed or swapped with the next."""
    start = next((at for at, (a, b) in enumerate(zip(typed, name, strict=False)) if a != b), None)
    if start is None:
        return abs(len(typed) - len(name)) == 1
    rest, other = typed[start:], name[start:]
    swapped = rest[:2] == other[:2][::-1] and rest[2:] == other[2:]
    return swapped or rest[1:] in {other, other[1:]} or rest == other[1:]


def _near(phrase: str, province: str) -> list[str]:
    if len(phrase) < FEWEST_LETTERS:
        return []
    names = _names_by_length(province)
    near = [name for size in (-1, 0, 1) for name in names.get(len(phrase) + size, ())]
    return [name for name in near if name == phrase or is_one_letter_off(phrase, name)]


def _phrases(reading: Reading, province: str) -> Iterator[tuple[int, int, str]]:
    """Take what follows a type word, in several lengths, and each part that is no known name."""
    words = [word.plain for word in reading.words]
    known = [one for one in reading.mentions if _is_in(one, province)]
    starts = {one.start for one in known}
    named = {at for one in known for at in range(one.start, one.end)}
    for start, end in reading.parts:
        for at in range(start, end):
            first = _after_type_word(reading, at)
            stop = next((later for later in range(first, end) if later in starts), end)
            for last in range(min(first + MOST_WORDS, stop), first, -1):
                yield at, last, " ".join(words[first:last])
        stop = next((at for at in range(start, end) if at in named), end)
        if start < stop <= start + MOST_WORDS:
            yield start, stop, " ".join(words[start:stop])


def _is_in(one: Mention, province: str) -> bool:
    return any(province in unit.provinces for unit in one.units)


def _after_type_word(reading: Reading, at: int) -> int:
    """Find where the name of an announced commune begins; at the end of the text without one."""
    announced = type_word_at(reading.words, at)
    return announced[0] if announced and announced[2] == SMALL else len(reading.words)


@cache
def _names_by_length(province: str) -> dict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for name, units in all_names().units.items():
        if any(unit.level in SMALL and province in unit.provinces for unit in units):
            found[len(name)].append(name)
    return dict(found)
