"""Renews the tables: downloads the examined packages, compares them, and writes what they agree on."""

import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

from content.places.building import crosscheck, sources
from content.places.building.changes import Changes, read_changes
from content.places.building.crosscheck import OldWard
from content.places.building.earlier import read_earlier
from content.places.building.former import Former
from content.places.building.points import Point, read_points, read_targets
from content.places.building.ranking import Ranking
from content.places.building.sources import OldNames, Unit
from content.places.building.tables import Rows, Tables
from content.places.building.wheels import CURRENT, EARLIER, POINTS, SECOND, fetch


class Wheels(NamedTuple):
    """The four packages, opened."""

    current: ZipFile
    second: ZipFile
    points: ZipFile
    earlier: ZipFile


def refresh(folder: Path) -> list[str]:
    """Write the tables into a folder and list what changed; write nothing when the packages differ without a reason.

    Raises WheelError, SourcesDifferError, or UnlistedChangesError for a change that `changes.csv` does not list.
    """
    with tempfile.TemporaryDirectory() as downloads, ExitStack() as opened:
        place = Path(downloads)
        wheels = [opened.enter_context(fetch(one, place)) for one in (CURRENT, SECOND, POINTS, EARLIER)]
        return write_tables(folder, Wheels(*wheels))


def write_tables(folder: Path, wheels: Wheels) -> list[str]:
    """Compare the opened packages, then write the tables and their note; list what changed."""
    units = sorted(sources.current_units(wheels.current), key=lambda one: one.code)
    crosscheck.check_counts(units)
    crosscheck.check_same(units, sources.second_units(wheels.second))
    changes = read_changes(folder)
    changes.refuse_unlisted(units)
    names = sources.old_names(wheels.second)
    points = read_points(wheels.points)
    old = _old_wards(wheels, names, {one.code for one in units if one.parent})
    former = Former(old, read_earlier(wheels.earlier), points, names)
    tables = Tables(
        {
            **_of_today(units, changes),
            **_of_before(old, names),
            "as_of.csv": [("communes.csv", CURRENT.data_date)],
            "centres.csv": _centres(points, {one.code for one in old}),
            "former_wards.csv": [
                (one.ward, one.district, one.province, "|".join(one.wards)) for one in former.wards()
            ],
            "former_districts.csv": [
                (one.district, one.province, "|".join(one.wards)) for one in former.districts()
            ],
        }
    )
    return tables.write(folder)


def _old_wards(wheels: Wheels, names: OldNames, communes: set[str]) -> list[OldWard]:
    table = crosscheck.mend(sources.conversions(wheels.second))
    wards = crosscheck.name_old_wards(table, names, communes)
    targets = read_targets(wheels.points)
    crosscheck.check_conversions(
        wards, {code: {one.code for one in found} for code, found in targets.items()}
    )
    ranking = Ranking(wheels.current, targets)
    return [one.to(ranking.order(one.code, one.ward, one.communes)) for one in wards]


def _of_today(units: list[Unit], changes: Changes) -> dict[str, Rows]:
    return {
        "provinces.csv": [
            (one.code, one.type, one.name, changes.since(one.code)) for one in units if not one.parent
        ],
        "communes.csv": [
            (one.code, one.parent, one.type, one.name, changes.since(one.code)) for one in units if one.parent
        ],
    }


def _of_before(old: list[OldWard], names: OldNames) -> dict[str, Rows]:
    used = {(one.district, one.province) for one in old}
    districts = sorted(
        (code, name, names.provinces[province]) for code, (name, province) in names.districts.items()
    )
    return {
        "old_provinces.csv": sorted(names.provinces.items()),
        "old_districts.csv": [row for row in districts if row[1:] in used],
        "old_wards.csv": [
            (one.code, one.ward, one.district, one.province, "|".join(one.communes)) for one in old
        ],
    }


def _centres(points: list[Point], old: set[str]) -> Rows:
    return [(one.code, f"{one.latitude:.5f}", f"{one.longitude:.5f}") for one in points if one.code in old]
