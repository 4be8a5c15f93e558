"""Carries out who wants prevention messages and who does not, in a transaction that holds nothing of any conversation."""

from handlers.turn import Product
from storage.subscriptions import take_wishes
from storage.transaction import Transaction


def carry_out_wishes(tx: Transaction, product: Product, *, endings_only: bool = False) -> None:
    """Write wishes into the list, in an order that tells nothing of when they came; or only those that end something."""
    subscriptions = product.store.subscriptions
    for wish in take_wishes(tx, product.store.runtime, endings_only=endings_only):
        if wish.wanted:
            subscriptions.subscribe(tx, wish.subscriber)
        else:
            subscriptions.unsubscribe(tx, wish.subscriber.channel, wish.subscriber.address)
