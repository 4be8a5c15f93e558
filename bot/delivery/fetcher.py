"""Fetches files from their platforms after the message was acknowledged; what a crash interrupts is resumed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

from bot.channels.port import Channel, SendError, SendLaterError, TooBigError
from bot.observe import log_event
from handlers.evidence import Saved
from handlers.messages import Media
from storage import fetches
from storage.records import Json
from storage.store import Store

MOST_TRIES = 5

_log = logging.getLogger(__name__)


class Save(Protocol):
    """Rebuilds and seals a file."""

    async def __call__(self, data: bytes, *, keep_voice: bool) -> Saved | Media:
        """Give what is stored of a file, or why nothing is."""


class Fetcher:
    """Fetches in the background, one task a file."""

    def __init__(
        self,
        store: Store,
        channels: Mapping[str, Channel],
        save: Save,
        finish: Callable[[str, Saved | Media], Awaitable[None]],
    ) -> None:
        self._store = store
        self._channels = channels
        self._save = save
        self._finish = finish
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def start(self, fetch: str) -> None:
        """Fetch a file, unless that is being done already."""
        if fetch not in self._tasks:
            self._tasks[fetch] = asyncio.create_task(self._fetch(fetch))

    async def resume(self) -> None:
        """Take up what a former run left unfinished."""
        for fetch in await self._store.read(fetches.all_fetches):
            self.start(fetch)

    async def settle(self) -> None:
        """Wait until nothing more is being fetched."""
        while self._tasks:
            await asyncio.wait(self._tasks.values())

    async def close(self) -> None:
        """Stop fetching; it is resumed after the next start."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _fetch(self, fetch: str) -> None:
        try:
            noted = await self._store.read(lambda tx: fetches.get_fetch(tx, self._store.runtime, fetch))
            if (
                noted is None or noted["channel"] in self._channels
            ):  # else a process with that channel fetches it
                await self._finish(fetch, await self._result(noted))
        except Exception as error:
            log_event(_log, "fetch_failed", logging.ERROR, error=error)
        finally:
            del self._tasks[fetch]

    async def _result(self, noted: Json) -> Saved | Media:
        if noted is None:
            return Media.BROKEN
        channel = self._channels[noted["channel"]]
        for attempt in range(MOST_TRIES):
            try:
                data = await channel.fetch(noted["reference"])
                return await self._save(data, keep_voice=noted["voice"])
            except SendLaterError as later:
                await asyncio.sleep(later.seconds if later.seconds is not None else 2.0**attempt)
            except TooBigError:
                return Media.TOO_BIG
            except SendError:
                return Media.BROKEN
            except Exception as error:  # the question must not wait for ever
                log_event(_log, "fetch_failed", logging.ERROR, error=error)
                return Media.BROKEN
        return Media.BROKEN
