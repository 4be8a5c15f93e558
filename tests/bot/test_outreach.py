"""Outreach on the running product: campaigns are planned by themselves, and an alert's progress is one message that is changed."""

from datetime import UTC, datetime

from bot.outreach import Look, Outreach
from handlers.product import Product
from storage.records import BroadcastState
from storage.store import Store
from storage.subscriptions import Subscriber


async def test_what_is_due_is_planned_with_its_recipients(store: Store) -> None:
    moment = datetime.fromisoformat("2027-06-26T19:30:00+07:00").astimezone(UTC).timestamp()
    for number in range(3):
        await store.turn(
            lambda tx, number=number: store.subscriptions.subscribe(  # type: ignore[misc]
                tx, Subscriber("telegram", str(number), "vi", 2960)
            )
        )
    outreach = Outreach(Product(store, "", 60), lambda: moment)

    for _again in range(2):
        await outreach.plan()

    found = await store.read(lambda tx: store.broadcasts.recent(tx, 100))
    counts = [await store.read(lambda tx, one=one: store.subscriptions.count(tx)) for one in found]  # type: ignore[misc]
    assert counts
    assert all(one.is_whole and one.state is BroadcastState.PLANNED for one in found)
    assert len({one.occasion for one in found}) == len(found)


def test_the_rate_is_that_of_the_last_look_and_of_none_after_a_pause() -> None:
    now = Look(100, BroadcastState.SENDING, 1000.0)

    assert now.rate_since(None) == 0.0
    assert now.rate_since(Look(10, BroadcastState.PAUSED, 997.0)) == 0.0
    assert now.rate_since(Look(10, BroadcastState.SENDING, 997.0)) == 30.0
