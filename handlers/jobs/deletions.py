"""Takes back the messages whose time in a chat is over: receipts on Telegram, and what officers read there."""

from collections import defaultdict

from handlers.messages import Incoming, Recipient
from handlers.outgoing import close_silently, take_back
from handlers.product import Product
from handlers.turn import Turn
from storage import posted
from storage.transaction import Transaction


def take_back_due(tx: Transaction, product: Product, since: float, now: float) -> frozenset[Recipient]:
    """Put in line the removal of what was due between two times; give for whom."""
    chats: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for one in posted.take_due(tx, product.store.runtime, since, now):
        chats[one.channel, one.address].append(one.message)
    touched: set[Recipient] = set()
    for (channel, address), messages in chats.items():
        turn = Turn(tx, product, Incoming(channel, address, ""), now, {})
        take_back(turn, *messages)
        close_silently(turn)
        touched |= turn.touched
    return frozenset(touched)
