"""Real processes: `python -m bot run` and `python -m bot chat`, with real workers, started cold and killed."""

import os
import select
import socket
import subprocess
import sys
import time
from dataclasses import replace
from typing import Any

from tests.driving.hosts import PATIENCE, ROOT
from tests.driving.product import Place
from tests.driving.seen import Seen

PROMPT = "> "


class _Process:
    """One process of the product, which is killed at the end."""

    def __init__(self, place: Place, *arguments: str, **settings: str) -> None:
        self._place = place
        self._environment = {**os.environ, **place.environment(), "HOMTHU_WORKERS": "1", **settings}
        self._process = subprocess.Popen(
            self._command(*arguments),
            cwd=ROOT,
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def stop(self) -> None:
        self._process.kill()
        self._process.communicate(timeout=PATIENCE)

    def call(self, name: str, *arguments: object) -> Any:  # noqa: ANN401 - as Running gives
        """Do what an operator can do from outside; there is nothing else to call in a real process."""
        if name == "invite":
            queue, role = map(str, arguments)
            command = self._command("invite", "--queue", queue, "--role", role)
            printed = subprocess.run(
                command, cwd=ROOT, env=self._environment, check=True, capture_output=True, timeout=PATIENCE
            )
            return printed.stdout.decode().split()[-1]
        assert name in {"settle", "set_clock"}, f"a real process takes no {name}"
        return None

    def _command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "bot", *arguments]

    def _read_until(self, end: str) -> str:
        printed, deadline = b"", time.monotonic() + PATIENCE
        assert self._process.stdout is not None
        while not printed.endswith(end.encode()):
            ready, _, _ = select.select([self._process.stdout], [], [], deadline - time.monotonic())
            assert ready, f"the process says nothing more after: {printed.decode(errors='replace')}"
            more = os.read(self._process.stdout.fileno(), 65536)
            assert more, f"the process has ended after: {printed.decode(errors='replace')}"
            printed += more
        return printed.decode()


class ColdPage(_Process):
    """`python -m bot run`."""

    def __init__(self, place: Place) -> None:
        port = _find_port()
        self.url = f"http://127.0.0.1:{port}"
        super().__init__(replace(place, platforms=None), "run", HOMTHU_WEB_PORT=str(port))
        self._read_until(".\n")


class ColdChat(_Process):
    """`python -m bot chat`."""

    url = ""

    def __init__(self, place: Place) -> None:
        super().__init__(place, "chat")
        self._printed = ""
        self._read_until(PROMPT)

    def call(self, name: str, *arguments: object) -> Any:  # noqa: ANN401 - as Running gives
        if name == "type_line":
            assert self._process.stdin is not None
            os.write(self._process.stdin.fileno(), f"{arguments[1]}\n".encode())
            self._printed = self._read_until(PROMPT).removesuffix(PROMPT)
            return None
        if name == "read_terminals":
            printed, self._printed = self._printed, ""
            return {"citizen": [Seen(printed.strip("\n"))]} if printed else {}
        return super().call(name, *arguments)


def _find_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
