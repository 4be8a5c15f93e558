"""The product as it runs in one process, wired as bot.app wires it, with a clock that the transcript sets.

Its slow work runs in a thread of this process: the very functions of bot.workers, without the second that a worker
process takes to start.
"""

import asyncio
import io
import logging
import secrets
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from uvicorn import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from bot.app import App
from bot.channels.console import NAME as CONSOLE
from bot.channels.console import ConsoleChannel
from bot.channels.port import Intake, Limits, OpenFile, SendError
from bot.channels.progress import Progress
from bot.channels.telegram import TelegramChannel
from bot.channels.zalo_oa import ZaloOaChannel
from bot.intake import ProductIntake
from bot.schedule import LONGEST_SECONDS
from bot.settings import Settings, read_settings
from handlers.jobs.deletions import take_back_due
from handlers.jobs.reminders import remind_due
from handlers.jobs.retention import erase_idle
from handlers.jobs.wishes import carry_out_wishes
from handlers.messages import Incoming, Media, Page, Recipient, Reply
from handlers.setup import make_invitation
from storage import outbox, receipts
from storage.records import Role, SavedFile
from tests.driving.seen import Seen
from tests.driving.threads import make_thread_workers

PUBLIC_URL = "https://homthu.example"
WEBHOOK_SECRET = "a-secret_of-the-webhook"
SHORT_PAUSE = 0.1  # between two tries of a platform that does not answer
CHEAP_MEMORY, CHEAP_PASSES = 8192, 1


@dataclass(frozen=True)
class Place:
    """Where a process keeps what, the time it believes in, and which channels it runs."""

    folder: Path
    now: float
    web: bool = False
    platforms: Mapping[str, str] | None = None

    def environment(self) -> dict[str, str]:
        """Give the settings as the operator sets them."""
        folders = {"DATA_DIR": "data", "RUNTIME_DIR": "runtime", "SHRED_DIR": "shred"}
        named = {f"HOMTHU_{name}": str(self.folder / folder) for name, folder in folders.items()}
        return {"HOMTHU_PUBLIC_URL": PUBLIC_URL, **named, **(self.platforms or {})}


@contextmanager
def cheap_receipts() -> Iterator[None]:
    """Derive receipts' keys with the least of memory and time, as long as this lasts."""
    before = receipts.MEMORY_BYTES, receipts.PASSES
    receipts.MEMORY_BYTES, receipts.PASSES = CHEAP_MEMORY, CHEAP_PASSES
    try:
        yield
    finally:
        receipts.MEMORY_BYTES, receipts.PASSES = before


class Errors(logging.Handler):
    """Keeps what the product logs as an error: in a transcript that is always a failure."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        fields: Mapping[str, object] = getattr(record.msg, "fields", {})
        error = fields.get("error")
        shown = "".join(traceback.format_exception(error)) if isinstance(error, BaseException) else ""
        self.texts.append(f"{record.getMessage()}\n{shown}")


class _Addressed(Intake):
    """Lets one person of the console be one address among many, and remembers what they sent."""

    def __init__(self, intake: Intake, person: str) -> None:
        self._intake = intake
        self._person = person
        self.last: Incoming | None = None

    async def take(self, incoming: Incoming) -> None:
        self.last = replace(incoming, address=self._person)
        await self._intake.take(self.last)

    async def page(self, channel: str, address: str) -> Page:
        return await self._intake.page(channel, address)

    async def wait_for_news(self, channel: str, address: str, seen: int) -> bool:
        return await self._intake.wait_for_news(channel, address, seen)

    async def save_media(self, channel: str, address: str, data: bytes) -> tuple[SavedFile, ...] | Media:
        return await self._intake.save_media(channel, self._person, data)

    async def open_file(self, channel: str, address: str, name: str) -> OpenFile | None:
        return await self._intake.open_file(channel, address, name)


async def _settled() -> None:
    """Stand in for the console's own waiting: whoever drives waits for everybody."""


class Terminals:
    """One console for each person."""

    name = CONSOLE
    limits: Limits = ConsoleChannel.limits

    def __init__(self) -> None:
        self.printed: dict[str, list[Seen]] = {}

    async def run(self, intake: Intake) -> None:
        """Receive nothing by itself."""
        await asyncio.Event().wait()

    async def send(
        self, address: str, reply: Reply, files: tuple[OpenFile, ...], progress: Progress | None = None
    ) -> tuple[str, ...]:
        target = io.StringIO()
        await ConsoleChannel(io.StringIO(), target, _settled).send(address, reply, files)
        shown = tuple(file.content for file in files)
        self.printed.setdefault(address, []).append(Seen(target.getvalue().strip("\n"), files=shown))
        return ()

    async def send_card(
        self, address: str, card: bytes, reply: Reply, progress: Progress | None = None
    ) -> tuple[str, ...]:
        return await self.send(address, reply, ())

    async def edit(self, address: str, message: str, reply: Reply) -> None:
        await self.send(address, reply, ())

    async def delete(self, address: str, messages: Sequence[str]) -> None:
        raise SendError(CONSOLE)

    async def fetch(self, reference: str) -> bytes:
        return await ConsoleChannel(io.StringIO(), io.StringIO(), _settled).fetch(reference)


