"""Reads vietnamadminunits: centre points and other names of old wards, and a second conversion table."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zipfile import ZipFile

LEGACY = "vietnamadminunits/data/parser_legacy.json"
TODAY = "vietnamadminunits/data/parser_from_2025.json"
CONVERTER = "vietnamadminunits/data/converter_2025.json"


@dataclass(frozen=True, slots=True)
class Point:
    """An old ward's centre, and the names (glued, without accents) by which this package knows it."""

    code: str
    latitude: float
    longitude: float
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """A commune that took over (part of) an old ward; `likeliest` marks one of those it was divided into."""

    code: str
    likeliest: bool


def read_points(wheel: ZipFile) -> list[Point]:
    """Read the centre points of the old wards."""
    points = [
        Point(row["wardCode"], row["wardLat"], row["wardLon"], tuple(row["wardKeywords"]))
        for _key, row in _old_wards(wheel)
        if isinstance(row.get("wardCode"), str)  # islands have none
    ]
    return sorted(points, key=lambda one: one.code)


def read_targets(wheel: ZipFile) -> dict[str, list[Target]]:
    """Read which communes took over each old ward, by its code."""
    old = {key: row["wardCode"] for key, row in _old_wards(wheel) if isinstance(row.get("wardCode"), str)}
    new = _new_codes(wheel)
    table = _load(wheel, CONVERTER)
    found: defaultdict[str, list[Target]] = defaultdict(list)
    for province, communes in table["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for key, wards in communes.items():
            for ward in filter(old.get, wards):
                found[old[ward]].append(Target(new[province, key], likeliest=True))
    for province, wards in table["DICT_PROVINCE_WARD_DIVIDED"].items():
        for ward, targets in wards.items():
            found[old[ward]] += [
                Target(new[province, one["newWardKey"]], one["isDefaultNewWard"]) for one in targets
            ]
    return dict(found)


def _new_codes(wheel: ZipFile) -> dict[tuple[str, str], str]:
    """Map a commune's province and key to its code; where two would share a key, it has its accents."""
    table = _load(wheel, TODAY)
    parts = (table["DICT_PROVINCE_WARD_NO_ACCENTED"], table["DICT_PROVINCE_WARD_ACCENTED"])
    return {
        (province, key): row["wardCode"]
        for part in parts
        for province, rows in part.items()
        for key, row in rows.items()
    }


def _old_wards(wheel: ZipFile) -> Iterator[tuple[str, dict[str, Any]]]:
    table = _load(wheel, LEGACY)
    for part in ("DICT_PROVINCE_DISTRICT_WARD_NO_ACCENTED", "DICT_PROVINCE_DISTRICT_WARD_ACCENTED"):
        for province, districts in table[part].items():
            for district, wards in districts.items():
                yield from ((f"{province}_{district}_{key}", row) for key, row in wards.items())


def _load(wheel: ZipFile, path: str) -> Any:  # noqa: ANN401 - JSON
    return json.loads(wheel.read(path))
