"""Decides which changes of provinces and communes are expected: those that `changes.csv` lists, with day and reason."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from content.places.building.crosscheck import SourcesDifferError
from content.places.building.sources import Unit
from content.places.building.tables import read_rows
from content.places.changes import FIRST_DAY, Change, Kind, load_change


class UnlistedChangesError(SourcesDifferError):
    """Something changed that `changes.csv` does not list yet."""


class Changes:
    """The listed changes, beside the shipped tables that they led to."""

    def __init__(self, listed: Iterable[Change], shipped: Iterable[Unit]) -> None:
        self._listed = sorted(listed, key=lambda one: one.since)
        self._shipped = {one.code: one for one in shipped}

    def since(self, code: str) -> str:
        """Give the day from which a unit's present name and type hold."""
        return max((one.since for one in self._listed if one.code == code), default=FIRST_DAY)

    def refuse_unlisted(self, units: list[Unit]) -> None:
        """Refuse a list of units that differs from the shipped one in anything that is not listed."""
        listed = {(one.kind, one.code, one.before, one.after) for one in self._listed}
        merged = {one.code for one in self._listed if one.kind is Kind.MERGED}
        unlisted = [
            f"{kind},{code},{before},{after}"
            for kind, code, before, after in self._differences(units)
            if (kind, code, before, after) not in listed and not (kind is Kind.MERGED and code in merged)
        ]
        if unlisted:
            raise UnlistedChangesError("changes.csv does not list:\n" + "\n".join(unlisted))

    def _differences(self, units: list[Unit]) -> Iterator[tuple[Kind, str, str, str]]:
        found = {one.code: one for one in units}
        for code in sorted(self._shipped.keys() | found.keys() if self._shipped else ()):
            before, after = self._shipped.get(code), found.get(code)
            if before is None and after is not None:
                yield Kind.FOUNDED, code, "", after.name
            elif after is None and before is not None:
                yield Kind.MERGED, code, f"{before.type}|{before.name}", ""
            elif before is not None and after is not None:
                yield from _compare(before, after)


def read_changes(folder: Path) -> Changes:
    """Read the listed changes and the tables that a folder has."""
    listed = [load_change(row) for row in read_rows(folder / "changes.csv")]
    provinces = [
        Unit(code, "", kind, name) for code, kind, name, _since in read_rows(folder / "provinces.csv")
    ]
    communes = [
        Unit(code, province, kind, name)
        for code, province, kind, name, _since in read_rows(folder / "communes.csv")
    ]
    return Changes(listed, provinces + communes)


def _compare(before: Unit, after: Unit) -> Iterator[tuple[Kind, str, str, str]]:
    if before.name != after.name:
        yield Kind.RENAMED, before.code, before.name, after.name
    if before.type != after.type:
        yield Kind.RETYPED, before.code, before.type, after.type
    if before.parent != after.parent:
        yield Kind.RENAMED, before.code, before.parent, after.parent
