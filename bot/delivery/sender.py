"""Sends what waits in the outbox: in order for each person, people independent of each other.

Replies are sent at least once; notices at most once: they are leased first, and a leased one is never sent again.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from functools import partial

from bot.channels.port import Channel, WaitForPersonError
from bot.delivery.courier import Courier, TakeCard
from bot.observe import log_event
from bot.workers import Workers
from handlers.messages import Recipient
from storage import outbox
from storage.store import Store

GLANCE_SECONDS = 2.0  # another process on this machine may have written

_log = logging.getLogger(__name__)


class Sender:
    """Sends for all channels that are not pulled."""

    def __init__(
        self,
        store: Store,
        channels: Mapping[str, Channel],
        workers: Workers,
        take_card: TakeCard,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._store = store
        self.channels = channels
        self.courier = Courier(store, workers, take_card, clock)
        self._tasks: dict[Recipient, asyncio.Task[None]] = {}
        self._again: set[Recipient] = set()
        self._parked: set[Recipient] = set()  # what waits for them may go out only after they have written

    def wake(self, recipient: Recipient) -> None:
        """Send what waits for somebody, unless their page pulls it."""
        channel = self.channels.get(recipient.channel)
        if channel is None or channel.limits.pulled:
            return
        self._parked.discard(recipient)
        if recipient in self._tasks:
            self._again.add(recipient)
            return
        task = asyncio.create_task(self._serve(recipient, channel))
        self._tasks[recipient] = task

    async def run(self) -> None:
        """Send for ever what other processes and former runs left waiting."""
        while True:
            for name, channel in self.channels.items():
                if not channel.limits.pulled:
                    for person in await self._store.read(partial(outbox.recipients, channel=name)):
                        if (recipient := Recipient(name, person)) not in self._parked:
                            self.wake(recipient)
            await asyncio.sleep(GLANCE_SECONDS)

    async def settle(self) -> None:
        """Wait until nothing more is being sent."""
        while self._tasks:
            await asyncio.wait(self._tasks.values())

    async def close(self) -> None:
        """Stop sending; what waits is sent after the next start."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _serve(self, recipient: Recipient, channel: Channel) -> None:
        try:
            while True:
                self._again.discard(recipient)
                await self._send_all(recipient, channel)
                if recipient not in self._again:
                    return
        except WaitForPersonError:
            if recipient not in self._again:
                self._parked.add(recipient)
        except Exception as error:
            log_event(_log, "sending_failed", logging.ERROR, channel=recipient.channel, error=error)
        finally:
            del self._tasks[recipient]

    async def _send_all(self, recipient: Recipient, channel: Channel) -> None:
        rows = await self._store.read(
            lambda tx: outbox.waiting_for(tx, self._store.runtime, recipient.person)
        )
        for row in rows:
            if row.message is not None and not row.leased:
                await self.courier.carry(row, channel)
            else:
                await self._store.turn(partial(outbox.remove, recipient=row.recipient, position=row.position))
