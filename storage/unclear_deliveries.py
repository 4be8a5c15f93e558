"""Messages of which nobody knows whether they arrived: shown, and sent again only because somebody decides so."""

from collections import defaultdict

from sqlalchemy import bindparam, delete, select, update

from storage.broadcast_states import reopen
from storage.deliveries import Result, go_back, settle
from storage.delivery_counts import add_counts
from storage.records import Outcome
from storage.statements import Statement
from storage.tables.outreach import deliveries, delivery_errors, delivery_leases
from storage.transaction import Transaction

_UNDER_WAY = Statement(select(delivery_leases))
_UNCLEAR = (
    delivery_errors.c.broadcast == bindparam("of_broadcast"),
    delivery_errors.c.reason == Outcome.UNKNOWN.name.lower(),
)
_LIST = Statement(select(delivery_errors.c.channel, delivery_errors.c.recipient).where(*_UNCLEAR))
_DROP = Statement(delete(delivery_errors).where(*_UNCLEAR))
_REOPEN = Statement(
    update(deliveries)
    .where(
        deliveries.c.broadcast == bindparam("of_broadcast"),
        deliveries.c.channel == bindparam("on_channel"),
        deliveries.c.recipient == bindparam("at_number"),
    )
    .values(outcome=int(Outcome.PENDING))
)


def settle_orphans(tx: Transaction) -> int:
    """Note as «unknown» what a process that is no more had leased; tell how many."""
    orphans: defaultdict[tuple[int, int], list[Result]] = defaultdict(list)
    for broadcast, channel, number in tx.all(_UNDER_WAY):
        orphans[broadcast, channel].append(Result(number, Outcome.UNKNOWN))
    for (broadcast, channel), results in orphans.items():
        settle(tx, broadcast, channel, results)
    return sum(len(results) for results in orphans.values())


def resend_unknown(tx: Transaction, broadcast: int) -> int:
    """Let those wait again who may or may not have got it: somebody has decided so. Tell how many."""
    again: defaultdict[int, list[int]] = defaultdict(list)
    for channel, number in tx.all(_LIST, {"of_broadcast": broadcast}):
        again[channel].append(number)
    for channel, numbers in again.items():
        here = {"of_broadcast": broadcast, "on_channel": channel}
        tx.change_each(_REOPEN, [{**here, "at_number": one} for one in numbers])
        add_counts(tx, broadcast, channel, {Outcome.UNKNOWN: -len(numbers), Outcome.PENDING: len(numbers)})
        go_back(tx, broadcast, channel, min(numbers))
    tx.change(_DROP, {"of_broadcast": broadcast})
    reopen(tx, broadcast)
    return sum(len(numbers) for numbers in again.values())
