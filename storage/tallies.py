"""Counts tips by queue, week and kind, so that no figure and no list ever counts rows. A count follows its tip."""

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.elements import ClauseElement

from storage import statistics
from storage.queues import line_of_queue
from storage.records import Origin, Tally, Tip, TipKind, TipStatus
from storage.statements import Statement
from storage.tables.casework import tallies
from storage.tables.units import queues
from storage.transaction import Transaction

HOURS_A_WEEK = 7 * 24
FIRST_MONDAY_HOUR = 4 * 24  # 5 January 1970 was the first Monday
VIETNAM_HOURS = 7
LAST_WEEK = 2**31 - 1
HOURS_A_DAY = 24
CLAIMED_IN_TIME = 0  # what `claim_due` says once a tip was claimed before it


FIGURES = Tally._fields
NOTHING = Tally()


def _adding() -> dict[str, ClauseElement]:
    statements: dict[str, ClauseElement] = {}
    for name, module in (("sqlite", sqlite), ("postgresql", postgresql)):
        insert = module.insert(tallies)
        sums = {figure: tallies.c[figure] + insert.excluded[figure] for figure in FIGURES}
        keys = [column.name for column in tallies.primary_key]
        statements[name] = insert.on_conflict_do_update(index_elements=keys, set_=sums)
    return statements


_ADD = Statement(_adding())
_SUMS = [func.coalesce(func.sum(tallies.c[figure]), 0) for figure in FIGURES]
_SPAN = (
    tallies.c.queue == bindparam("in_queue"),
    tallies.c.week >= bindparam("first"),
    tallies.c.week <= bindparam("last"),
)
_TOTAL = Statement(select(*_SUMS).where(*_SPAN))
_BY_WEEK = Statement(select(tallies.c.week, *_SUMS).where(*_SPAN).group_by(tallies.c.week))
_BY_KIND = Statement(select(tallies.c.kind, *_SUMS).where(*_SPAN).group_by(tallies.c.kind))
_BELOW = Statement(
    select(tallies.c.queue, *_SUMS)
    .where(
        tallies.c.queue.in_(select(queues.c.code).where(queues.c.above == bindparam("above_it"))),
        tallies.c.week >= bindparam("first"),
        tallies.c.week <= bindparam("last"),
    )
    .group_by(tallies.c.queue)
)
_FORGET = Statement(delete(tallies))
_NOW = Statement(select(*_SUMS).where(tallies.c.queue == bindparam("in_queue")))


def week_of(hour: int) -> int:
    """Give the week of an hour, both counted from 1970; weeks begin on Monday in Vietnam."""
    return (hour + VIETNAM_HOURS - FIRST_MONDAY_HOUR) // HOURS_A_WEEK


def follow(tx: Transaction, before: Tip | None, after: Tip) -> None:
    """Count a tip where it is now and no longer where it was (None: nowhere): in its queue and in all above."""
    statistics.follow(tx, before, after, week_of(after.received_hour))
    if before is not None and before.queue == after.queue:
        _change(tx, after, _count(after) - _count(before))
        return
    if before is not None:
        _change(tx, before, NOTHING - _count(before))
    _change(tx, after, _count(after))


def follow_erasure(tx: Transaction, tip: Tip) -> None:
    """Leave the figures of an erased tip as they are, except that it is open no longer."""
    counted = _count(tip)
    _change(tx, tip, NOTHING - Tally(new=counted.new, open=counted.open, quarantined=counted.quarantined))


def forget_all(tx: Transaction) -> None:
    """Forget all figures: those of a trial are nobody's."""
    tx.change(_FORGET)
    statistics.forget_all(tx)


def count_now(tx: Transaction, queue: str) -> Tally:
    """Give the figures of a queue and those below it, of all weeks."""
    return Tally(*tx.all(_NOW, {"in_queue": queue})[0])


def count_span(tx: Transaction, queue: str, first: int, last: int) -> Tally:
    """Sum the tips of a queue and those below it that were received from one week to another, both included."""
    return Tally(*tx.all(_TOTAL, {"in_queue": queue, "first": first, "last": last})[0])


def count_weeks(tx: Transaction, queue: str, first: int, last: int) -> dict[int, Tally]:
    """Sum the tips of a queue and those below it by the week in which they were received."""
    rows = tx.all(_BY_WEEK, {"in_queue": queue, "first": first, "last": last})
    return {week: Tally(*figures) for week, *figures in rows}


def count_kinds(tx: Transaction, queue: str, first: int, last: int) -> dict[TipKind, Tally]:
    """Sum the tips of a queue and those below it by kind."""
    rows = tx.all(_BY_KIND, {"in_queue": queue, "first": first, "last": last})
    return {TipKind(kind): Tally(*figures) for kind, *figures in rows}


def count_below(tx: Transaction, queue: str, first: int = 0, last: int = LAST_WEEK) -> dict[str, Tally]:
    """Sum the tips of each queue right below one, with those below it in turn, received in these weeks."""
    rows = tx.all(_BELOW, {"above_it": queue, "first": first, "last": last})
    return {below: Tally(*figures) for below, *figures in rows}


def _change(tx: Transaction, tip: Tip, change: Tally) -> None:
    if change == NOTHING:
        return
    row = {"week": week_of(tip.received_hour), "kind": tip.kind.value, **change._asdict()}
    for queue in line_of_queue(tx, tip.queue):
        tx.change(_ADD, {"queue": queue, **row})


def _count(tip: Tip | None) -> Tally:
    if tip is None or tip.origin is Origin.TRIAL:
        return NOTHING
    if tip.status is TipStatus.QUARANTINED:
        return Tally(quarantined=1)
    closed = tip.status is TipStatus.CLOSED
    result = {tip.result.value: 1} if closed and tip.result is not None else {}
    return Tally(
        received=1,
        new=int(tip.status is TipStatus.NEW),
        open=int(not closed),
        claimed_in_time=int(tip.claim_due == CLAIMED_IN_TIME),
        closed=int(closed),
        resolved_in_time=int(closed and _is_in_time(tip)),
        **result,
    )


def _is_in_time(tip: Tip) -> bool:
    return tip.closed_day is not None and tip.closed_day <= tip.resolve_due // HOURS_A_DAY
