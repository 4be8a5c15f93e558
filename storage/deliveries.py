"""The ledger: one row a recipient, leased before it is sent, and what became of it. It knows no times and no addresses.

A lease is a row of its own, so the ledger's rows stay small; after a crash what was leased is «unknown» and not sent again
unless somebody decides so.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import orjson
from sqlalchemy import BigInteger, Select, bindparam, cast, delete, exists, insert, select, update
from sqlalchemy.sql.elements import ClauseElement

from storage.audiences import number_of
from storage.delivery_counts import add_counts, get_reached, set_reached
from storage.records import Outcome
from storage.statements import DIALECTS, Statement, insert_or_replace, select_listed
from storage.subscriptions import Subscriber, Subscriptions
from storage.tables.outreach import deliveries, delivery_errors, delivery_leases, subscriptions
from storage.transaction import Transaction

GONE = "gone"  # the reason where somebody has blocked us or is no more


class Leased(NamedTuple):
    """A recipient whose message may be sent now, once."""

    number: int
    subscriber: Subscriber


class Result(NamedTuple):
    """What became of a leased message; PENDING: it was certainly not sent, and waits again."""

    number: int
    outcome: Outcome
    reason: str = ""


_THIS = (deliveries.c.broadcast == bindparam("of_broadcast"), deliveries.c.channel == bindparam("on_channel"))
_IS_LEASED = exists(
    select(delivery_leases.c.recipient).where(
        delivery_leases.c.broadcast == deliveries.c.broadcast,
        delivery_leases.c.channel == deliveries.c.channel,
        delivery_leases.c.recipient == deliveries.c.recipient,
    )
)
_NEXT = Statement(
    select(deliveries.c.recipient, *subscriptions.c)
    .select_from(deliveries.outerjoin(subscriptions, subscriptions.c.number == deliveries.c.recipient))
    .where(
        *_THIS,
        deliveries.c.recipient > bindparam("after"),
        deliveries.c.outcome == int(Outcome.PENDING),
        ~_IS_LEASED,
    )
    .order_by(deliveries.c.recipient)
    .limit(bindparam("at_most"))
)


def _listed(dialect: str) -> Select[tuple[int]]:
    return select_listed(dialect, "numbers", BigInteger())


def _lease(dialect: str) -> ClauseElement:
    given = _listed(dialect).subquery("given")
    return insert(delivery_leases).from_select(
        ["broadcast", "channel", "recipient"],
        select(
            cast(bindparam("of_broadcast"), BigInteger),
            cast(bindparam("on_channel"), BigInteger),
            given.c.value,
        ),
    )


def _release(dialect: str) -> ClauseElement:
    return delete(delivery_leases).where(
        delivery_leases.c.broadcast == bindparam("of_broadcast"),
        delivery_leases.c.channel == bindparam("on_channel"),
        delivery_leases.c.recipient.in_(_listed(dialect)),
    )


def _settle(dialect: str) -> ClauseElement:
    return (
        update(deliveries)
        .where(
            *_THIS,
            deliveries.c.recipient.in_(_listed(dialect)),
            deliveries.c.outcome == int(Outcome.PENDING),
        )
        .values(outcome=bindparam("to_outcome"))
    )


# One statement a batch: at thousands of messages a second a statement a row is dearer than the sending.
_LEASE = Statement({dialect: _lease(dialect) for dialect in DIALECTS})
_RELEASE = Statement({dialect: _release(dialect) for dialect in DIALECTS})
_SETTLE = Statement({dialect: _settle(dialect) for dialect in DIALECTS})
_NOTE = insert_or_replace(delivery_errors)


def lease(tx: Transaction, people: Subscriptions, broadcast: int, channel: str, most: int) -> list[Leased]:
    """Take the next recipients of a channel, to be sent to once; who is no subscriber any more is skipped."""
    here = {"of_broadcast": broadcast, "on_channel": number_of(channel)}
    after = get_reached(tx, broadcast, here["on_channel"])
    rows = tx.all(_NEXT, {**here, "after": after, "at_most": most})
    if not rows:
        return []
    taken = [Leased(number, people.read(tuple(row))) for number, *row in rows if row[0] is not None]
    tx.change(_LEASE, {**here, "numbers": _dump(one.number for one in taken)})
    if missing := [row[0] for row in rows if row[1] is None]:
        tx.change(_SETTLE, {**here, "numbers": _dump(missing), "to_outcome": int(Outcome.SKIPPED)})
        moved = {Outcome.PENDING: -len(missing), Outcome.SKIPPED: len(missing)}
        add_counts(tx, broadcast, here["on_channel"], moved)
    set_reached(tx, broadcast, here["on_channel"], rows[-1][0])
    return taken


def record(
    tx: Transaction, people: Subscriptions, broadcast: int, channel: str, results: Sequence[Result]
) -> None:
    """Write what became of leased messages; who is gone is erased from the list of subscribers."""
    here = number_of(channel)
    settle(tx, broadcast, here, results)
    for one in results:
        if one.reason == GONE:
            people.remove(tx, one.number)
    if waiting := [one.number for one in results if one.outcome is Outcome.PENDING]:
        go_back(tx, broadcast, here, min(waiting))


def settle(tx: Transaction, broadcast: int, channel: int, results: Sequence[Result]) -> None:
    """End leases, and write the outcomes with their figures and errors."""
    if not results:
        return
    here = {"of_broadcast": broadcast, "on_channel": channel}
    tx.change(_RELEASE, {**here, "numbers": _dump(one.number for one in results)})
    settled = [one for one in results if one.outcome is not Outcome.PENDING]
    moved = Counter(one.outcome for one in settled)
    for outcome in moved:
        numbers = _dump(one.number for one in settled if one.outcome is outcome)
        tx.change(_SETTLE, {**here, "numbers": numbers, "to_outcome": int(outcome)})
    add_counts(tx, broadcast, channel, {**moved, Outcome.PENDING: -len(settled)})
    place = {"broadcast": broadcast, "channel": channel}
    tx.change_each(
        _NOTE,
        [
            {**place, "recipient": one.number, "reason": one.reason or one.outcome.name.lower()}
            for one in settled
            if one.outcome in {Outcome.FAILED, Outcome.UNKNOWN}
        ],
    )


def go_back(tx: Transaction, broadcast: int, channel: int, recipient: int) -> None:
    """Let the next lease look again from a recipient on."""
    if recipient <= get_reached(tx, broadcast, channel):
        set_reached(tx, broadcast, channel, recipient - 1)


def _dump(numbers: Iterable[int]) -> str:
    return orjson.dumps(list(numbers)).decode()
