"""Runs turns for the channels: one at a time for a person, with slow facts found outside, and never a lost message."""

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from weakref import WeakValueDictionary

from bot.answer_windows import StoredWindow
from bot.channels.port import OpenFile
from bot.delivery.fetcher import Fetcher
from bot.delivery.sender import Sender
from bot.fairness import BusyError, Caller, FairLine
from bot.gauges import Gauges
from bot.observe import log_event
from bot.workers import Workers
from handlers.errors import MissingFactError
from handlers.evidence import Saved, keeps_voice
from handlers.jobs.wishes import carry_out_wishes
from handlers.messages import Incoming, Media, Page
from handlers.page import draw_page, find_file
from handlers.product import Product
from handlers.router import Taken, apologise, set_aside, take_media, take_message
from handlers.turn import BUSY, Facts
from storage import outbox
from storage.databases import truncate_log
from storage.errors import ClosedStoreError, UnreadableError
from storage.records import Json
from storage.transaction import Transaction
from storage.writer import LARGEST_GROUP

NEWS_SECONDS = 25.0
GLANCE_SECONDS = 3.0  # another process on this machine may have written

LONGEST_LINE = 10_000  # requests of one source that wait for their turn: more than one machine keeps open

Clock = Callable[[], float]

_log = logging.getLogger(__name__)


class ProductIntake:
    """What the product offers to channels (bot.channels.port.Intake)."""

    def __init__(
        self,
        product: Product,
        workers: Workers,
        sender: Sender,
        gauges: Gauges,
        windows: Mapping[str, StoredWindow] | None = None,
        clock: Clock = time.time,
    ) -> None:
        self._product = product
        self._store = product.store
        self._workers = workers
        self._sender = sender
        self._gauges = gauges
        self._windows = windows or {}
        self._clock = clock
        self._locks: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()
        self._page_turns = FairLine(LARGEST_GROUP // 2, LONGEST_LINE)
        self._news: defaultdict[bytes, set[asyncio.Event]] = defaultdict(set)
        self.fetcher = Fetcher(self._store, sender.channels, workers.save_media, self.take_media)

    async def take(self, incoming: Incoming) -> None:
        """Handle one message; return only after all of it is committed."""
        person = (incoming.channel, incoming.address)
        lock = self._locks.get(person)
        if lock is None:
            lock = self._locks[person] = asyncio.Lock()
        async with lock:
            taken = await self._take(incoming)
            if taken.has_wish:
                await self._end_subscriptions()
        self.announce(taken)

    async def take_media(self, fetch: str, result: Saved | Media) -> None:
        """Handle what was fetched."""
        now = self._clock()
        self.announce(await self._store.turn(lambda tx: take_media(tx, self._product, fetch, result, now)))

    async def page(self, channel: str, address: str) -> Page:
        """Draw what a person of a pulled channel sees now."""
        now = self._clock()
        return await self._store.read(lambda tx: draw_page(tx, self._product, channel, address, now))

    async def wait_for_news(self, channel: str, address: str, seen: int) -> bool:
        """Wait until something after `seen` is there for a person; say whether it is."""
        person = self._store.runtime.name_person(channel, address)
        event = asyncio.Event()
        self._news[person].add(event)
        try:
            for _glance in range(int(NEWS_SECONDS / GLANCE_SECONDS)):
                last = await self._store.read(lambda tx: outbox.last_position(tx, person))
                if last and last != seen:
                    return True
                try:
                    await asyncio.wait_for(event.wait(), GLANCE_SECONDS)
                except TimeoutError:
                    continue
                event.clear()
        finally:
            self._news[person].discard(event)
            if not self._news[person]:
                del self._news[person]
        return False

    async def save_media(self, channel: str, address: str, data: bytes) -> Saved | Media:
        """Rebuild and seal in other processes what a person sent."""
        now = self._clock()
        keep_voice = await self._store.read(lambda tx: keeps_voice(tx, self._product, channel, address, now))
        return await self._workers.save_media(data, keep_voice=keep_voice)

    async def open_file(self, channel: str, address: str, name: str) -> OpenFile | None:
        """Open a file that the person's page shows under this name."""
        now = self._clock()
        saved = await self._store.read(lambda tx: find_file(tx, self._product, (channel, address), name, now))
        if saved is None:
            return None
        try:
            return OpenFile(saved.kind, await self._workers.open_file(saved))
        except UnreadableError:
            return None

    async def _take(self, incoming: Incoming) -> Taken:
        """Run the turn; where it fails, apologise; where even that fails, set the message aside.

        A store that does not answer raises all through: then nothing was handled, and the platform must send again.
        """
        errors, failure = 0, Exception()
        for attempt in (self._run_turn, self._apologise, self._set_aside):
            try:
                taken = await attempt(incoming)
            except ClosedStoreError:
                raise
            except Exception as error:
                log_event(_log, "turn_failed", logging.ERROR, channel=incoming.channel, error=error)
                errors, failure = 1, error.with_traceback(None)  # its frames hold what the person wrote
            else:
                self._gauges.count_turns(1, errors=errors)
                return taken
        raise failure

    async def _run_turn(self, incoming: Incoming) -> Taken:
        facts: dict[tuple[str, Json], Json] = {}
        caller = Caller(incoming.channel, incoming.source or incoming.address, incoming.address)
        while True:
            try:
                return await self._play(incoming, facts, caller)
            except MissingFactError as missing:
                key = missing.leave_turn()
            try:
                facts[key] = await self._workers.find(*key, caller)
            except BusyError:
                facts[key] = BUSY

    async def _play(self, incoming: Incoming, facts: Facts, caller: Caller) -> Taken:
        """Run the turn once; sources that many people can share, and one can flood, take turns."""
        now = self._clock()
        if not incoming.source:
            return await self._commit(incoming, _turn(self._product, incoming, now, facts))
        async with self._page_turns.turn(caller):
            return await self._commit(incoming, _turn(self._product, incoming, now, facts))

    async def _apologise(self, incoming: Incoming) -> Taken:
        now = self._clock()
        return await self._commit(incoming, lambda tx: apologise(tx, self._product, incoming, now))

    async def _set_aside(self, incoming: Incoming) -> Taken:
        now = self._clock()
        return await self._commit(incoming, lambda tx: set_aside(tx, self._product, incoming, now))

    async def _commit(self, incoming: Incoming, turn: Callable[[Transaction], Taken]) -> Taken:
        """Run a turn and, in its transaction, open the window of free answers that a new message opens."""
        window = self._windows.get(incoming.channel)
        if window is None:
            return await self._store.turn(turn)

        def turn_and_open(tx: Transaction) -> Taken:
            taken = turn(tx)
            if incoming.wrote and not taken.is_known:
                window.open(tx, incoming.address)
            return taken

        return await self._store.turn(turn_and_open)

    async def _end_subscriptions(self) -> None:
        """Erase addresses in a transaction of their own, and what the log still holds of them and of the turn before."""
        await self._store.turn(lambda tx: carry_out_wishes(tx, self._product, endings_only=True))
        await asyncio.to_thread(truncate_log, self._store.database)

    def announce(self, taken: Taken) -> None:
        """Tell pages and the sender for whom something waits, and fetch what is to be fetched."""
        for recipient in taken.recipients:
            for event in self._news.get(recipient.person, ()):
                event.set()
            self._sender.wake(recipient)
        if taken.fetch:
            self.fetcher.start(taken.fetch)


def _turn(product: Product, incoming: Incoming, now: float, facts: Facts) -> Callable[[Transaction], Taken]:
    return lambda tx: take_message(tx, product, incoming, now, facts)
