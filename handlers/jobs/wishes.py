"""Carries out who wants prevention messages and who does not, in a transaction that holds nothing of any conversation."""

from handlers.commands.subscribing import week_of
from handlers.durations import DAY_SECONDS
from handlers.product import Product
from storage import meta
from storage.transaction import Transaction
from storage.wishes import take_wishes


def carry_out_week(tx: Transaction, product: Product, now: float) -> None:
    """Carry out the wishes of a week once it is over: whoever compares snapshots sees a crowd come, not a person in a visit."""
    week = str(week_of(int(now // DAY_SECONDS))).encode()
    written = meta.get_fact(tx, meta.WISHES_WEEK)
    if written == week:
        return
    meta.set_fact(tx, meta.WISHES_WEEK, week)
    if written is not None:
        carry_out_wishes(tx, product)


def carry_out_wishes(tx: Transaction, product: Product, *, endings_only: bool = False) -> None:
    """Write wishes into the list, in an order that tells nothing of when they came; or only those that end something."""
    subscriptions = product.store.subscriptions
    for wish in take_wishes(tx, product.store.runtime, endings_only=endings_only):
        if wish.wanted:
            subscriptions.subscribe(tx, wish.subscriber)
        else:
            subscriptions.unsubscribe(tx, wish.subscriber.channel, wish.subscriber.address)
