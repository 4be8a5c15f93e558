"""A Zalo official account writes to all followers at one go: once, within its quota, and everybody on the list is accounted for."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import pytest

from bot.answer_windows import StoredWindow
from bot.broadcast_allowance import StoredAllowance
from bot.channels.zalo_oa import LIMITS, ZaloOaChannel
from bot.channels.zalo_oa_api import ZaloLogin
from bot.delivery.broadcasting import write_article
from bot.delivery.follower_broadcasts import FollowerBroadcasts
from bot.platform_tokens import KeptTokens
from handlers.campaigns import Cursor, choose_audience, fill, plan_due, to_fill
from handlers.jobs.broadcasts import carry_on, next_broadcast
from handlers.product import Product
from storage import broadcast_states
from storage.audiences import CHANNELS
from storage.broadcasts import Broadcast
from storage.deliveries import lease
from storage.delivery_counts import count
from storage.records import Count
from storage.store import Store
from storage.subscriptions import Subscriber
from storage.transaction import Transaction
from storage.unclear_deliveries import settle_orphans
from tests.fakes.zalo_oa import APP_ID, APP_SECRET, FakeZaloOa

PEAK = datetime(2027, 6, 26, 12, 30, tzinfo=UTC).timestamp()  # 19:30 in Vietnam
DAY = 24 * 3600
ALERT = {"texts": {"vi": "Cảnh báo của lực lượng phòng, chống ma túy\n\nKẹo lạ: đừng dùng."}}


@dataclass
class Account:
    """An official account with three subscribers, and what sends on it."""

    fake: FakeZaloOa
    product: Product
    channel: ZaloOaChannel
    now: list[float]

    @property
    def sender(self) -> FollowerBroadcasts:
        store = self.product.store

        async def choose() -> Broadcast | None:
            return await store.read(lambda tx: next_broadcast(tx, self.product, "zalooa", self.now[0]))

        return FollowerBroadcasts(store, self.channel, choose, partial(write_article, self.product))

    def plan_alert(self) -> Broadcast:
        """Plan an alert to everybody and begin it."""
        store = self.product.store
        groups = [(2**48 - 1, 15 << 48, 7 << 52)]
        new = Broadcast(
            f"alert/{self.now[0]}",
            ALERT,
            choose_audience(None, groups, CHANNELS),
            int(self.now[0]),
            int(self.now[0]) + DAY,
            "an",
            urgent=True,
        )
        number = store.run(lambda tx: store.broadcasts.create(tx, new))
        assert number
        return self.begin(number)

    def plan_week(self) -> Broadcast:
        """Plan what the calendar has, and begin what the account's followers get."""
        store = self.product.store
        store.run(lambda tx: plan_due(tx, self.product, self.now[0]))
        (number,) = [
            one.number for one in store.run(store.broadcasts.open_ones) if "zalooa" in one.audience.channels
        ]
        return self.begin(number)

    def begin(self, number: int) -> Broadcast:
        store = self.product.store

        def work(tx: Transaction) -> None:
            for one in to_fill(tx, self.product):
                cursor: Cursor | None = Cursor()
                while cursor is not None:
                    cursor = fill(tx, one, cursor)
            carry_on(tx, self.product, self.now[0])

        store.run(work)
        found = store.run(lambda tx: store.broadcasts.get(tx, number))
        assert found
        return found

    def count(self, one: Broadcast) -> Count:
        return self.product.store.run(lambda tx: count(tx, one))["zalooa"]


@pytest.fixture
def fake() -> Iterator[FakeZaloOa]:
    with FakeZaloOa() as made:
        yield made


@pytest.fixture
async def account(fake: FakeZaloOa, store: Store) -> AsyncIterator[Account]:
    for name in ("an", "bình", "chi"):
        one = Subscriber("zalooa", name, "en" if name == "chi" else "vi", 2960)
        store.run(lambda tx, one=one: store.subscriptions.subscribe(tx, one))  # type: ignore[misc]
    now = [PEAK]
    login = ZaloLogin(fake.login_url, APP_ID, APP_SECRET)
    allowance = StoredAllowance(store, "zalooa", LIMITS.quota, lambda: now[0])
    window = StoredWindow(store, "zalooa", LIMITS)
    tokens = KeptTokens(store, "zalooa", fake.refresh_token, login)
    channel = ZaloOaChannel(fake.url, fake.url, tokens, window, allowance)
    yield Account(fake, Product(store, "https://homthu.example", 60), channel, now)
    await channel.close()


async def test_an_alert_to_all_leaves_once_and_everybody_is_counted(account: Account) -> None:
    one = account.plan_alert()

    assert await account.sender.send(one)

    assert account.count(one) == Count(sent=3)
    assert len(account.fake.broadcasts) == 1
    article = account.fake.articles[account.fake.broadcasts[0]]
    assert article["title"] == "Cảnh báo của lực lượng phòng, chống ma túy"
    (words,) = article["body"]
    assert words["content"].startswith("Kẹo lạ: đừng dùng.\n\n")
    assert "quan tâm" in words["content"]
    assert article["cover"]["photo_url"].startswith("https://homthu.example/tranh/")


async def test_the_weeks_message_goes_to_them_and_to_nobody_twice(account: Account) -> None:
    one = account.plan_week()

    assert await account.sender.send(one)

    assert account.count(one) == Count(sent=3)
    assert not await account.sender.send(one)
    assert len(account.fake.broadcasts) == 1
    (words,) = account.fake.articles[account.fake.broadcasts[0]]["body"]
    assert "/tincuatoi" in words["content"]


async def test_a_lost_answer_is_unknown_and_never_sent_again_by_itself(account: Account) -> None:
    account.fake.lose_next_answer("/v2.0/oa/message")
    one = account.plan_alert()

    await account.sender.send(one)
    account.now[0] += DAY / 2
    await account.sender.send(one)

    assert account.count(one) == Count(unknown=3)
    assert len(account.fake.broadcasts) == 1


async def test_what_a_dead_process_had_leased_is_unknown(account: Account) -> None:
    one = account.plan_alert()
    store = account.product.store
    store.run(lambda tx: lease(tx, store.subscriptions, one.number, "zalooa", 3))

    assert account.product.store.run(settle_orphans) == 3
    assert account.count(one) == Count(unknown=3)


async def test_campaigns_leave_the_last_of_the_month_to_alerts(account: Account) -> None:
    for _week in range(3):
        account.now[0] -= 7 * DAY
        assert await account.channel.allowance.take()
    account.now[0] = PEAK
    week = account.plan_week()

    assert not await account.sender.send(week)
    assert account.count(week).pending == 3

    alert = account.plan_alert()
    assert await account.sender.send(alert)
    assert account.count(alert) == Count(sent=3)


async def test_what_is_cancelled_or_refused_leaves_nobody_leased(account: Account) -> None:
    one = account.plan_alert()
    account.fake.fail_next("/v2.0/article/create", 200, {"error": -32, "message": "x"})
    assert not await account.sender.send(one)
    assert account.count(one) == Count(pending=3)

    account.product.store.run(lambda tx: broadcast_states.cancel(tx, one.number, 20_000))
    assert not await account.sender.send(one)
    assert account.fake.broadcasts == []
