"""How many messages reached which place in a quarter: figures of places, which say nothing of any person."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import bindparam, func, select, update

from storage.statements import Statement, insert_or_ignore
from storage.tables.outreach import coverage, covered
from storage.transaction import Transaction


class Reached(NamedTuple):
    """What reached a place: how many broadcasts, and how many messages in all."""

    broadcasts: int
    messages: int


_NOTE = insert_or_ignore(covered)
_BEGIN = insert_or_ignore(coverage)
_HERE = (coverage.c.quarter == bindparam("in_quarter"), coverage.c.place == bindparam("at_place"))
_ADD = Statement(
    update(coverage)
    .where(*_HERE)
    .values(
        broadcasts=coverage.c.broadcasts + bindparam("more_broadcasts"),
        messages=coverage.c.messages + bindparam("more"),
    )
)
_OF = Statement(
    select(coverage.c.place, func.sum(coverage.c.broadcasts), func.sum(coverage.c.messages))
    .where(coverage.c.quarter.between(bindparam("first"), bindparam("last")))
    .group_by(coverage.c.place)
)
_FORGET = Statement(covered.delete().where(covered.c.broadcast == bindparam("of_broadcast")))
_COVERED = Statement(select(covered.c.broadcast))


def note_reached(tx: Transaction, broadcast: int, quarter: int, sent: Mapping[str, int]) -> bool:
    """Add what a broadcast has reached, by place; false if that was done before."""
    if tx.change(_NOTE, {"broadcast": broadcast}) == 0:
        return False
    for place in sent:
        tx.change(_BEGIN, {"quarter": quarter, "place": place, "broadcasts": 0, "messages": 0})
    _add(tx, quarter, sent, 1)
    return True


def take_back_reached(tx: Transaction, broadcast: int, quarter: int, sent: Mapping[str, int]) -> bool:
    """Take away what a broadcast has reached, since it goes on and is added again; false if it was not added."""
    if tx.change(_FORGET, {"of_broadcast": broadcast}) == 0:
        return False
    _add(tx, quarter, sent, -1)
    return True


def covered_broadcasts(tx: Transaction) -> set[int]:
    """Name the broadcasts that have been added."""
    return {number for (number,) in tx.all(_COVERED)}


def reached_in(tx: Transaction, first: int, last: int) -> dict[str, Reached]:
    """Tell what reached each place from one quarter to another, both included."""
    return {
        place: Reached(int(broadcasts), int(messages))
        for place, broadcasts, messages in tx.all(_OF, {"first": first, "last": last})
    }


def _add(tx: Transaction, quarter: int, sent: Mapping[str, int], sign: int) -> None:
    for place, messages in sent.items():
        here = {"in_quarter": quarter, "at_place": place}
        tx.change(_ADD, {**here, "more": sign * messages, "more_broadcasts": sign})
