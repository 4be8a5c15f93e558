"""Lists every unit under each of its names, with what it lies in and the communes of today in it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from content.places import gazetteer
from content.places.old_names import (
    FormerDistrict,
    FormerWard,
    OldWard,
    former_districts,
    former_wards,
    old_districts,
    old_provinces,
    old_wards,
    split_old_name,
)
from content.places.short_names import ShortLevel, short_names
from content.places.units import Level

FORMER_TYPES = {
    **{"Phường": "phường", "Phuong": "phường", "Xã": "xã", "Xa": "xã"},
    **{"Thị trấn": "thị trấn", "Thi tran": "thị trấn"},
}


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
    earlier = _earlier_marks()
    yield from _communes(wards, within, earlier)
    districts: defaultdict[tuple[str, str], list[OldWard]] = defaultdict(list)
    provinces: defaultdict[str, list[OldWard]] = defaultdict(list)
    for ward in wards:
        yield _old_ward(ward, within, earlier)
        districts[ward.district, ward.province].append(ward)
        provinces[ward.province].append(ward)
    yield from (_former_ward(one, within) for one in former_wards())
    larger = [*map(_district, districts.values()), *map(_old_province, provinces.values())]
    larger += [*map(_former_district, former_districts()), *map(_province, gazetteer.provinces())]
    yield from larger
    yield from _short(larger)


class _Within(dict[frozenset[str], frozenset[str]]):
    """Keep one set where thousands of wards lie in the same larger units."""

    def of(self, marks: Iterable[str]) -> frozenset[str]:
        """Give the shared set of these marks."""
        found = frozenset(marks)
        return self.setdefault(found, found)


def _earlier_marks() -> dict[str, set[str]]:
    """Map old wards to the districts, and Hà Tây, in which they had lain before."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for one in former_districts():
        for ward in one.wards:
            found[ward].add(_former_mark(one))
    return dict(found)


def _former_mark(one: FormerDistrict) -> str:
    is_province = one.full_name.startswith("Tỉnh ")
    return old_province_mark(one.full_name) if is_province else district_mark(one.full_name, one.province)


def _communes(wards: tuple[OldWard, ...], within: _Within, earlier: dict[str, set[str]]) -> Iterator[Named]:
    marks: defaultdict[str, set[str]] = defaultdict(set)
    for ward in wards:
        for code in ward.communes:
            marks[code] |= {district_mark(ward.district, ward.province), old_province_mark(ward.province)}
            marks[code] |= earlier.get(ward.code, set())
    for one in gazetteer.communes().values():
        larger = within.of(marks[one.code] | {province_mark(one.province)})
        for name in dict.fromkeys((one.name, one.name.partition(" - ")[0])):  # Xuân Hương - Đà Lạt
            yield Named(name, f"commune {one.code}", Level.COMMUNE, one.type, larger, (one.code,))


def _old_ward(ward: OldWard, within: _Within, earlier: dict[str, set[str]]) -> Named:
    kind, name = split_old_name(ward.full_name)
    larger = _larger(ward.district, ward.province, ward.communes) | earlier.get(ward.code, set())
    label = ", ".join(dict.fromkeys((ward.full_name, ward.district, ward.province)))
    return Named(name, f"ward {ward.code}", Level.OLD_WARD, kind, within.of(larger), ward.communes, label)


def _former_ward(ward: FormerWard, within: _Within) -> Named:
    """Name a ward gone before 2025-07; some names are known without accents only."""
    kind = next((kind for kind in FORMER_TYPES if ward.full_name.startswith(f"{kind} ")), "")
    if kind == "Phuong" and ward.district.startswith("Huyện "):
        kind = ""  # xã Phương Viên: a rural district had no phường
    name = ward.full_name[len(kind) :].strip()
    larger = within.of(_larger(ward.district, ward.province, ward.communes))
    label = f"{ward.full_name}, {ward.district}, {ward.province}"
    kind = FORMER_TYPES.get(kind, "")
    return Named(name, f"former {label}", Level.FORMER_WARD, kind, larger, ward.communes, label)


def _larger(district: str, province: str, communes: tuple[str, ...]) -> set[str]:
    marks = {district_mark(district, province), old_province_mark(province)}
    return marks | {province_mark(code) for code in provinces_of(communes)}


def _district(wards: list[OldWard]) -> Named:
    first = wards[0]
    kind, name = split_old_name(first.district)
    return _any_district(name, kind, (first.district, first.province), _most_frequent(wards))


def _former_district(one: FormerDistrict) -> Named:
    kind, name = split_old_name(one.full_name)
    found = _any_district(name, kind, (one.full_name, one.province), one.communes)
    is_province = kind == "tỉnh"
    return found._replace(mark=_former_mark(one), level=Level.PROVINCE if is_province else Level.OLD_DISTRICT)


def _any_district(name: str, kind: str, full: tuple[str, str], communes: tuple[str, ...]) -> Named:
    within = frozenset((old_province_mark(full[1]), *map(province_mark, provinces_of(communes))))
    label = ", ".join(full)
    return Named(name, district_mark(*full), Level.OLD_DISTRICT, kind, within, communes, label)


def _old_province(wards: list[OldWard]) -> Named:
    full_name = wards[0].province
    kind, name = split_old_name(full_name)
    communes = _most_frequent(wards)
    within = frozenset(province_mark(code) for code in provinces_of(communes))
    return Named(name, old_province_mark(full_name), Level.PROVINCE, kind, within, communes, full_name)


def _province(one: gazetteer.Province) -> Named:
    communes = tuple(commune.code for commune in gazetteer.communes_of(one.code))
    return Named(one.name, province_mark(one.code), Level.PROVINCE, one.type, frozenset(), communes)


def _short(larger: list[Named]) -> Iterator[Named]:
    """Give larger units their short names once more."""
    by_mark = {one.mark: one for one in larger}
    districts = {one.code: district_mark(one.full_name, one.province) for one in old_districts()}
    provinces = {one.code: old_province_mark(one.full_name) for one in old_provinces()}
    for short in short_names():
        mark = {
            ShortLevel.PROVINCE: province_mark(short.code),
            ShortLevel.OLD_PROVINCE: provinces.get(short.code, ""),
            ShortLevel.OLD_DISTRICT: districts.get(short.code, ""),
        }.get(short.level, "")
        if mark in by_mark:
            yield by_mark[mark]._replace(name=short.short)


def provinces_of(communes: Iterable[str]) -> tuple[str, ...]:
    """List today's provinces of these communes, each once, in order."""
    return tuple(dict.fromkeys(gazetteer.commune(code).province for code in communes))


def _most_frequent(wards: Iterable[OldWard]) -> tuple[str, ...]:
    """List the communes that took over these wards, those of the most wards first."""
    counted = Counter(code for ward in wards for code in ward.communes)
    return tuple(code for code, _ in counted.most_common())
