"""Decides how the page is served: uvicorn, which logs and tells nothing of its own."""

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp


class Server(uvicorn.Server):
    """uvicorn, which tells when it listens instead of printing its own addresses."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop at SIGINT and SIGTERM; uvicorn's own way raises them again and kills the process before it has closed."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, and tell it."""
        await super().startup(sockets=sockets)
        if self.started:
            self._ready()


def make_server(application: ASGIApp, host: str, port: int, ready: Callable[[], None]) -> Server:
    """Make the server of an application; `ready` is called once it listens."""
    config = uvicorn.Config(
        application,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        interface="asgi3",
        lifespan="off",
        timeout_graceful_shutdown=3,
    )
    return Server(config, ready)
