"""Knows the units before 2025-07-01: what was called how, where it lay, and which communes of today took it over."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from content.places.gazetteer import read_table

OLD_TYPES = ("Thành phố", "Thị trấn", "Thị xã", "Phường", "Huyện", "Quận", "Tỉnh", "Xã")


@dataclass(frozen=True, slots=True)
class OldWard:
    """A ward as it was until 2025-06-30, and the codes of the communes that took it over, the likeliest first."""

    code: str
    full_name: str
    district: str
    province: str
    communes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OldDistrict:
    """A district as it was until 2025-06-30, and the full name of its province."""

    code: str
    full_name: str
    province: str


@dataclass(frozen=True, slots=True)
class OldProvince:
    """A province as it was until 2025-06-30."""

    code: str
    full_name: str


@dataclass(frozen=True, slots=True)
class FormerWard:
    """A name that was gone before 2025-07; some are known without accents only («Phuong Nguyen Trung Truc»).

    `wards` are codes of the old wards that took it over, `communes` those of today.
    """

    full_name: str
    district: str
    province: str
    wards: tuple[str, ...]
    communes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormerDistrict:
    """A district, or Hà Tây, that was gone before 2025-07; its old wards, and today's communes, those of most wards first."""

    full_name: str
    province: str
    wards: tuple[str, ...]
    communes: tuple[str, ...]


@cache
def old_wards() -> tuple[OldWard, ...]:
    """List the 10,033 old wards and 5 island districts, with full names («Quận Ba Đình»)."""
    rows = read_table("old_wards.csv") + read_table("islands.csv")
    return tuple(
        OldWard(code, ward, district, province, tuple(communes.split("|")))
        for code, ward, district, province, communes in rows
    )


@cache
def old_districts() -> tuple[OldDistrict, ...]:
    """List the districts of 2025-06-30; the five island districts stand among the old wards."""
    return tuple(OldDistrict(*row) for row in read_table("old_districts.csv"))


@cache
def old_provinces() -> tuple[OldProvince, ...]:
    """List the 63 provinces of 2025-06-30."""
    return tuple(OldProvince(*row) for row in read_table("old_provinces.csv"))


@cache
def former_wards() -> tuple[FormerWard, ...]:
    """List the wards that were merged, renamed or moved to another district from 2019 to 2025-06-30."""
    return tuple(
        FormerWard(ward, district, province, codes := tuple(wards.split("|")), _communes_of(codes))
        for ward, district, province, wards in read_table("former_wards.csv")
    )


@cache
def former_districts() -> tuple[FormerDistrict, ...]:
    """List the districts that were gone before 2025-07: Quận 2, Quận 9, Huyện Đông Sơn."""
    rows = read_table("former_districts.csv") + read_table("older_districts.csv")
    return tuple(
        FormerDistrict(district, province, codes := tuple(wards.split("|")), _communes_of(codes))
        for district, province, wards in rows
    )


def split_old_name(full_name: str) -> tuple[str, str]:
    """Split «Thị trấn Trâu Quỳ» into «thị trấn» and «Trâu Quỳ»; raises ValueError without a type."""
    for kind in OLD_TYPES:
        if full_name.startswith(f"{kind} "):
            return kind.lower(), full_name[len(kind) + 1 :]
    raise ValueError(f"no type in {full_name!r}")


def _communes_of(wards: Iterable[str]) -> tuple[str, ...]:
    """List the communes that took these wards over: of several wards those of the most first."""
    counted = Counter(code for ward in wards for code in _communes_by_ward()[ward])
    return tuple(code for code, _ in counted.most_common())


@cache
def _communes_by_ward() -> dict[str, tuple[str, ...]]:
    return {one.code: one.communes for one in old_wards()}
