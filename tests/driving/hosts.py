"""Where the product runs while a transcript is played: in a thread here, or in a process made for one line."""

import asyncio
import os
import select
import subprocess
import sys
import threading
from contextlib import suppress
from functools import cache
from multiprocessing.connection import Client, Connection
from pathlib import Path
from typing import Any, Protocol

from bot.settings import Settings, read_settings
from tests.driving.product import Place, Running

PATIENCE = 60.0
ROOT = Path(__file__).resolve().parents[2]


class Host(Protocol):
    """A running product."""

    url: str

    def call(self, name: str, *arguments: object) -> Any:  # noqa: ANN401 - whatever Running gives
        """Call a method of Running by its name."""

    def stop(self) -> None:
        """End it."""


class ThreadHost:
    """The product in an event loop of its own thread."""

    def __init__(self, place: Place) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._running = Running(place)
        self.url: str = self.call("open")

    def call(self, name: str, *arguments: object) -> Any:  # noqa: ANN401 - whatever Running gives
        work = getattr(self._running, name)(*arguments)
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)

    def stop(self) -> None:
        self.call("close")
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.close()


class ForkServer:
    """A process that has imported the code and opened nothing; each connection to it is a fresh fork."""

    def __init__(self, folder: Path) -> None:
        self.address = str(folder / "forks")
        command = [sys.executable, "-m", "tests.driving.forkserver", self.address]
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], PATIENCE)
        assert ready, "the process that is to be forked does not start"
        assert os.read(self._process.stdout.fileno(), 5) == b"ready"

    def close(self) -> None:
        self._process.communicate(timeout=PATIENCE)  # it ends when its input ends


@cache
def _settings(environment: tuple[tuple[str, str], ...]) -> Settings:
    """Read settings once for all the processes of a transcript."""
    return read_settings(dict(environment))


class ForkedHost:
    """The product in a fork that nobody has used before; it ends without closing anything."""

    def __init__(self, server: ForkServer, place: Place) -> None:
        self._connection: Connection[Any, Any] = Client(server.address, "AF_UNIX")
        self._connection.send((place, _settings(tuple(place.environment().items()))))
        self.url: str = self._receive()

    def call(self, name: str, *arguments: object) -> Any:  # noqa: ANN401 - whatever Running gives
        self._connection.send((name, arguments))
        return self._receive()

    def stop(self) -> None:
        """Wait until it has ended: an old process must not take what is meant for the next."""
        self._connection.send(("exit", ()))
        assert self._connection.poll(PATIENCE), "the fork does not end"
        with suppress(EOFError, ConnectionResetError):
            self._connection.recv()
        self._connection.close()

    def _receive(self) -> Any:  # noqa: ANN401 - whatever Running gives
        assert self._connection.poll(PATIENCE), "the fork does not answer"
        error, result = self._connection.recv()
        assert not error, error
        return result
