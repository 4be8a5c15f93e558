"""Decides whether the sources agree: a difference must stand in `explained.csv` or is refused."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from content.places.building.sources import Conversion, OldNames, Unit
from content.places.folding import spell
from content.places.gazetteer import read_table

PROVINCE_COUNT, COMMUNE_COUNT = 34, 3_321


class SourcesDifferError(Exception):
    """The sources differ in a way that nobody has explained yet."""


@dataclass(frozen=True, slots=True)
class OldWard:
    """An old ward with its names, ready to be written: the communes are in the source's order."""

    code: str
    ward: str
    district: str
    province: str
    communes: tuple[str, ...]

    def to(self, communes: tuple[str, ...]) -> "OldWard":
        """Copy this ward with its communes in another order."""
        return replace(self, communes=communes)


def check_counts(units: list[Unit]) -> None:
    """Refuse a list that has not 34 provinces and 3,321 communes, each under its own code."""
    provinces = {one.code for one in units if not one.parent}
    communes = {one.code for one in units if one.parent}
    wrong = (len(provinces), len(communes)) != (PROVINCE_COUNT, COMMUNE_COUNT)
    _refuse((len(provinces), len(communes)) if wrong else None, "provinces, communes")
    _refuse(len(units) - len(provinces) - len(communes), "codes given twice")
    lost = sorted(one.code for one in units if one.parent and one.parent not in provinces)
    _refuse(lost, "communes of unknown provinces")


def check_same(current: list[Unit], second: list[Unit]) -> None:
    """Refuse lists that differ in a code, parent or name, or in a type that nobody raised."""
    known = {one.code: one for one in second}
    _refuse(sorted({one.code for one in current} ^ known.keys()), "codes in one list only")
    renamed = [one.code for one in current if _spelling(one) != _spelling(known[one.code])]
    _refuse(renamed, "names or provinces differ")
    retyped = {one.code for one in current if one.type != known[one.code].type}
    _refuse(sorted(retyped ^ explained("raised").keys()), "types differ, or no longer differ")


def name_old_wards(table: list[Conversion], names: OldNames, communes: set[str]) -> list[OldWard]:
    """Join the conversion table with the old names; refuses whatever does not fit together."""
    codes = {one.code for one in table}
    nameless = codes - names.wards.keys() - explained("recoded").keys()
    without_row = names.wards.keys() - codes - explained("gone").keys()
    _refuse(sorted(nameless | without_row), "old wards in one table only")
    lost = sorted(one.code for one in table if not _goes_somewhere(one, communes))
    _refuse(lost, "old wards that went to unknown communes")
    moved = sorted(one.code for one in table if _moved(one, names))
    _refuse(moved, "old wards whose district or province differs")
    return [_named(one, names) for one in sorted(table, key=lambda one: one.code)]


def mend(table: list[Conversion]) -> list[Conversion]:
    """Add the communes that the table prints in another ward's row."""
    added = explained("printed elsewhere")
    return [replace(one, communes=(*one.communes, *added.get(one.code, "").split())) for one in table]


def check_conversions(wards: list[OldWard], second: Mapping[str, set[str]]) -> None:
    """Refuse communes of an old ward that differ between the two conversion tables."""
    differing = {one.code for one in wards if set(one.communes) != second.get(one.code)}
    expected = explained("conversion").keys() & {one.code for one in wards}
    _refuse(sorted(differing ^ expected), "conversions differ, or no longer differ")


def _goes_somewhere(one: Conversion, communes: set[str]) -> bool:
    return bool(one.communes) and communes.issuperset(one.communes)


def _named(one: Conversion, names: OldNames) -> OldWard:
    ward = explained("recoded").get(one.code) or names.wards[one.code][0]
    district, province = names.districts[one.district]
    return OldWard(one.code, ward, district, names.provinces[province], one.communes)


def _moved(one: Conversion, names: OldNames) -> bool:
    district_of_ward = names.wards.get(one.code, ("", one.district))[1]
    province_of_district = names.districts.get(one.district, ("", ""))[1]
    elsewhere = province_of_district != one.province and one.code not in explained("neighbour")
    return district_of_ward != one.district or elsewhere


def _spelling(one: Unit) -> tuple[str, ...]:
    return (one.parent, *(spell(word) for word in one.name.split()))


@cache
def explained(difference: str) -> dict[str, str]:
    """Read the explained differences of one kind: code and, where a name is missing, the name."""
    return {row[1]: row[2] for row in read_table("explained.csv") if row[0] == difference}


def _refuse(found: object, complaint: str) -> None:
    """Raise when anything was found."""
    if found:
        raise SourcesDifferError(f"{complaint}: {found}")
