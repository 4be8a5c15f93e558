"""Counts how often tips went to a wrong unit first, by week of receipt and by how their place was found. No place is stored."""

from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.elements import ClauseElement

from storage.records import Origin, Placing, Tip
from storage.statements import Statement
from storage.tables.casework import misroutes
from storage.tallies import week_of
from storage.transaction import Transaction


class Misrouted(NamedTuple):
    """Of the closed tips of a week whose place was found in one way: how many, and how many of them went elsewhere first."""

    week: int
    placing: Placing
    tips: int
    moved: int


def _adding() -> dict[str, ClauseElement]:
    statements: dict[str, ClauseElement] = {}
    for name, module in (("sqlite", sqlite), ("postgresql", postgresql)):
        insert = module.insert(misroutes)
        sums = {figure: misroutes.c[figure] + insert.excluded[figure] for figure in ("tips", "moved")}
        statements[name] = insert.on_conflict_do_update(index_elements=["week", "placing"], set_=sums)
    return statements


_ADD = Statement(_adding())
_SPAN = Statement(
    select(misroutes)
    .where(misroutes.c.week >= bindparam("first"), misroutes.c.week <= bindparam("last"))
    .order_by(misroutes.c.week, misroutes.c.placing)
)
_TOTAL = Statement(
    select(func.coalesce(func.sum(misroutes.c.tips), 0), func.coalesce(func.sum(misroutes.c.moved), 0)).where(
        misroutes.c.week >= bindparam("first"),
        misroutes.c.week <= bindparam("last"),
        misroutes.c.placing != Placing.OPEN.value,
    )
)
_FORGET = Statement(delete(misroutes))


def count_closed(tx: Transaction, tip: Tip, placing: Placing, *, moved: bool, reopened: bool = False) -> None:
    """Count a tip that is closed now, or take it back out when it is opened again."""
    if tip.origin is not Origin.TRIAL:
        one = -1 if reopened else 1
        row = {"week": week_of(tip.received_hour), "placing": placing.value}
        tx.change(_ADD, {**row, "tips": one, "moved": one * moved})


def list_weeks(tx: Transaction, first: int, last: int) -> list[Misrouted]:
    """List the figures of the weeks from one to another, both included."""
    rows = tx.all(_SPAN, {"first": first, "last": last})
    return [Misrouted(week, Placing(placing), count, moved) for week, placing, count, moved in rows]


def count_span(tx: Transaction, first: int, last: int) -> tuple[int, int]:
    """Sum closed tips whose commune was found when they came in, and those of them that went elsewhere first."""
    count, moved = tx.all(_TOTAL, {"first": first, "last": last})[0]
    return int(count), int(moved)


def forget_all(tx: Transaction) -> None:
    """Forget all of it: a trial's figures are nobody's."""
    tx.change(_FORGET)
