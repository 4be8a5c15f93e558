"""Knows today's provinces and communes by code: their names, and the order people look in."""

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from content.places.alphabet import sort_key

TABLES = Path(__file__).parent
CITY = "thành phố"
PROVINCE_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Province:
    """A province or city of that rank: two-digit code, type («tỉnh», «thành phố»), name, the day from which these hold."""

    code: str
    type: str
    name: str
    since: str = field(default="", compare=False)

    @property
    def full_name(self) -> str:
        """Say the name with its type: «Thành phố Hà Nội»."""
        return f"{self.type.capitalize()} {self.name}"


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune: five-digit code, code of its province, type («xã», «phường», «đặc khu»), name, the day from which these hold."""

    code: str
    province: str
    type: str
    name: str
    since: str = field(default="", compare=False)

    @property
    def full_name(self) -> str:
        """Say the name with its type: «Phường Ba Đình»."""
        return f"{self.type.capitalize()} {self.name}"


@cache
def provinces() -> tuple[Province, ...]:
    """List the provinces: cities first, then by the Vietnamese alphabet."""
    found = [Province(*row) for row in read_table("provinces.csv")]
    return tuple(sorted(found, key=lambda one: (one.type != CITY, sort_key(one.name))))


def province(code: str) -> Province:
    """Find a province by its code; raises KeyError for an unknown one."""
    return _provinces_by_code()[code]


def commune(code: str) -> Commune:
    """Find a commune by its code; raises KeyError for an unknown one."""
    return communes()[code]


@cache
def communes_of(province_code: str) -> tuple[Commune, ...]:
    """List a province's communes by the Vietnamese alphabet; raises KeyError for an unknown one."""
    return tuple(
        sorted(_communes_by_province()[province_code], key=lambda one: (sort_key(one.name), one.type))
    )


def place_of(code: str) -> Commune:
    """Find a commune of today, or one that was merged since, by its code; raises KeyError for an unknown one."""
    return communes().get(code) or merged_communes()[code][0]


def today(code: str) -> tuple[str, ...]:
    """Give the communes of today that a code means: itself, those that took it over, or none if it is unknown."""
    if code in communes():
        return (code,)
    _merged, into = merged_communes().get(code, (None, ()))
    return tuple(dict.fromkeys(one for later in into for one in today(later)))


def place_name(code: str) -> str:
    """Say what a code means: «Phường Ba Đình, Thành phố Hà Nội», a province's full name; KeyError."""
    if len(code) == PROVINCE_DIGITS:
        return province(code).full_name
    found = place_of(code)
    return f"{found.full_name}, {province(found.province).full_name}"


@cache
def merged_communes() -> dict[str, tuple[Commune, tuple[str, ...]]]:
    """Map the codes of communes merged since 2025-07 to what they were, and the communes that took them over."""
    found: dict[str, tuple[Commune, tuple[str, ...]]] = {}
    for since, kind, code, before, after, _reason in sorted(read_table("changes.csv"), reverse=True):
        if kind == "merged":
            into = tuple(after.split("|"))
            where = (communes().get(into[0]) or found[into[0]][0]).province
            typed, _space, name = before.partition("|")
            found[code] = (Commune(code, where, typed, name, since), into)
    return found


@cache
def communes() -> dict[str, Commune]:
    """Map every commune's code to the commune; the mapping is shared, so it is only read."""
    return {row[0]: Commune(*row) for row in read_table("communes.csv")}


def read_table(name: str) -> list[list[str]]:
    """Read the rows of a shipped table without its heading."""
    with (TABLES / name).open(encoding="utf-8", newline="") as source:
        return list(csv.reader(source))[1:]


@cache
def _provinces_by_code() -> dict[str, Province]:
    return {one.code: one for one in provinces()}


@cache
def _communes_by_province() -> dict[str, list[Commune]]:
    grouped: defaultdict[str, list[Commune]] = defaultdict(list)
    for one in communes().values():
        grouped[one.province].append(one)
    return dict(grouped)
