"""Decides how the accents typed fit a name's, and what a mention may mean."""

from dataclasses import dataclass
from enum import IntEnum

from content.places.units import Level, Unit
from content.places.words import Word, one_i, spelling_of


class Accents(IntEnum):
    """How the accents typed fit a name's: as they are, left out, or others."""

    RIGHT = 0
    LEFT_OUT = 1
    WRONG = 2


@dataclass(frozen=True, slots=True, eq=False)
class Sense:
    """A unit that a mention may mean, how its accents fit, how many letters had to be changed, and how oddly."""

    unit: Unit
    accents: Accents
    edits: int = 0
    unlikeness: float = 0.0


def accents_of(typed: list[Word], spelling: tuple[str, ...], unit: Unit) -> Accents:
    """Compare the accents typed, whose spelling is given, with a unit's name."""
    if not unit.spelling:
        return Accents.LEFT_OUT  # a local name: its key is all we have
    if spelling == unit.spelling:
        return Accents.RIGHT
    if all(word.is_bare for word in typed):
        return Accents.LEFT_OUT
    if unit.level is Level.FORMER_WARD and all(spelt.isascii() for spelt in unit.spelling):
        return Accents.LEFT_OUT  # our list has no accents
    if len(typed) == len(unit.spelling):
        pairs = zip(typed, unit.spelling, strict=True)
        agree = all(word.is_bare or one_i(word.spelt) == one_i(spelt) for word, spelt in pairs)
        return Accents.RIGHT if agree else Accents.WRONG
    whole = spelling_of([Word("", spelt) for spelt in unit.spelling])
    return Accents.RIGHT if spelling_of(typed) == whole else Accents.WRONG
