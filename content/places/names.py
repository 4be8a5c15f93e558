"""Knows every unit, of today and before 2025-07, by the name that people type for it."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from content.places import gazetteer, vocabulary
from content.places.old_names import OldWard, old_wards, split_old_name
from content.places.words import words_of


class Level(IntEnum):
    """What kind of unit a name means; the order is how closely it answers «where?»."""

    COMMUNE = 1
    OLD_WARD = 2
    OLD_DISTRICT = 3
    PROVINCE = 4


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """A unit under one of its names: where it lies (marks of larger units), today's communes in it."""

    mark: str
    level: Level
    type: str
    spelling: tuple[str, ...]
    within: frozenset[str]
    communes: tuple[str, ...]
    provinces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """The index: units by the accentless name, and how many words a name that begins so may have."""

    units: dict[str, list[Unit]]
    longest: dict[str, int]


@cache
def all_names() -> Names:
    """Build the index of all names; the first call takes some 0.2 s, so a process makes it at start."""
    units: defaultdict[str, list[Unit]] = defaultdict(list)
    longest: defaultdict[str, int] = defaultdict(int)
    for name, unit in sorted(_named_units(), key=lambda named: named[1].level):
        units[name].append(unit)
        words = name.split()
        longest[words[0]] = max(longest[words[0]], len(words))
    return Names(dict(units), dict(longest))


def province_mark(code: str) -> str:
    """Name a province of today among the marks of larger units."""
    return f"province {code}"


def _old_province_mark(full_name: str) -> str:
    return f"old province {full_name}"


def _district_mark(ward: OldWard) -> str:
    return f"district {ward.district}, {ward.province}"


def _named_units() -> Iterator[tuple[str, Unit]]:
    wards_of = _wards_by_commune()
    for commune in gazetteer.communes().values():
        yield from _commune(commune, wards_of.get(commune.code, []))
    districts: defaultdict[tuple[str, str], list[OldWard]] = defaultdict(list)
    provinces: defaultdict[str, list[OldWard]] = defaultdict(list)
    for ward in old_wards():
        yield from _old_ward(ward)
        districts[ward.district, ward.province].append(ward)
        provinces[ward.province].append(ward)
    for wards in districts.values():
        yield from _district(wards)
    for wards in provinces.values():
        yield from _old_province(wards)
    for province in gazetteer.provinces():
        yield from _province(province)


def _wards_by_commune() -> dict[str, list[OldWard]]:
    found: defaultdict[str, list[OldWard]] = defaultdict(list)
    for ward in old_wards():
        for code in ward.communes:
            found[code].append(ward)
    return found


def _commune(commune: gazetteer.Commune, wards: list[OldWard]) -> Iterator[tuple[str, Unit]]:
    within = {province_mark(commune.province)}
    within |= {_district_mark(ward) for ward in wards}
    within |= {_old_province_mark(ward.province) for ward in wards}
    unit = (f"commune {commune.code}", Level.COMMUNE, commune.type)
    yield _unit(*unit, commune.name, frozenset(within), (commune.code,))


def _old_ward(ward: OldWard) -> Iterator[tuple[str, Unit]]:
    kind, name = split_old_name(ward.full_name)
    within = {_district_mark(ward), _old_province_mark(ward.province)}
    within |= {province_mark(code) for code in _provinces_of(ward.communes)}
    unit = (f"ward {ward.code}", Level.OLD_WARD, kind)
    yield _unit(*unit, name, frozenset(within), ward.communes)


def _district(wards: list[OldWard]) -> Iterator[tuple[str, Unit]]:
    first = wards[0]
    kind, name = split_old_name(first.district)
    communes = _most_frequent(wards)
    within = {_old_province_mark(first.province)}
    within |= {province_mark(code) for code in _provinces_of(communes)}
    unit = (_district_mark(first), Level.OLD_DISTRICT, kind)
    nicknames = vocabulary.DISTRICT_NICKNAMES.get((first.district, first.province), ())
    for one in (name, *nicknames):
        yield _unit(*unit, one, frozenset(within), communes)


def _old_province(wards: list[OldWard]) -> Iterator[tuple[str, Unit]]:
    full_name = wards[0].province
    kind, name = split_old_name(full_name)
    communes = _most_frequent(wards)
    within = frozenset(province_mark(code) for code in _provinces_of(communes))
    unit = (_old_province_mark(full_name), Level.PROVINCE, kind)
    for one in (name, *vocabulary.OLD_PROVINCE_NICKNAMES.get(full_name, ())):
        yield _unit(*unit, one, within, communes)


def _province(province: gazetteer.Province) -> Iterator[tuple[str, Unit]]:
    communes = tuple(one.code for one in gazetteer.communes_of(province.code))
    unit = (province_mark(province.code), Level.PROVINCE, province.type)
    glued = "".join(word.plain for word in words_of(province.name))
    for one in (province.name, glued, *vocabulary.PROVINCE_NICKNAMES.get(province.code, ())):
        yield _unit(*unit, one, frozenset(), communes)


def _unit(
    mark: str, level: Level, kind: str, name: str, within: frozenset[str], communes: tuple[str, ...]
) -> tuple[str, Unit]:
    words = words_of(name)
    spelling = tuple(word.spelt for word in words)
    unit = Unit(mark, level, kind, spelling, within, communes, _provinces_of(communes))
    return " ".join(word.plain for word in words), unit


def _provinces_of(communes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(gazetteer.commune(code).province for code in communes))


def _most_frequent(wards: list[OldWard]) -> tuple[str, ...]:
    """List the communes that took over these wards, those of the most wards first."""
    counted = Counter(code for ward in wards for code in ward.communes)
    return tuple(code for code, _ in counted.most_common())
