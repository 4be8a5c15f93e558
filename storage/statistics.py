"""Counts closed tips by place, so that hot spots can be seen long after the tips are erased. No row names a tip."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.elements import ClauseElement

from storage.queues import NATION
from storage.records import Origin, Tip, TipKind, TipResult, TipStatus
from storage.statements import Statement
from storage.tables.casework import statistics
from storage.tables.units import queues
from storage.transaction import Transaction


class Place(NamedTuple):
    """A hamlet of a commune; empty where it is not known."""

    commune: str
    hamlet: str


class Spot(NamedTuple):
    """How many closed tips a place had in a week, of one kind and result."""

    place: Place
    kind: TipKind
    result: TipResult
    week: int
    tips: int


def _adding() -> dict[str, ClauseElement]:
    statements: dict[str, ClauseElement] = {}
    for name, module in (("sqlite", sqlite), ("postgresql", postgresql)):
        insert = module.insert(statistics)
        keys = [column.name for column in statistics.primary_key]
        sums = {"count": statistics.c.count + insert.excluded.count}
        statements[name] = insert.on_conflict_do_update(index_elements=keys, set_=sums)
    return statements


_ADD = Statement(_adding())
_DROP_EMPTY = Statement(
    delete(statistics).where(statistics.c.queue == bindparam("of_queue"), statistics.c.count == 0)
)
_FORGET = Statement(delete(statistics))
_BELOW = select(queues.c.code).where(
    or_(queues.c.code == bindparam("in_queue"), queues.c.above == bindparam("in_queue"))
)
_FOUND = (
    select(
        statistics.c.commune,
        statistics.c.hamlet,
        statistics.c.kind,
        statistics.c.result,
        statistics.c.week,
        func.sum(statistics.c.count),
    )
    .where(statistics.c.week >= bindparam("first"), statistics.c.week <= bindparam("last"))
    .group_by(
        statistics.c.commune, statistics.c.hamlet, statistics.c.kind, statistics.c.result, statistics.c.week
    )
)
_SPOTS = Statement(_FOUND.where(statistics.c.queue.in_(_BELOW)))
_ALL_SPOTS = Statement(_FOUND)


def follow(tx: Transaction, before: Tip | None, after: Tip, week: int) -> None:
    """Count a tip where it is closed now, and no longer where it was closed (None: nowhere); `week`: of its receipt."""
    old, new = _key(before, week), _key(after, week)
    if old == new:
        return
    if old is not None:
        tx.change(_ADD, {**old, "count": -1})
        tx.change(_DROP_EMPTY, {"of_queue": old["queue"]})
    if new is not None:
        tx.change(_ADD, {**new, "count": 1})


def forget_all(tx: Transaction) -> None:
    """Forget all of it: a trial's figures are nobody's."""
    tx.change(_FORGET)


def list_spots(tx: Transaction, queue: str, first: int, last: int) -> Iterator[Spot]:
    """List the closed tips of a queue and those below it, received from one week to another, by place.

    A tip counts in the queue that closed it and above: below its floor it is in no figure.
    """
    span = {"first": first, "last": last}
    is_nation = queue == NATION
    rows = tx.all(_ALL_SPOTS, span) if is_nation else tx.all(_SPOTS, {**span, "in_queue": queue})
    for commune, hamlet, kind, result, week, count in rows:
        yield Spot(Place(commune, hamlet), TipKind(kind), TipResult(result), week, int(count))


def _key(tip: Tip | None, week: int) -> dict[str, object] | None:
    if tip is None or tip.origin is Origin.TRIAL or tip.status is not TipStatus.CLOSED or tip.result is None:
        return None
    return {
        "queue": tip.queue,
        "week": week,
        "commune": tip.commune or "",
        "hamlet": tip.hamlet or "",
        "kind": tip.kind.value,
        "result": tip.result.value,
    }
