"""What a place name can mean: a unit of today or of before, and the communes of today in it."""

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """What kind of unit a name means; the order is how closely it answers «where?»."""

    COMMUNE = 1
    OLD_WARD = 2
    FORMER_WARD = 3
    OLD_DISTRICT = 4
    PROVINCE = 5


LARGE = (Level.OLD_DISTRICT, Level.PROVINCE)
SMALL = (Level.COMMUNE, Level.OLD_WARD, Level.FORMER_WARD)


@dataclass(slots=True, eq=False)  # not frozen: 17,000 are made at every start (docs/adr/0017)
class Unit:
    """A unit under one of its names: where it lies (marks of larger units), today's communes in it.

    `spelling` has a word's accents each; `label` says an old unit in full and is empty for one of today.
    """

    mark: str
    level: Level
    type: str
    spelling: tuple[str, ...]
    within: frozenset[str]
    communes: tuple[str, ...]
    provinces: tuple[str, ...]
    label: str = ""
