"""Intakes that write down what they took, for tests of channels."""

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
        await self._tell()

    async def _tell(self) -> None:
        async with self._news:
            self._news.notify_all()

    async def wait_for(self, count: int) -> list[Incoming]:
        """Wait until so many were taken, and give them."""
        async with asyncio.timeout(10), self._news:
            await self._news.wait_for(lambda: len(self.taken) >= count)
        return self.taken

    @property
    def texts(self) -> list[str]:
        return [incoming.text for incoming in self.taken]

    async def page(self, channel: str, address: str) -> Page:
        raise NotImplementedError

    async def wait_for_news(self, channel: str, address: str, seen: int) -> bool:
        raise NotImplementedError

    async def save_media(self, channel: str, address: str, data: bytes) -> tuple[SavedFile, ...] | Media:
        raise NotImplementedError

    async def open_file(self, channel: str, address: str, name: str) -> OpenFile | None:
        raise NotImplementedError


class WatchedBook(Book):
    """A book that tells who came in, and can be slow (`gate`) or down for good."""

    def __init__(self) -> None:
        super().__init__()
        self.down = False
        self.refused = 0
        self.entered: list[Incoming] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def take(self, incoming: Incoming) -> None:
        self.entered.append(incoming)
        await self._tell()
        await self.gate.wait()
        if self.down:
            self.refused += 1
            await self._tell()
            raise OSError("the disk is full: bí mật")
        await super().take(incoming)

    async def wait_for_failures(self, count: int) -> None:
        async with asyncio.timeout(10), self._news:
            await self._news.wait_for(lambda: self.refused >= count)

    async def wait_for_entered(self, count: int) -> None:
        async with asyncio.timeout(10), self._news:
            await self._news.wait_for(lambda: len(self.entered) >= count)
