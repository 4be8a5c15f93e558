"""Pages of a queue's tips, in three orders, and what they leave out. A page costs the same however many tips there are.

Each pair of status and kind is a short walk along an index that holds all that a page can leave out; the walks of a page
are one statement. Nothing is counted, nothing is skipped by its place.
"""

from enum import StrEnum
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from sqlalchemy import Column, ColumnElement, bindparam, literal_column, or_, select, tuple_, union_all

from storage.records import OPEN, Tip, TipKind, TipStatus
from storage.statements import Statement
from storage.tables.tips import tips
from storage.tips import read_row
from storage.transaction import Transaction

LAST = 2**31 - 1
SOON_DUE = 2_000  # so many tips are looked at for the places they name

_SIEVE = ("commune", "hamlet", "received_from", "received_to", "due_from", "due_to")


class Order(StrEnum):
    """In which order a page lists tips. The values stand in commands."""

    OLDEST = "cu"
    NEWEST = "moi"
    DUE = "han"


class Selection(NamedTuple):
    """Which tips are listed: of these statuses and kinds, one commune's or hamlet's, within these hours (both included).

    In the order of their due times only open tips are listed.
    """

    statuses: tuple[TipStatus, ...] = OPEN
    kinds: tuple[TipKind, ...] = tuple(TipKind)
    order: Order = Order.OLDEST
    commune: str = ""
    hamlet: str = ""
    received_from: int = 0
    received_to: int = LAST
    due_from: int = 0
    due_to: int = LAST


class Mark(NamedTuple):
    """Behind which tip a page begins: its number, and the hour in which it is due (only that order needs it)."""

    number: int
    due: int = 0


_PASSES = (
    or_(bindparam("commune") == "", tips.c.commune == bindparam("commune")),
    or_(bindparam("hamlet") == "", tips.c.hamlet == bindparam("hamlet")),
    tips.c.received_hour.between(bindparam("received_from"), bindparam("received_to")),
    tips.c.resolve_due.between(bindparam("due_from"), bindparam("due_to")),
)
_IS_OPEN = tips.c.status != literal_column("'closed'")  # as the index says it, or it could not be used
_SOME = Statement(
    select(tips.c.number)
    .where(tips.c.queue == bindparam("in_queue"), tips.c.status == bindparam("with_status"))
    .limit(bindparam("at_most"))
)
_PLACES = Statement(
    select(
        select(tips.c.commune)
        .where(tips.c.queue == bindparam("in_queue"), _IS_OPEN)
        .order_by(tips.c.resolve_due)
        .limit(SOON_DUE)
        .subquery()
        .c.commune
    ).distinct()
)


def list_page(tx: Transaction, queue: str, wanted: Selection, behind: Mark | None, at_most: int) -> list[Tip]:
    """List a page of the tips of a queue that are wanted, behind a mark (None: from the beginning)."""
    statuses, kinds, order, *_rest = wanted
    place = {"in_queue": queue, "at_most": at_most, **{name: getattr(wanted, name) for name in _SIEVE}}
    place |= {f"status{position}": status.value for position, status in enumerate(statuses)}
    place |= {f"kind{position}": kind.value for position, kind in enumerate(kinds)}
    if order is Order.DUE:
        place |= {"due": behind.due if behind else 0, "number": behind.number if behind else 0}
        rows = tx.all(_by_due(len(statuses), len(kinds)), place)
        return sorted(map(read_row, rows), key=lambda tip: (tip.resolve_due, tip.number))
    newest = order is Order.NEWEST
    place["number"] = behind.number if behind else LAST if newest else 0
    rows = tx.all(_by_number(len(statuses), len(kinds), newest=newest), place)
    return sorted(map(read_row, rows), key=lambda tip: tip.number, reverse=newest)


def communes_of(tx: Transaction, queue: str) -> list[str]:
    """Name the communes that the open tips of a queue tell of; in a long queue those of the tips that are due first."""
    return sorted(commune for (commune,) in tx.all(_PLACES, {"in_queue": queue}) if commune)


def count_some(tx: Transaction, queue: str, status: TipStatus, at_most: int) -> int:
    """Count a queue's tips of one status, but no more than so many."""
    return len(tx.all(_SOME, {"in_queue": queue, "with_status": status, "at_most": at_most}))


def newest_open(tx: Transaction, queue: str, at_most: int) -> list[bytes]:
    """Name the newest open tips of a queue, the newest first; those in the quarantine list are not among them."""
    return [tip.id for tip in list_page(tx, queue, Selection(order=Order.NEWEST), None, at_most)]


@lru_cache(maxsize=128)
def _by_number(statuses: int, kinds: int, *, newest: bool) -> Statement:
    number = tips.c.number
    behind = number < bindparam("number") if newest else number > bindparam("number")
    walks = [
        select(tips.c.id, number)
        .where(tips.c.queue == bindparam("in_queue"), status, kind, behind, *_PASSES)
        .order_by(number.desc() if newest else number)
        .limit(bindparam("at_most"))
        .subquery()
        for status, kind in product(_each(tips.c.status, statuses), _each(tips.c.kind, kinds))
    ]
    walked = union_all(*(select(walk) for walk in walks)).subquery()
    order = walked.c.number.desc() if newest else walked.c.number
    found = select(walked.c.id).order_by(order).limit(bindparam("at_most")).subquery()
    return Statement(select(tips).join(found, found.c.id == tips.c.id))


@lru_cache(maxsize=128)
def _by_due(statuses: int, kinds: int) -> Statement:
    behind = tuple_(tips.c.resolve_due, tips.c.number) > tuple_(bindparam("due"), bindparam("number"))
    chosen = or_(*_each(tips.c.status, statuses)), or_(*_each(tips.c.kind, kinds))
    found = (
        select(tips.c.id)
        .where(tips.c.queue == bindparam("in_queue"), _IS_OPEN, behind, *chosen, *_PASSES)
        .order_by(tips.c.resolve_due, tips.c.number)
        .limit(bindparam("at_most"))
        .subquery()
    )
    return Statement(select(tips).join(found, found.c.id == tips.c.id))


def _each(column: Column[str], count: int) -> list[ColumnElement[bool]]:
    return [column == bindparam(f"{column.name}{position}") for position in range(count)]
