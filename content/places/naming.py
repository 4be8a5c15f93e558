"""Lists every unit under each of its names, with what it lies in and the communes of today in it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from content.places import gazetteer, vocabulary
from content.places.old_names import OldWard, old_wards, split_old_name
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


def named_units() -> Iterator[Named]:
    """List all units, those of today first."""
    wards = old_wards()
    within = _Within()
    yield from _communes(wards, within)
    districts: defaultdict[tuple[str, str], list[OldWard]] = defaultdict(list)
    provinces: defaultdict[str, list[OldWard]] = defaultdict(list)
    for ward in wards:
        yield _old_ward(ward, within)
        districts[ward.district, ward.province].append(ward)
        provinces[ward.province].append(ward)
    for group in districts.values():
        yield from _district(group)
    for group in provinces.values():
        yield from _old_province(group)
    for province in gazetteer.provinces():
        yield from _province(province)


class _Within(dict[frozenset[str], frozenset[str]]):
    """Keep one set where thousands of wards lie in the same larger units."""

    def of(self, marks: Iterable[str]) -> frozenset[str]:
        """Give the shared set of these marks."""
        found = frozenset(marks)
        return self.setdefault(found, found)


def _communes(wards: tuple[OldWard, ...], within: _Within) -> Iterator[Named]:
    marks: defaultdict[str, set[str]] = defaultdict(set)
    for ward in wards:
        for code in ward.communes:
            marks[code] |= {district_mark(ward.district, ward.province), old_province_mark(ward.province)}
    for one in gazetteer.communes().values():
        larger = within.of(marks[one.code] | {province_mark(one.province)})
        yield Named(one.name, f"commune {one.code}", Level.COMMUNE, one.type, larger, (one.code,))


def _old_ward(ward: OldWard, within: _Within) -> Named:
    kind, name = split_old_name(ward.full_name)
    larger = {district_mark(ward.district, ward.province), old_province_mark(ward.province)}
    larger |= {province_mark(code) for code in provinces_of(ward.communes)}
    label = ", ".join(dict.fromkeys((ward.full_name, ward.district, ward.province)))
    return Named(name, f"ward {ward.code}", Level.OLD_WARD, kind, within.of(larger), ward.communes, label)


def _district(wards: list[OldWard]) -> Iterator[Named]:
    first = wards[0]
    kind, name = split_old_name(first.district)
    communes = _most_frequent(wards)
    within = frozenset(
        (old_province_mark(first.province), *(province_mark(code) for code in provinces_of(communes)))
    )
    mark = district_mark(first.district, first.province)
    label = f"{first.district}, {first.province}"
    nicknames = vocabulary.DISTRICT_NICKNAMES.get((first.district, first.province), ())
    for one in (name, *nicknames):
        yield Named(one, mark, Level.OLD_DISTRICT, kind, within, communes, label)


def _old_province(wards: list[OldWard]) -> Iterator[Named]:
    full_name = wards[0].province
    kind, name = split_old_name(full_name)
    communes = _most_frequent(wards)
    within = frozenset(province_mark(code) for code in provinces_of(communes))
    for one in (name, *vocabulary.OLD_PROVINCE_NICKNAMES.get(full_name, ())):
        yield Named(one, old_province_mark(full_name), Level.PROVINCE, kind, within, communes, full_name)


def _province(one: gazetteer.Province) -> Iterator[Named]:
    communes = tuple(commune.code for commune in gazetteer.communes_of(one.code))
    for name in (one.name, *vocabulary.PROVINCE_NICKNAMES.get(one.code, ())):
        yield Named(name, province_mark(one.code), Level.PROVINCE, one.type, frozenset(), communes)


def provinces_of(communes: Iterable[str]) -> tuple[str, ...]:
    """List today's provinces of these communes, each once, in order."""
    return tuple(dict.fromkeys(gazetteer.commune(code).province for code in communes))


def _most_frequent(wards: Iterable[OldWard]) -> tuple[str, ...]:
    """List the communes that took over these wards, those of the most wards first."""
    counted = Counter(code for ward in wards for code in ward.communes)
    return tuple(code for code, _ in counted.most_common())
