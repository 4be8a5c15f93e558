"""Writes down what residents did in the quiz, a day later and all together: nobody sees whose visit a row comes from."""

from handlers.contests import PURPOSE, write_score
from handlers.local_times import local_day
from handlers.product import Product
from storage import meta
from storage.delayed import take_delayed
from storage.transaction import Transaction


def write_scores(tx: Transaction, product: Product, now: float) -> None:
    """Write the points of a day once it is over."""
    day = str(local_day(now)).encode()
    written = meta.get_fact(tx, meta.SCORES_DAY)
    if written == day:
        return
    meta.set_fact(tx, meta.SCORES_DAY, day)
    if written is not None:
        for waiting in take_delayed(tx, product.store.runtime, PURPOSE):
            write_score(tx, waiting)
