"""Knows what people write for short, or by an older name: SG, BMT, Sài Gòn."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from content.places.gazetteer import read_table


class ShortLevel(StrEnum):
    """What a short name's code is of."""

    PROVINCE = "province"
    OLD_PROVINCE = "old_province"
    OLD_DISTRICT = "old_district"
    COMMUNE = "commune"


@dataclass(frozen=True, slots=True)
class ShortName:
    """A short name and the unit that it means."""

    short: str
    level: ShortLevel
    code: str


@cache
def short_names() -> tuple[ShortName, ...]:
    """List the short names."""
    return tuple(
        ShortName(short, ShortLevel(level), code) for short, level, code in read_table("short_names.csv")
    )
