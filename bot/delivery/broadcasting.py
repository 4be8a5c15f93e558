"""Runs all broadcasts of a deployment, in one of its processes: plans them, and sends them on each channel by itself."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any

from bot.cards.shelf import card_path
from bot.channels.port import BroadcastChannel
from bot.delivery.casting import Casting
from bot.delivery.channel_broadcasts import ChannelBroadcasts
from bot.delivery.follower_broadcasts import FollowerBroadcasts
from bot.observe import log_event
from bot.workers import Workers
from handlers.jobs.broadcasts import carry_on, next_broadcast
from handlers.mailings import Article, compose, word_article
from handlers.messages import Reply
from handlers.product import Product
from storage.broadcast_lock import BroadcastLock
from storage.broadcasts import Broadcast, has_open
from storage.instances import is_the_one
from storage.unclear_deliveries import settle_orphans

GLANCE_SECONDS = 0.5
REFUSAL_SECONDS = 60.0  # between two looks whether this copy has been told that it is the one

TakeCard = Callable[[str], Awaitable[bytes]]

_log = logging.getLogger(__name__)


class Broadcasting:
    """The broadcasts of one product on the channels that can be the first to write."""

    def __init__(
        self,
        product: Product,
        castings: Mapping[str, Casting],
        workers: Workers,
        take_card: TakeCard,
        clock: Callable[[], float] = time.time,
        followed: Sequence[BroadcastChannel] = (),
    ) -> None:
        self._product, self._castings, self.clock = product, castings, clock
        self._workers, self._take_card = workers, take_card
        self._followed = followed

    async def run(self) -> None:
        """Send for ever what is due, while no other process does and this copy of the data is the one that may."""
        store = self._product.store
        lock = BroadcastLock(store.database, store.places.data)
        try:
            await _wait_until(lambda: asyncio.to_thread(lock.acquire), GLANCE_SECONDS)
            await _wait_until(self._may_send, REFUSAL_SECONDS)
            if orphans := await store.turn(settle_orphans):
                log_event(_log, "deliveries_unknown", logging.WARNING, count=orphans)
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._plan())
                for channel, casting in self._castings.items():
                    tasks.create_task(self._on(channel, casting).run())
                for one in self._followed:
                    tasks.create_task(self._to_followers(one).run())
        finally:
            lock.release()

    async def _may_send(self) -> bool:
        store = self._product.store
        is_allowed = await store.turn(lambda tx: is_the_one(tx, store.places.data))
        if not is_allowed:
            log_event(_log, "restored_copy_sends_nothing", logging.WARNING)
        return is_allowed

    async def _plan(self) -> None:
        store = self._product.store
        while True:
            is_open = await store.read(has_open)
            has_more = is_open and await store.turn(lambda tx: carry_on(tx, self._product, self.clock()))
            await asyncio.sleep(0 if has_more else GLANCE_SECONDS)

    def _on(self, channel: str, casting: Casting) -> ChannelBroadcasts:
        words = Words(self._product, casting, self._workers, self._take_card)
        return ChannelBroadcasts(
            self._product.store, channel, casting, partial(self._choose, channel), words.take
        )

    def _to_followers(self, channel: BroadcastChannel) -> FollowerBroadcasts:
        return FollowerBroadcasts(
            self._product.store,
            channel,
            partial(self._choose, channel.name),
            partial(write_article, self._product),
        )

    async def _choose(self, channel: str) -> Broadcast | None:
        now = self.clock()
        return await self._product.store.read(lambda tx: next_broadcast(tx, self._product, channel, now))


def write_article(product: Product, one: Broadcast) -> Article:
    """Word a broadcast for all who follow an account, with the public address of its picture."""
    article = word_article(product, one.content)
    return article._replace(card=product.public_url.rstrip("/") + card_path(article.card))


async def _wait_until(check: Callable[[], Awaitable[bool]], seconds: float) -> None:
    while True:
        if await check():
            return
        await asyncio.sleep(seconds)


class Words:
    """What a channel says in each language in the broadcast that it is sending: worded and encoded once."""

    def __init__(self, product: Product, casting: Casting, workers: Workers, take_card: TakeCard) -> None:
        self._product, self._caster = product, casting.caster
        self._workers, self._take_card = workers, take_card
        self._lock = asyncio.Lock()
        self._number, self._encoded = 0, dict[str, Any]()

    async def take(self, broadcast: Broadcast, language: str) -> Any:  # noqa: ANN401 - each channel encodes its own way
        """Give the message in a language, ready to be sent."""
        async with self._lock:
            if self._number != broadcast.number:
                self._number, self._encoded = broadcast.number, {}
            if language not in self._encoded:
                reply = compose(self._product, broadcast, language)
                self._encoded[language] = self._caster.encode(reply, await self._find_picture(reply))
            return self._encoded[language]

    async def _find_picture(self, reply: Reply) -> bytes:
        if reply.card:
            return await self._take_card(reply.card)
        return await self._workers.open_file(reply.files[0]) if reply.files else b""
