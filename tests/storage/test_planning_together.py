"""Two processes of one product plan the same campaigns at the same moment: each is made once, with each recipient once."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime

import pytest

from handlers.campaigns import Cursor, fill, plan_due, to_fill
from handlers.product import Product
from storage.delivery_counts import count
from storage.store import Places, Store
from storage.subscriptions import Subscriber
from storage.transaction import Transaction

PEAK = datetime(2027, 6, 26, 12, 30, tzinfo=UTC).timestamp()
PEOPLE = 40


def plan(places: Places, barrier: "multiprocessing.synchronize.Barrier") -> int:
    """Do in a process of its own what the job does; count what it has made."""
    store = Store(places)
    product = Product(store, "", 60)
    barrier.wait(20)
    made = store.run(lambda tx: plan_due(tx, product, PEAK))
    for one in store.run(lambda tx: to_fill(tx, product)):
        cursor: Cursor | None = Cursor()
        while cursor is not None:
            cursor = store.run(lambda tx, one=one, cursor=cursor: fill(tx, one, cursor))  # type: ignore[misc]
    store.close()
    return made


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # where a product has many processes
def test_two_processes_never_plan_the_same_thing(places: Places, store: Store) -> None:
    def subscribe(tx: Transaction) -> None:
        for number in range(PEOPLE):
            store.subscriptions.subscribe(tx, Subscriber("telegram", str(number), "vi", 2960))

    store.run(subscribe)
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager, ProcessPoolExecutor(2, context) as pool:
        barrier = manager.Barrier(2)
        made = list(pool.map(plan, [places] * 2, [barrier] * 2))

    found = store.run(lambda tx: store.broadcasts.recent(tx, 100))
    assert sum(made) == len(found) == len({one.occasion for one in found})
    figures = [store.run(lambda tx, one=one: count(tx, one)).get("telegram") for one in found]  # type: ignore[misc]
    assert sum(one.total for one in figures if one is not None) == PEOPLE
    assert all(one.is_whole for one in found)
