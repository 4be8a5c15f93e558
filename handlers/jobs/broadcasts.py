"""How broadcasts go on: what is due is planned and begun, what is over ends; at night nobody is written to."""

from handlers.durations import DAY_SECONDS
from handlers.local_times import is_night
from handlers.product import Product
from storage import broadcast_states
from storage.broadcasts import Broadcast
from storage.delivery_counts import count
from storage.delivery_erasure import forget_ended
from storage.delivery_planning import plan_slice
from storage.records import BroadcastState
from storage.transaction import Transaction

PLANNED_AHEAD = 3600  # seconds before it begins: who subscribes later does not get it


def carry_on(tx: Transaction, product: Product, now: float) -> bool:
    """Take the open broadcasts a step on, planning one slice at most; true if there is more to be planned at once."""
    return any(_carry_on(tx, one, now) for one in product.store.broadcasts.open_ones(tx))


def next_broadcast(tx: Transaction, product: Product, channel: str, now: float) -> Broadcast | None:
    """Give the broadcast that is to be sent on a channel now: urgent ones first, none at night."""
    if is_night(now):
        return None
    for one in product.store.broadcasts.open_ones(tx):
        if one.state is BroadcastState.SENDING and now < one.expires:
            figures = count(tx, one).get(channel)
            if figures is not None and figures.left:
                return one
    return None


def forget_recipients(tx: Transaction, now: float) -> bool:
    """Erase some of what tells who got a broadcast that is long over; true while there may be more."""
    return forget_ended(tx, int(now // DAY_SECONDS))


def _carry_on(tx: Transaction, one: Broadcast, now: float) -> bool:
    """Take one broadcast a step on; true if a slice of it was planned."""
    today = int(now // DAY_SECONDS)
    if now >= one.expires:
        is_begun = one.state not in {BroadcastState.WAITING, BroadcastState.PLANNED}
        (broadcast_states.finish if is_begun else broadcast_states.cancel)(tx, one.number, today)
    elif one.state is BroadcastState.PLANNED and not one.is_whole:
        return now >= one.not_before - PLANNED_AHEAD and plan_slice(tx, one)
    elif one.state is BroadcastState.PLANNED and now >= one.not_before:
        broadcast_states.begin(tx, one.number)
    elif one.state is BroadcastState.SENDING and not any(each.left for each in count(tx, one).values()):
        broadcast_states.finish(tx, one.number, today)
    return False
