"""Keeps the audit log's head of each day in the data folder, so that nothing before it can be changed unseen."""

from handlers.durations import DAY_SECONDS
from handlers.product import Product
from storage import audit, heads
from storage.transaction import Transaction


def find_head(tx: Transaction) -> tuple[int, bytes]:
    """Give the number of the log's last row, and its head."""
    return audit.last_entry(tx)


def keep_head(product: Product, last: tuple[int, bytes], now: float) -> bool:
    """Keep the head of today, if none is kept yet and there is a log; tell whether one was."""
    sequence, head = last
    return sequence > 0 and heads.keep_head(product.store.heads, int(now // DAY_SECONDS), sequence, head)
