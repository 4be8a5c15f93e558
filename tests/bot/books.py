"""An intake that writes down what it took, for tests of channels."""

import asyncio

from bot.channels.port import Intake, OpenFile
from handlers.messages import Incoming, Media, Page
from storage.records import SavedFile


class Book(Intake):
    """Takes messages, and can be down for the next few."""

    def __init__(self) -> None:
        self.taken: list[Incoming] = []
        self.failures = 0
        self._news = asyncio.Condition()

    async def take(self, incoming: Incoming) -> None:
        if self.failures:
            self.failures -= 1
            raise OSError("the disk is full: bí mật")
        self.taken.append(incoming)
        async with self._news:
            self._news.notify_all()

    async def wait_for(self, count: int) -> list[Incoming]:
        """Wait until so many were taken, and give them."""
        async with asyncio.timeout(10), self._news:
            await self._news.wait_for(lambda: len(self.taken) >= count)
        return self.taken

    async def page(self, channel: str, address: str) -> Page:
        raise NotImplementedError

    async def wait_for_news(self, channel: str, address: str, seen: int) -> bool:
        raise NotImplementedError

    async def save_media(self, channel: str, address: str, data: bytes) -> tuple[SavedFile, ...] | Media:
        raise NotImplementedError

    async def open_file(self, channel: str, address: str, name: str) -> OpenFile | None:
        raise NotImplementedError
