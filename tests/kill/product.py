"""The real product, killed with SIGKILL at the n-th point where something becomes lasting. Run as a process of its own.

It imports everything once and then forks one child for each line of JSON on its input: {"folder", "port", "point"}. The
child connects to the port, opens the product in that folder, and takes one message a line; it answers «acked» when the
message is acknowledged to its platform and «quiet» when nothing more is being fetched or sent. `point` 0 kills nothing.
"""

import asyncio
import json
import os
import secrets
import signal
import socket
import sqlite3
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from bot.app import App
from bot.channels.port import Intake, Limits, OpenFile
from bot.channels.progress import Progress
from bot.settings import Settings
from content.places.resolver import warm_up
from handlers.messages import Attachment, Incoming, Media, Recipient, Reply, Traces
from storage import outbox, receipts
from tests.driving.threads import make_thread_workers

CHANNEL = "post"
CHEAP_MEMORY = 64 * 1024  # receipts that cost a guesser nothing, so that hundreds can be made in a test
flush_to_disk = os.fsync


class Points:
    """Counts the points of one run, names them, and dies at the chosen one."""

    def __init__(self, folder: Path, chosen: int) -> None:
        self._chosen = chosen
        self._count = 0
        self._lock = threading.Lock()
        self._names = os.open(folder / "points", os.O_CREAT | os.O_APPEND | os.O_WRONLY)

    def reach(self, name: str) -> None:
        with self._lock:
            self._count += 1
            os.write(self._names, f"{name}\n".encode())
            if self._count == self._chosen:
                os.kill(os.getpid(), signal.SIGKILL)


class KilledConnection(sqlite3.Connection):
    """A connection around whose commits there are points."""

    points: Points

    def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:  # noqa: ANN401 - as sqlite3
        name = "shred" if sql.startswith("INSERT INTO shred") else "commit" if sql == "COMMIT" else ""
        if not name:
            return super().execute(sql, *parameters)
        self.points.reach(f"before {name}")
        cursor = super().execute(sql, *parameters)
        self.points.reach(f"after {name}")
        return cursor


class PostChannel:
    """A platform whose sent messages are lines of a file, which outlives this process."""

    name = CHANNEL
    limits = Limits(text=100_000, buttons=True, file=2**24, traces=Traces(hours=48))

    def __init__(self, folder: Path, points: Points) -> None:
        self._points = points
        self._sent = os.open(folder / "sent", os.O_CREAT | os.O_APPEND | os.O_WRONLY)
        self._deleted = os.open(folder / "deleted", os.O_CREAT | os.O_APPEND | os.O_WRONLY)

    async def run(self, intake: Intake) -> None:
        await asyncio.Event().wait()

    async def send(
        self, address: str, reply: Reply, files: tuple[OpenFile, ...], progress: Progress | None = None
    ) -> tuple[str, ...]:
        async def post() -> tuple[str, ...]:
            name = secrets.token_hex(8)
            line = {"address": address, "kind": reply.kind, "text": reply.text, "name": name}
            os.write(self._sent, json.dumps(line).encode() + b"\n")
            self._points.reach("sent")
            return (name,)

        return await (progress or Progress()).go_on((post,))

    async def send_card(
        self, address: str, card: bytes, reply: Reply, progress: Progress | None = None
    ) -> tuple[str, ...]:
        return await self.send(address, reply, (), progress)

    async def edit(self, address: str, message: str, reply: Reply) -> None:
        raise NotImplementedError

    async def delete(self, address: str, messages: Sequence[str]) -> None:
        os.write(self._deleted, json.dumps(list(messages)).encode() + b"\n")
        self._points.reach("deleted")

    async def fetch(self, reference: str) -> bytes:
        return await asyncio.to_thread(Path(reference).read_bytes)


def settings_in(folder: Path) -> Settings:
    return Settings(data_dir=folder / "data", runtime_dir=folder / "runtime", shred_dir=folder / "shred")


def live(folder: Path, port: int, point: int) -> None:
    """Live as one process of the product, until killed or told to end."""
    line = socket.create_connection(("127.0.0.1", port))
    until_the_end = line.dup()  # who waits for the end of the line may remove the files
    points = Points(folder, point)
    KilledConnection.points = points
    sqlite3.connect = partial(sqlite3.connect, factory=KilledConnection)  # type: ignore[assignment]

    def flush(descriptor: Any) -> None:  # noqa: ANN401 - as os
        points.reach("before flush")
        flush_to_disk(descriptor)
        points.reach("after flush")

    os.fsync = flush  # type: ignore[assignment]
    receipts.MEMORY_BYTES = CHEAP_MEMORY
    app = App(settings_in(folder), make_workers=make_thread_workers)
    app.channels[CHANNEL] = PostChannel(folder, points)
    app.product = replace(app.product, traces={CHANNEL: PostChannel.limits.traces})
    app.intake._product = app.product
    asyncio.run(_take_all(app, line))
    app.close()
    until_the_end.close()


async def _take_all(app: App, line: socket.socket) -> None:
    lines, answers = await asyncio.open_connection(sock=line)
    async with app.running():
        for person in await app.store.read(lambda tx: outbox.recipients(tx, CHANNEL)):
            app.sender.wake(Recipient(CHANNEL, person))
        await _settle(app, answers)
        while message := await lines.readline():
            await app.intake.take(_read(json.loads(message)))
            answers.write(b"acked\n")
            await _settle(app, answers)
    answers.close()


async def _settle(app: App, answers: asyncio.StreamWriter) -> None:
    await app.intake.fetcher.settle()
    await app.sender.settle()
    answers.write(b"quiet\n")
    await answers.drain()


def _read(message: dict[str, str]) -> Incoming:
    attachment = Attachment(Media.PICTURE, message["picture"]) if message.get("picture") else None
    return Incoming(
        CHANNEL, message["address"], message["id"], message.get("text", ""), attachment=attachment
    )


def main() -> None:
    """Fork a child for each line."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    warm_up()
    for line in sys.stdin:
        order = json.loads(line)
        if os.fork() == 0:
            live(Path(order["folder"]), order["port"], order["point"])
            os._exit(0)


if __name__ == "__main__":
    main()
