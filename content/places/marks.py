"""Names larger units by marks, and holds a unit with its name before the name is cut into words."""

from functools import cache
from typing import NamedTuple

from content.places import gazetteer
from content.places.units import Level


class Named(NamedTuple):
    """A unit under one name, before its name is cut into words."""

    name: str
    mark: str
    level: Level
    type: str
    within: frozenset[str]
    communes: tuple[str, ...]
    label: str = ""


def province_mark(code: str) -> str:
    """Name a province of today among the marks of larger units."""
    return f"province {code}"


def old_province_mark(full_name: str) -> str:
    """Name an old province among the marks of larger units."""
    return f"old province {full_name}"


def district_mark(district: str, province: str) -> str:
    """Name an old district among the marks of larger units."""
    return f"district {district}, {province}"


@cache
def provinces_of(communes: tuple[str, ...]) -> tuple[str, ...]:
    """List today's provinces of these communes, each once, in order."""
    return tuple(dict.fromkeys(gazetteer.commune(code).province for code in communes))
