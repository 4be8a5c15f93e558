"""Writes down what residents did, later and all together: points of a day, pledges of a week. Nobody sees whose visit a row comes from."""

from handlers.commands.pledging import PURPOSE as PLEDGES
from handlers.contests import PURPOSE, write_score
from handlers.local_times import day_at, local_day, week_of_day
from handlers.product import Product
from storage import meta
from storage.delayed import take_delayed
from storage.pledges import Pledged
from storage.transaction import Transaction


def write_pledges(tx: Transaction, product: Product, now: float) -> None:
    """Write the pledges of a week once it is over."""
    week = week_of_day(day_at(local_day(now)))
    written = meta.get_fact(tx, meta.PLEDGES_WEEK)
    if written == str(week).encode():
        return
    meta.set_fact(tx, meta.PLEDGES_WEEK, str(week).encode())
    if written is None:
        return
    product.store.pledges.forget_addresses(tx, week)
    carry_out_pledges(tx, product)


def carry_out_pledges(tx: Transaction, product: Product) -> None:
    """Write the pledges that wait."""
    for channel, address, kind, commune, hamlet, people, pledged_in in take_delayed(
        tx, product.store.runtime, PLEDGES
    ):
        pledged = Pledged(kind, commune, hamlet, people, pledged_in)
        product.store.pledges.write(tx, channel, address, pledged)


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
