"""How a broadcast stands: counted as it goes on, since to count a million rows takes too long."""

from collections.abc import Mapping

from sqlalchemy import bindparam, func, select, update

from storage.audiences import CHANNELS
from storage.broadcasts import ENDED, Broadcast
from storage.records import BroadcastState, Count, Outcome
from storage.statements import Statement, insert_or_ignore
from storage.tables.outreach import (
    broadcasts,
    deliveries,
    delivery_counts,
    delivery_errors,
    delivery_leases,
    subscriptions,
)
from storage.transaction import Transaction

BEFORE_ALL = -(2**31) - 1  # below the number of every subscriber

_FIGURES = {outcome: outcome.name.lower() for outcome in Outcome}
_HERE = (
    delivery_counts.c.broadcast == bindparam("of_broadcast"),
    delivery_counts.c.channel == bindparam("on_channel"),
)
_BEGIN = insert_or_ignore(delivery_counts)
_ADD = Statement(
    update(delivery_counts)
    .where(*_HERE)
    .values({name: delivery_counts.c[name] + bindparam(f"more_{name}") for name in _FIGURES.values()})
)
_OF = Statement(select(delivery_counts).where(delivery_counts.c.broadcast == bindparam("of_broadcast")))
_LEASED = Statement(
    select(delivery_leases.c.channel, func.count())
    .where(delivery_leases.c.broadcast == bindparam("of_broadcast"))
    .group_by(delivery_leases.c.channel)
)
_ALL = Statement(
    select(broadcasts.c.state, *(func.sum(delivery_counts.c[name]) for name in _FIGURES.values()))
    .select_from(delivery_counts.join(broadcasts, broadcasts.c.number == delivery_counts.c.broadcast))
    .group_by(broadcasts.c.state)
)
_REASONS = Statement(
    select(delivery_errors.c.reason, func.count())
    .where(delivery_errors.c.broadcast == bindparam("of_broadcast"))
    .group_by(delivery_errors.c.reason)
)
_BY_PLACE = Statement(
    select(subscriptions.c.place, func.count())
    .select_from(deliveries.join(subscriptions, subscriptions.c.number == deliveries.c.recipient))
    .where(deliveries.c.broadcast == bindparam("of_broadcast"), deliveries.c.outcome == int(Outcome.SENT))
    .group_by(subscriptions.c.place)
)
_REACHED = Statement(select(delivery_counts.c.reached).where(*_HERE).with_for_update())
_REACH = Statement(update(delivery_counts).where(*_HERE).values(reached=bindparam("to_number")))


def add_counts(tx: Transaction, broadcast: int, channel: int, more: Mapping[Outcome, int]) -> None:
    """Add to the figures of one channel."""
    here = {"of_broadcast": broadcast, "on_channel": channel}
    added = {f"more_{name}": more.get(outcome, 0) for outcome, name in _FIGURES.items()}
    if tx.change(_ADD, {**here, **added}) == 0:
        empty = dict.fromkeys(_FIGURES.values(), 0)
        tx.change(_BEGIN, {"broadcast": broadcast, "channel": channel, "reached": BEFORE_ALL, **empty})
        tx.change(_ADD, {**here, **added})


def count(tx: Transaction, broadcast: Broadcast) -> dict[str, Count]:
    """Tell by channel what became of the recipients; who did not get it before it ended counts as skipped."""
    leased: dict[int, int] = dict(tx.all(_LEASED, {"of_broadcast": broadcast.number}))
    counted = {}
    for _broadcast, channel, _reached, pending, sent, failed, skipped, unknown in tx.all(
        _OF, {"of_broadcast": broadcast.number}
    ):
        under_way = leased.get(channel, 0)
        waiting = pending - under_way
        late = waiting if broadcast.state in ENDED else 0
        counted[CHANNELS[channel]] = Count(waiting - late, under_way, sent, failed, skipped + late, unknown)
    return counted


def count_all(tx: Transaction) -> Count:
    """Tell what became of all recipients of all broadcasts so far."""
    whole = Count()
    for state, pending, *settled in tx.all(_ALL):
        late = BroadcastState(state) in ENDED
        figures = (
            (0, settled[0], settled[1], settled[2] + pending, settled[3]) if late else (pending, *settled)
        )
        waiting, sent, failed, skipped, unknown = (int(one) for one in figures)
        one = Count(waiting, 0, sent, failed, skipped, unknown)
        whole = Count(*(a + b for a, b in zip(whole, one, strict=True)))
    return whole


def count_reasons(tx: Transaction, broadcast: int) -> dict[str, int]:
    """Count why it is not known, or certain not to be so, that people got a broadcast."""
    return dict(tx.all(_REASONS, {"of_broadcast": broadcast}))


def sent_by_place(tx: Transaction, broadcast: int) -> dict[str, int]:
    """Count who got a broadcast, by place, as long as the ledger has its rows. Takes a second for a million."""
    return dict(tx.all(_BY_PLACE, {"of_broadcast": broadcast}))


def get_reached(tx: Transaction, broadcast: int, channel: int) -> int:
    """Tell up to which recipient rows were leased, and let no other process lease until this transaction ends."""
    row = tx.first(_REACHED, {"of_broadcast": broadcast, "on_channel": channel})
    return row[0] if row else BEFORE_ALL


def set_reached(tx: Transaction, broadcast: int, channel: int, recipient: int) -> None:
    """Note up to which recipient rows were leased."""
    tx.change(_REACH, {"of_broadcast": broadcast, "on_channel": channel, "to_number": recipient})
