"""Lists districts and provinces, old and new, under each of their names."""

from collections import Counter
from collections.abc import Iterable, Iterator

from content.places import gazetteer
from content.places.marks import Named, district_mark, old_province_mark, province_mark, provinces_of
from content.places.old_names import (
    FormerDistrict,
    OldWard,
    former_districts,
    old_districts,
    old_provinces,
    split_old_name,
)
from content.places.short_names import ShortLevel, short_names
from content.places.units import Level


def larger_units(districts: list[list[OldWard]], provinces: list[list[OldWard]]) -> Iterator[Named]:
    """List districts and provinces of before, given as groups of their wards, and those of today."""
    larger = [*map(_district, districts), *map(_old_province, provinces)]
    larger += [*map(_former_district, former_districts()), *map(_province, gazetteer.provinces())]
    yield from larger
    yield from _short(larger)


def former_mark(one: FormerDistrict) -> str:
    """Name a district, or Hà Tây, that was gone before 2025-07."""
    is_province = one.full_name.startswith("Tỉnh ")
    return old_province_mark(one.full_name) if is_province else district_mark(one.full_name, one.province)


def _district(wards: list[OldWard]) -> Named:
    first = wards[0]
    kind, name = split_old_name(first.district)
    return _any_district(name, kind, (first.district, first.province), _most_frequent(wards))


def _former_district(one: FormerDistrict) -> Named:
    kind, name = split_old_name(one.full_name)
    found = _any_district(name, kind, (one.full_name, one.province), one.communes)
    is_province = kind == "tỉnh"
    return found._replace(mark=former_mark(one), level=Level.PROVINCE if is_province else Level.OLD_DISTRICT)


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


def _most_frequent(wards: Iterable[OldWard]) -> tuple[str, ...]:
    """List the communes that took over these wards, those of the most wards first."""
    counted = Counter(code for ward in wards for code in ward.communes)
    return tuple(code for code, _ in counted.most_common())
