"""Knows the units before 2025-07-01: each old ward with its district, its province and today's communes."""

from dataclasses import dataclass
from functools import cache

from content.places.gazetteer import read_table

OLD_TYPES = ("Thành phố", "Thị trấn", "Thị xã", "Phường", "Huyện", "Quận", "Tỉnh", "Xã")

# Five island districts had no wards, so the table has no row of them; each is its own only ward.
ISLANDS = {
    "11948": ("Huyện Bạch Long Vĩ", "Thành phố Hải Phòng"),
    "19742": ("Huyện Cồn Cỏ", "Tỉnh Quảng Trị"),
    "20333": ("Huyện Hoàng Sa", "Thành phố Đà Nẵng"),
    "21548": ("Huyện Lý Sơn", "Tỉnh Quảng Ngãi"),
    "26732": ("Huyện Côn Đảo", "Tỉnh Bà Rịa - Vũng Tàu"),
}


@dataclass(frozen=True, slots=True)
class OldWard:
    """A ward as it was until 2025-06-30, and the codes of the communes that took it over."""

    code: str
    full_name: str
    district: str
    province: str
    communes: tuple[str, ...]


@cache
def old_wards() -> tuple[OldWard, ...]:
    """List the 10,033 old wards and 5 island districts, with full names («Quận Ba Đình»)."""
    rows = read_table("old_wards.csv")
    wards = [
        OldWard(code, ward, district, province, tuple(communes.split("|")))
        for code, ward, district, province, communes in rows
    ]
    islands = [OldWard(code, name, name, where, (code,)) for code, (name, where) in ISLANDS.items()]
    return (*wards, *islands)


def split_old_name(full_name: str) -> tuple[str, str]:
    """Split «Thị trấn Trâu Quỳ» into «thị trấn» and «Trâu Quỳ»; raises ValueError without a type."""
    for kind in OLD_TYPES:
        if full_name.startswith(f"{kind} "):
            return kind.lower(), full_name[len(kind) + 1 :]
    raise ValueError(f"no type in {full_name!r}")
