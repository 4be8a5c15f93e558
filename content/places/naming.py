"""Lists every unit under each of its names, with what it lies in and the communes of today in it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from content.places import gazetteer
from content.places.larger_naming import former_mark, larger_units
from content.places.marks import Named, district_mark, old_province_mark, province_mark, provinces_of
from content.places.old_names import (
    FormerWard,
    OldWard,
    former_districts,
    former_wards,
    old_wards,
    split_old_name,
)
from content.places.units import Level

FORMER_TYPES = {
    "Phường": "phường",
    "Phuong": "phường",
    "Xã": "xã",
    "Xa": "xã",
    "Thị trấn": "thị trấn",
    "Thi tran": "thị trấn",
}


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
    yield from (_former_ward(one) for one in former_wards())
    yield from larger_units(list(districts.values()), list(provinces.values()))


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
            found[ward].add(former_mark(one))
    return dict(found)


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
    larger = _larger(ward.district, ward.province, provinces_of(ward.communes))
    if ward.code in earlier:
        larger = within.of(larger | earlier[ward.code])
    label = ", ".join(dict.fromkeys((ward.full_name, ward.district, ward.province)))
    return Named(name, f"ward {ward.code}", Level.OLD_WARD, kind, larger, ward.communes, label)


def _former_ward(ward: FormerWard) -> Named:
    """Name a ward gone before 2025-07; some names are known without accents only."""
    kind = next((kind for kind in FORMER_TYPES if ward.full_name.startswith(f"{kind} ")), "")
    if kind == "Phuong" and ward.district.startswith("Huyện "):
        kind = ""  # xã Phương Viên: a rural district had no phường
    name = ward.full_name[len(kind) :].strip()
    larger = _larger(ward.district, ward.province, provinces_of(ward.communes))
    label = f"{ward.full_name}, {ward.district}, {ward.province}"
    kind = FORMER_TYPES.get(kind, "")
    return Named(name, f"former {label}", Level.FORMER_WARD, kind, larger, ward.communes, label)


@cache
def _larger(district: str, province: str, today: tuple[str, ...]) -> frozenset[str]:
    """Give the marks of what thousands of wards lie in: one set for all of the same."""
    marks = (district_mark(district, province), old_province_mark(province))
    return frozenset((*marks, *map(province_mark, today)))
