"""Imports the code, opens nothing, and forks for each connection: `python -m tests.driving.forkserver SOCKET`."""

import asyncio
import functools
import gc
import importlib
import os
import select
import signal
import socket
import sys
import traceback
from contextlib import suppress
from datetime import date
from multiprocessing.connection import Connection
from typing import Any

import httpx
from babel.dates import format_date
from PIL import Image
from tzlocal import get_localzone

from bot.channels.web.drawing import TEMPLATES
from content.i18n import LANGUAGES, load_catalogue
from content.places.resolver import warm_up
from storage import receipts
from storage.statements import Statement
from tests.driving.product import CHEAP_MEMORY, CHEAP_PASSES, Running

LATE = (
    "anyio._backends._asyncio",
    "apscheduler.executors.asyncio",
    "apscheduler.triggers.interval",
    "encodings.unicode_escape",
    "gzip",
    "h11",
    "httpcore",
    "importlib.readers",
    "multiprocessing.synchronize",
    "uvicorn.lifespan.off",
    "uvicorn.protocols.http.auto",
)


def main(address: str) -> None:
    """Fork for each connection until the input ends."""
    _prepare()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen(64)
        os.write(sys.stdout.fileno(), b"ready")
        while sys.stdin not in (waiting := select.select([listener, sys.stdin], [], [])[0]):
            assert waiting
            accepted, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                _serve(Connection(accepted.detach()))
            accepted.close()


def _prepare() -> None:
    """Import what is imported late, and compute what every process computes once and nothing opened goes into."""
    for name in LATE:
        importlib.import_module(name)
    Image.init()
    warm_up()
    get_localzone()
    for statement in [one for one in gc.get_objects() if isinstance(one, Statement)]:
        statement.compiled_for("sqlite")
    for language in LANGUAGES:
        load_catalogue(language)
        format_date(date(2026, 3, 2), "d/M/yyyy", locale=language)
    for template in ("base.html", "sheltered.html", "page.html", "notice.html"):
        TEMPLATES.get_template(template)
    httpx.create_ssl_context = functools.cache(httpx.create_ssl_context)
    httpx.create_ssl_context()
    receipts.MEMORY_BYTES, receipts.PASSES = CHEAP_MEMORY, CHEAP_PASSES
    gc.collect()
    gc.freeze()


def _serve(connection: "Connection[Any, Any]") -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    gc.disable()
    try:
        asyncio.run(_obey(connection))
    except EOFError:
        os._exit(0)
    except BaseException:
        connection.send((traceback.format_exc(), None))
        os._exit(1)


async def _obey(connection: "Connection[Any, Any]") -> None:
    place, settings = connection.recv()
    running = Running(place, settings)
    connection.send(("", await running.open()))
    while True:
        name, arguments = await asyncio.to_thread(_receive, connection)
        try:
            connection.send(("", await getattr(running, name)(*arguments)))
        except Exception:
            connection.send((traceback.format_exc(), None))


def _receive(connection: "Connection[Any, Any]") -> tuple[str, tuple[Any, ...]]:
    """Wait for an order; end at once, closing nothing, when it is to end or nobody is there to give any."""
    order: tuple[str, tuple[Any, ...]] = ("exit", ())
    with suppress(EOFError):
        order = connection.recv()
    if order[0] == "exit":
        os._exit(0)
    return order


if __name__ == "__main__":
    main(sys.argv[1])
