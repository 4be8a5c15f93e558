"""Decides where and how the page is served: uvicorn, which logs and tells nothing of its own."""

import asyncio
import errno
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from bot.settings import SettingsError
from content.i18n import _

WAITING = 2048  # connections that the system takes while the process is busy


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


def listen(host: str, port: int) -> list[socket.socket]:
    """Take the page's addresses, before anything else is begun; raise SettingsError if they can't be had."""
    taken: list[socket.socket] = []
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        for family, address in dict.fromkeys((one[0], one[4]) for one in found):
            taken.append(socket.create_server(address, family=family, backlog=WAITING))
    except OSError as error:
        for one in taken:
            one.close()
        raise SettingsError(_explain(error, host, port)) from error
    return taken


def _explain(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return _(
            "Another program uses port {port} already, perhaps another Hòm Thư. Stop it, or set HOMTHU_WEB_PORT to another number."
        ).format(port=port)
    if error.errno in {errno.EACCES, errno.EPERM}:
        return _(
            "Port {port} is kept for the administrator. Set HOMTHU_WEB_PORT to a number over 1023."
        ).format(port=port)
    return _("This machine has no address {host}. Set HOMTHU_WEB_HOST to one of its own.").format(host=host)


def make_server(application: ASGIApp, ready: Callable[[], None]) -> Server:
    """Make the server of an application; `ready` is called once it listens."""
    config = uvicorn.Config(
        application,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        interface="asgi3",
        lifespan="off",
        timeout_graceful_shutdown=3,
        backlog=WAITING,
    )
    return Server(config, ready)
