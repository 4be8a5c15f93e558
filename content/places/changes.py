"""Knows what changed since 2025-07-01: names, types, and communes that were merged, by day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from content.places.gazetteer import read_table

FIRST_DAY = "2025-07-01"  # the day of the 34 provinces and 3,321 communes


class Kind(StrEnum):
    """What happened to a province or commune."""

    RENAMED = "renamed"
    RETYPED = "retyped"
    MERGED = "merged"
    FOUNDED = "founded"


@dataclass(frozen=True, slots=True)
class Change:
    """A change: the day from which it holds, what it was, and the reason.

    `before` and `after` are a name or type; of a merged commune «type|name», and the codes that took it over.
    """

    since: str
    kind: Kind
    code: str
    before: str
    after: str
    reason: str

    @property
    def successors(self) -> tuple[str, ...]:
        """Give the communes that took a merged one over, the likeliest first."""
        return tuple(self.after.split("|")) if self.kind is Kind.MERGED else ()


@cache
def changes() -> tuple[Change, ...]:
    """List the changes, the oldest first."""
    return tuple(load_change(row) for row in sorted(read_table("changes.csv")))


@cache
def data_day() -> date:
    """Give the day of the newest list of communes that the tables were built from."""
    return date.fromisoformat(read_table("as_of.csv")[0][1])


def load_change(row: list[str]) -> Change:
    """Read a row of `changes.csv`."""
    since, kind, code, before, after, reason = row
    return Change(since, Kind(kind), code, before, after, reason)
