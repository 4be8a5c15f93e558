"""The console channel: the same conversations in a terminal, for `make chat` and for tests."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TextIO

from bot.channels.plain import write_plain
from bot.channels.port import Intake, Limits, OpenFile, SendError, TooBigError
from bot.channels.progress import Progress
from content.i18n import N_, _
from handlers.messages import Attachment, Incoming, Media, Reply, Traces

NAME = "console"
ADDRESS = "terminal"
FILE_MARK = "@"
TRACES = Traces(
    own=True, by_hand=N_("What stands in this window I can't delete. To remove it, close the window.")
)


class ConsoleChannel:
    """One person at a terminal. A line `@path` sends the file at that path; the end of input ends the chat."""

    name = NAME
    limits = Limits(text=100_000, buttons=False, file=50_000_000, traces=TRACES)

    def __init__(self, source: TextIO, target: TextIO, settle: Callable[[], Awaitable[None]]) -> None:
        self._source = source
        self._target = target
        self._settle = settle

    async def run(self, intake: Intake) -> None:
        """Take lines until there are no more."""
        await self.take_line(intake, "/start")
        while line := await asyncio.to_thread(self._source.readline):
            await self.take_line(intake, line.rstrip("\n"))

    async def take_line(self, intake: Intake, line: str) -> None:
        """Take one line and wait until everything that it brings is printed."""
        attachment = await self._attach(intake, line) if line.startswith(FILE_MARK) else None
        text = "" if attachment else line
        incoming = Incoming(NAME, ADDRESS, secrets.token_hex(16), text=text, attachment=attachment)
        await intake.take(incoming)
        await self._settle()
        self._target.write("> ")
        self._target.flush()

    async def send(
        self, address: str, reply: Reply, files: tuple[OpenFile, ...], progress: Progress | None = None
    ) -> tuple[str, ...]:
        """Print one reply; what is printed can't be taken back."""
        lines = [
            write_plain(reply),
            *([_("Files: {count}").format(count=len(files))] if files else []),
        ]
        self._target.write("\n".join(lines) + "\n\n")
        self._target.flush()
        return ()

    async def send_card(
        self, address: str, card: bytes, reply: Reply, progress: Progress | None = None
    ) -> tuple[str, ...]:
        """Print the words: a terminal shows no picture."""
        return await self.send(address, reply, ())

    async def edit(self, address: str, message: str, reply: Reply) -> None:
        """Print what a message says now."""
        await self.send(address, reply, ())

    async def delete(self, address: str, messages: Sequence[str]) -> None:
        """Refuse: what is printed stays."""
        raise SendError(NAME)

    async def fetch(self, reference: str) -> bytes:
        """Refuse: files are read from files at once."""
        raise TooBigError

    async def _attach(self, intake: Intake, line: str) -> Attachment:
        try:
            data = await asyncio.to_thread(_read_file, line.removeprefix(FILE_MARK).strip())
        except OSError:
            return Attachment(Media.BROKEN)
        saved = await intake.save_media(NAME, ADDRESS, data)
        return Attachment(saved) if isinstance(saved, Media) else Attachment(Media.PICTURE, saved=saved)


def _read_file(path: str) -> bytes:
    return Path(path).expanduser().read_bytes()
