"""Writes the tables with their note, and says which rows are new, gone or different."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from content.places.building.note import COLUMNS, note

Rows = Sequence[tuple[str, ...]]
SHOWN = 20


class Tables:
    """Tables by the name of their file."""

    def __init__(self, rows: Mapping[str, Rows]) -> None:
        self._rows = rows

    def write(self, folder: Path) -> list[str]:
        """Write all tables and the note on their sources; list what changed."""
        report: list[str] = []
        for name, rows in self._rows.items():
            report += _compare(name, read_rows(folder / name), rows)
        for name, rows in self._rows.items():
            _write(folder / name, COLUMNS[name], rows)
        counts = {name: len(rows) for name, rows in self._rows.items()}
        by_hand = {name: len(read_rows(folder / name)) for name in COLUMNS if name not in counts}
        (folder / "SOURCES.md").write_text(note(counts, by_hand), encoding="utf-8")
        return report


def read_rows(path: Path) -> list[list[str]]:
    """Read a table's rows without its heading; none where there is no such file yet."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.reader(source))[1:]


def _compare(name: str, before: list[list[str]], after: Rows) -> list[str]:
    old, new = {tuple(row) for row in before}, set(after)
    gone, come = sorted(old - new), sorted(new - old)
    lines = [f"{name}: {len(new):,} rows, {len(come)} new or different, {len(gone)} gone or different"]
    lines += [f"  - {','.join(row)}" for row in gone[:SHOWN]]
    lines += [f"  + {','.join(row)}" for row in come[:SHOWN]]
    return lines


def _write(path: Path, heading: tuple[str, ...], rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(heading)
        writer.writerows(rows)
