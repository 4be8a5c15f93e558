"""Broadcasts over the strict fake: everybody once, nobody twice, and each trouble where it belongs."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from bot.cards.shelf import Shelf
from bot.channels.pacer import Pacer
from bot.channels.port import Limits, Quota
from bot.channels.quota import QuotaCounter
from bot.delivery.broadcasting import Broadcasting
from bot.delivery.casting import Casting
from bot.workers import Workers
from handlers.jobs.broadcasts import carry_on
from handlers.local_times import is_night
from handlers.product import Product
from storage import broadcast_states
from storage.audiences import Audience
from storage.broadcasts import Broadcast
from storage.deliveries import lease
from storage.delivery_counts import count, count_reasons
from storage.instances import adopt, adopted_at, forget_instance, is_the_one
from storage.records import BroadcastState, Count
from storage.store import Store
from storage.subscriptions import Subscriber
from storage.unclear_deliveries import resend_unknown
from tests.bot.telegram.connecting import connect
from tests.driving.threads import make_thread_workers
from tests.fakes.telegram import FakeTelegram

NOON = int(datetime(2027, 6, 26, 5, tzinfo=UTC).timestamp())  # 12:00 in Vietnam
DEADLINE = 20.0
STOP = "Muốn đổi hoặc thôi nhận: «/dangky», «/dung»."
TEXT = "Cảnh báo: kẹo lạ trước cổng trường."


async def eventually(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(DEADLINE):
        while True:
            if is_so():
                return
            await asyncio.sleep(0.01)


@dataclass
class Town:
    """The product with some subscribers who have started the bot."""

    product: Product
    fake: FakeTelegram
    casting: Casting
    workers: Workers
    now: float = NOON

    @property
    def store(self) -> Store:
        return self.product.store

    @property
    def broadcasting(self) -> Broadcasting:
        castings = {"telegram": replace(self.casting, pacer=Pacer(30, window=0.05))}
        take_card = Shelf(self.workers.draw_card).take
        return Broadcasting(self.product, castings, self.workers, take_card, lambda: self.now)

    def subscribe(self, people: range, language: str = "vi") -> None:
        store = self.store
        for number in people:
            self.fake.user(number).send_text("/start")
            one = Subscriber("telegram", str(number), language, 2960)
            store.run(lambda tx, one=one: store.subscriptions.subscribe(tx, one))  # type: ignore[misc]

    def plan(self, content: object = None, **changes: object) -> Broadcast:
        """Plan a broadcast and begin to send it."""
        new = Broadcast(
            "alert/1", content or {"texts": {"vi": TEXT}}, Audience(("telegram",)), NOON, NOON + 3600, "an"
        )
        store = self.store
        number = store.run(lambda tx: store.broadcasts.create(tx, replace(new, **changes)))  # type: ignore[arg-type]
        assert number
        while store.run(lambda tx: carry_on(tx, self.product, self.now)):
            pass
        for _step in range(2):
            store.run(lambda tx: carry_on(tx, self.product, self.now))
        return self.get(number)

    def get(self, number: int) -> Broadcast:
        store = self.store
        found = store.run(lambda tx: store.broadcasts.get(tx, number))
        assert found
        return found

    def count(self, one: Broadcast) -> Count:
        now = self.get(one.number)
        return self.store.run(lambda tx: count(tx, now))["telegram"]

    async def until(self, one: Broadcast, state: BroadcastState) -> Count:
        """Send until a broadcast is in a state."""
        async with self.sending():
            await eventually(lambda: self.get(one.number).state is state)
        return self.count(one)

    @asynccontextmanager
    async def sending(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self.broadcasting.run())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    def received(self, people: range) -> list[int]:
        return [len(self.fake.messages(number)) for number in people]


@pytest.fixture
async def town(store: Store) -> AsyncIterator[Town]:
    with FakeTelegram() as fake:
        channel, workers = connect(fake), make_thread_workers(1, store.salt, store.files)
        casting = Casting(channel.caster, channel.pacer, 60)
        yield Town(Product(store, "https://homthu.example", 60), fake, casting, workers)
        await channel.close()
        workers.close()


async def test_everybody_gets_it_once_in_their_language(town: Town) -> None:
    town.subscribe(range(1, 8))
    town.subscribe(range(8, 11), "en")
    one = town.plan({"texts": {"vi": TEXT, "en": "Strange sweets at the school gate."}})

    figures = await town.until(one, BroadcastState.DONE)

    assert figures == Count(sent=10)
    assert town.received(range(1, 11)) == [1] * 10
    assert {town.fake.messages(number)[0].text for number in range(1, 8)} == {f"{TEXT}\n\n{STOP}"}
    assert town.fake.messages(9)[0].text.startswith("Strange sweets at the school gate.\n\n")


async def test_a_picture_is_uploaded_once_and_everybody_gets_it(town: Town) -> None:
    town.subscribe(range(1, 7))
    one = town.plan({"item": "june-26"})

    assert await town.until(one, BroadcastState.DONE) == Count(sent=6)

    uploads = [call for call in town.fake.called("sendPhoto") if not isinstance(call["photo"], str)]
    assert len(uploads) == 1
    assert len({message.photos for number in range(1, 7) for message in town.fake.messages(number)}) == 1
    assert "#" not in town.fake.messages(3)[0].text


async def test_who_has_blocked_the_bot_is_unsubscribed(town: Town) -> None:
    town.subscribe(range(1, 5))
    town.fake.user(2).block()
    one = town.plan()

    assert await town.until(one, BroadcastState.DONE) == Count(sent=3, failed=1)
    assert town.store.run(town.store.subscriptions.count) == 3
    assert town.store.run(lambda tx: count_reasons(tx, one.number)) == {"gone": 1}


async def test_who_is_refused_stays_subscribed(town: Town) -> None:
    town.subscribe(range(1, 5))
    town.fake.fail_next("sendMessage", 400, "Bad Request: message is too strange")
    one = town.plan()

    assert await town.until(one, BroadcastState.DONE) == Count(sent=3, failed=1)
    assert town.store.run(town.store.subscriptions.count) == 4
    assert town.store.run(lambda tx: count_reasons(tx, one.number)) == {"refused": 1}


async def test_a_429_makes_the_broadcast_wait_and_loses_nobody(town: Town) -> None:
    town.subscribe(range(1, 7))
    town.fake.fail_next("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
    one = town.plan()

    assert await town.until(one, BroadcastState.DONE) == Count(sent=6)
    assert town.received(range(1, 7)) == [1] * 6


async def test_a_lost_answer_is_unknown_and_sent_again_only_by_decision(town: Town) -> None:
    town.subscribe(range(1, 4))
    town.fake.lose_next_answer("sendMessage")
    one = town.plan()

    assert await town.until(one, BroadcastState.DONE) == Count(sent=2, unknown=1)
    assert town.received(range(1, 4)) == [1, 1, 1]

    assert town.store.run(lambda tx: resend_unknown(tx, one.number)) == 1
    assert await town.until(one, BroadcastState.DONE) == Count(sent=3)
    assert sorted(town.received(range(1, 4))) == [1, 1, 2]


async def test_cancelling_stops_at_once_and_all_adds_up(town: Town) -> None:
    town.subscribe(range(1, 40))
    one = town.plan()
    store = town.store
    async with town.sending():
        await eventually(lambda: len(town.fake.called("sendMessage")) >= 5)
        assert await store.turn(lambda tx: broadcast_states.cancel(tx, one.number, NOON // 86400))
        sent = len(town.fake.called("sendMessage"))
        await asyncio.sleep(0.2)
        assert len(town.fake.called("sendMessage")) <= sent + 30
    figures = town.count(one)
    assert figures.sent == len(town.fake.called("sendMessage"))
    assert figures.left == 0
    assert figures.total == 39


async def test_who_stops_the_process_leaves_nothing_unknown(town: Town) -> None:
    town.subscribe(range(1, 150))  # more than leave in four first seconds
    one = town.plan()
    for _start in range(4):
        before = len(town.fake.called("sendMessage"))
        async with town.sending():
            await eventually(lambda before=before: len(town.fake.called("sendMessage")) > before)  # type: ignore[misc]

        figures = town.count(one)
        assert figures == Count(pending=149 - figures.sent, sent=figures.sent)
        assert figures.sent == len(town.fake.called("sendMessage"))


async def test_nobody_is_written_to_at_night_and_in_the_morning_it_goes_on(town: Town) -> None:
    town.subscribe(range(1, 3))
    town.now = NOON + 9 * 3600
    one = town.plan(expires=NOON + 86400)
    async with town.sending():
        await asyncio.sleep(0.8)
    assert town.count(one) == Count(pending=2)

    town.now = NOON + 20 * 3600
    assert await town.until(one, BroadcastState.DONE) == Count(sent=2)


def test_the_night_is_from_21_to_half_past_six_in_vietnam() -> None:
    midnight = NOON - 12 * 3600
    hours = {hour: is_night(midnight + hour * 3600) for hour in (0, 6, 6.49, 6.5, 12, 20.99, 21, 23.9)}
    assert hours == {0: True, 6: True, 6.49: True, 6.5: False, 12: False, 20.99: False, 21: True, 23.9: True}


async def test_what_is_too_late_ends_and_who_did_not_get_it_is_skipped(town: Town) -> None:
    town.subscribe(range(1, 3))
    one = town.plan()
    town.now = one.expires

    assert await town.until(one, BroadcastState.DONE) == Count(skipped=2)
    assert town.received(range(1, 3)) == [0, 0]


def test_what_nobody_has_approved_in_time_is_cancelled(town: Town) -> None:
    town.subscribe(range(1, 3))
    one = town.plan(state=BroadcastState.WAITING)
    assert one.state is BroadcastState.WAITING
    town.now = one.expires
    town.store.run(lambda tx: carry_on(tx, town.product, town.now))
    assert town.get(one.number).state is BroadcastState.CANCELLED


async def test_what_a_dead_process_had_under_way_is_unknown(town: Town) -> None:
    town.subscribe(range(1, 5))
    one = town.plan()
    store = town.store
    store.run(lambda tx: lease(tx, store.subscriptions, one.number, "telegram", 2))

    assert await town.until(one, BroadcastState.DONE) == Count(sent=2, unknown=2)
    assert sum(town.received(range(1, 5))) == 2


async def test_a_restored_copy_sends_nothing_until_it_is_told(town: Town) -> None:
    town.subscribe(range(1, 3))
    one = town.plan()
    store = town.store
    assert store.run(lambda tx: is_the_one(tx, store.places.data))
    forget_instance(store.places.data)  # as restoring does

    async with town.sending():
        await asyncio.sleep(0.8)
    assert town.count(one) == Count(pending=2)

    assert store.run(lambda tx: adopt(tx, store.places.data, store.broadcasts, NOON)) == 1
    assert store.run(adopted_at) == NOON
    other = town.plan(occasion="alert/2", urgent=True)
    assert await town.until(other, BroadcastState.DONE) == Count(sent=2)
    assert town.count(one) == Count(skipped=2)


async def test_only_one_process_sends(town: Town) -> None:
    town.subscribe(range(1, 9))
    one = town.plan()
    async with town.sending(), town.sending():
        await town.until(one, BroadcastState.DONE)
    assert town.received(range(1, 9)) == [1] * 8


async def test_the_last_part_of_a_quota_is_for_answers(town: Town) -> None:
    counter = QuotaCounter("zalo", Limits(100, buttons=False, file=0, quota=Quota(messages=20)).quota)
    casting = replace(town.casting, counter=counter)
    for number in range(19):
        assert casting.is_allowed
        counter.count(str(number))
    assert not casting.is_allowed