class Running:
    """One process of the product. What a driver calls by name takes and gives only what can be pickled."""

    def __init__(self, place: Place, settings: Settings | None = None) -> None:
        self._now = place.now
        self._web = place.web
        self._webhook = any(
            name.endswith(("WEBHOOK_SECRET", "WEBHOOK_KEY")) for name in place.platforms or {}
        )
        self._errors = Errors()
        self._app = App(settings or read_settings(place.environment()), make_workers=make_thread_workers)
        app = self._app
        app.intake = ProductIntake(
            app.product, app.workers, app.sender, app.gauges, app.windows, lambda: self._now
        )
        self._app.sender.courier.clock = lambda: self._now
        self._app.sender.courier.longest_pause = SHORT_PAUSE
        self._app.broadcasting.clock = lambda: self._now
        for window in app.windows.values():
            window.clock = lambda: self._now
        self._terminals = Terminals()
        self._stack = AsyncExitStack()
        self._tasks: list[asyncio.Task[None]] = []

    async def open(self) -> str:
        """Begin to run; give the URL of the page, if there is one."""
        logging.getLogger().addHandler(self._errors)
        app = self._app
        app.channels[self._terminals.name] = self._terminals
        app.switch_on()
        await self._stack.enter_async_context(app.running())
        url = await self._listen() if self._web or self._webhook else ""
        self._tasks = [asyncio.create_task(job()) for job in app.jobs()]
        return url

    async def close(self) -> None:
        """End as a process ends that is told to."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._stack.aclose()
        self._app.close()
        logging.getLogger().removeHandler(self._errors)

    async def settle(self) -> None:
        """Wait until everything is fetched and sent; fail if the product logged an error."""
        await self._app.intake.fetcher.settle()
        await self._app.sender.settle()
        for platform in self._app.platforms:
            if isinstance(platform.channel, TelegramChannel):
                await asyncio.gather(*platform.channel._answers)
            if isinstance(
                platform.channel, ZaloOaChannel
            ):  # a token that is being swapped must not be lost with the process
                await platform.channel.tokens.current()
        assert not self._errors.texts, "\n".join(self._errors.texts)

    async def set_clock(self, now: float) -> None:
        self._now = now

    async def invite(self, queue: str, role: str) -> str:
        """Make an invitation as the command line does, and give its code."""
        app, now = self._app, self._now
        _link, code = await app.store.turn(
            lambda tx: make_invitation(tx, app.product, queue, Role(role), now)
        )
        return code

    async def sweep(self) -> None:
        """Run the jobs that erase idle drafts, write the list of subscribers and take back messages."""
        app, now = self._app, self._now
        await app.store.turn(lambda tx: erase_idle(tx, app.product, now))
        await app.store.turn(lambda tx: carry_out_wishes(tx, app.product))
        since = now - LONGEST_SECONDS
        for recipient in await app.store.turn(lambda tx: take_back_due(tx, app.product, since, now)):
            app.sender.wake(recipient)

    async def remind(self) -> None:
        """Run the job that ends claims and reminds officers."""
        app, now = self._app, self._now
        await app.store.turn(lambda tx: remind_due(tx, app.product, now))
        for recipient in [one for name in app.channels for one in await self._waiting_on(name)]:
            app.sender.wake(recipient)

    async def _waiting_on(self, name: str) -> list[Recipient]:
        people = await self._app.store.read(lambda tx: outbox.recipients(tx, name))
        return [Recipient(name, person) for person in people]

    async def type_line(self, person: str, line: str) -> Incoming | None:
        """Let a person type a line at their console; give the message that it became."""
        intake = _Addressed(self._app.intake, person)
        await ConsoleChannel(io.StringIO(), io.StringIO(), _settled).take_line(intake, line)
        return intake.last

    async def deliver(self, incoming: Incoming) -> None:
        """Deliver a message as it is."""
        await self._app.intake.take(incoming)

    async def read_terminals(self) -> dict[str, list[Seen]]:
        """Give what was printed since the last reading, for each person."""
        printed, self._terminals.printed = self._terminals.printed, {}
        return printed

    async def _listen(self) -> str:
        config = Config(self._app.asgi(), interface="asgi3", ws="none", lifespan="off", log_config=None)
        config.load()
        state = ServerState()
        server = await asyncio.get_running_loop().create_server(
            lambda: HttpToolsProtocol(config, state, {}), "127.0.0.1", 0
        )
        self._stack.push_async_callback(_hang_up, server, state)
        return f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def _hang_up(server: asyncio.Server, state: ServerState) -> None:
    """Close a server and the connections that are kept alive; they end in the loop's next round."""
    server.close()
    for connection in list(state.connections):
        connection.transport.abort()
    await asyncio.sleep(0)


def new_message_id() -> str:
    """Draw the id of a message."""
    return secrets.token_hex(16)


def prepare(place: Place) -> None:
    """Make a deployment with all its queues."""
    App(read_settings(place.environment()), make_workers=make_thread_workers).close()
