"""What a subscriber chooses: a few coarse values, so that each is shared with many; and whom a message is for.

Each value is a bit of a group, by its place in its enum: enums only grow at their ends.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from storage.records import Json


class Reader(StrEnum):
    """Who a subscriber says they are; who says nothing is «everybody»."""

    EVERYBODY = "everybody"
    PUPIL = "pupil"
    PARENT = "parent"
    WORKER = "worker"
    DRIVER = "driver"
    BUSINESS = "business"
    FARMER = "farmer"
    FAMILY = "family"


class Interest(StrEnum):
    """What a subscriber wants to read about: everything, or one field of topics."""

    EVERYTHING = "everything"
    SUBSTANCES = "substances"
    TRICKS = "tricks"
    LAW = "law"
    TREATMENT = "treatment"
    GROWING = "growing"


class Rhythm(StrEnum):
    """How often a subscriber wants messages."""

    DAILY_IN_JUNE = "daily"
    WEEKLY = "weekly"
    IMPORTANT = "important"
    QUARTERLY = "quarterly"


class PartOfDay(StrEnum):
    """When on a day a subscriber wants messages."""

    MORNING = "morning"
    NOON = "noon"
    EVENING = "evening"


READERS, INTERESTS, RHYTHMS, PARTS = tuple(Reader), tuple(Interest), tuple(Rhythm), tuple(PartOfDay)
_CELLS = {cell: 1 << number for number, cell in enumerate(product(READERS, INTERESTS))}
_RHYTHM_BITS = {one: 1 << len(_CELLS) + number for number, one in enumerate(RHYTHMS)}
_PART_BITS = {one: 1 << len(_CELLS) + len(RHYTHMS) + number for number, one in enumerate(PARTS)}


@dataclass(frozen=True, slots=True)
class Choices:
    """What a subscriber has chosen beside a place; `consent` names the words that they agreed to."""

    reader: Reader = Reader.EVERYBODY
    interest: Interest = Interest.EVERYTHING
    rhythm: Rhythm = Rhythm.WEEKLY
    part: PartOfDay = PartOfDay.EVENING
    consent: str = ""

    @property
    def groups(self) -> int:
        """Give the bits of the groups that the subscriber belongs to: one of each kind."""
        return _CELLS[self.reader, self.interest] | _RHYTHM_BITS[self.rhythm] | _PART_BITS[self.part]

    def dump(self) -> Json:
        """Write the choices."""
        return [self.reader, self.interest, self.rhythm, self.part, self.consent]


USUAL = Choices()


def load_choices(record: Json) -> Choices:
    """Read what `Choices.dump` wrote."""
    reader, interest, rhythm, part, consent = record
    return Choices(Reader(reader), Interest(interest), Rhythm(rhythm), PartOfDay(part), consent)


def group_cells(cells: Iterable[tuple[Reader, Interest]]) -> int:
    """Give the bits of readers with their interests."""
    return sum(_CELLS[cell] for cell in set(cells))


def group_rhythms(rhythms: Iterable[Rhythm]) -> int:
    """Give the bits of rhythms."""
    return sum(_RHYTHM_BITS[one] for one in set(rhythms))


def group_parts(parts: Iterable[PartOfDay]) -> int:
    """Give the bits of parts of the day."""
    return sum(_PART_BITS[one] for one in set(parts))
