"""A server on 127.0.0.1 for fakes of other people's servers; it lives in a thread of the test's process.

So channels in this process and in its children can talk to it.
"""

import asyncio
import socket
import threading

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

DEADLINE = 10.0


class LoopbackServer:
    """Serves an ASGI application on a port of its own until it is closed; can cut its connections."""

    def __init__(self, app: ASGIApp) -> None:
        server = self
        self._transports: set[asyncio.Transport] = set()
        self.is_cut = False

        class Protocol(HttpToolsProtocol):
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                super().connection_made(transport)
                server._transports.add(transport)
                if server.is_cut:
                    transport.abort()

            def connection_lost(self, exc: Exception | None) -> None:
                server._transports.discard(self.transport)
                super().connection_lost(exc)

        self._socket = socket.create_server(("127.0.0.1", 0), backlog=512)
        # asyncio does it only for sockets that it made itself; without it many answers wait 40 ms.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._config = uvicorn.Config(
            app, http=Protocol, interface="asgi3", ws="none", lifespan="off", log_config=None
        )
        self._config.load()
        self._protocol = Protocol
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        assert self._ready.wait(DEADLINE), "the loopback server does not start"

    async def _serve(self) -> None:
        # Not uvicorn.Server: it looks only ten times a second whether it should stop.
        self.loop, self._end, self._state = asyncio.get_running_loop(), asyncio.Event(), ServerState()
        await self._listen()
        self._ready.set()
        await self._end.wait()
        self._server.close()
        self._abort()
        if self._state.tasks:
            await asyncio.wait(self._state.tasks, timeout=DEADLINE)

    async def _listen(self) -> None:
        self._server = await self.loop.create_server(
            lambda: self._protocol(self._config, self._state, {}), sock=self._socket
        )

    def _abort(self) -> None:
        for transport in list(self._transports):
            transport.abort()

    def cut(self) -> None:
        """Drop every connection, and each new one, until `restore`."""
        self.is_cut = True

        async def abort() -> None:
            self._abort()

        asyncio.run_coroutine_threadsafe(abort(), self.loop).result(DEADLINE)

    def restore(self) -> None:
        self.is_cut = False

    def vanish(self) -> None:
        """Listen no more, so that nobody even connects, until `appear`."""

        async def shut() -> None:
            self._server.close()
            self._abort()

        asyncio.run_coroutine_threadsafe(shut(), self.loop).result(DEADLINE)

    def appear(self) -> None:
        """Listen again, at the same address."""
        self._socket = socket.create_server(("127.0.0.1", int(self.url.rpartition(":")[2])), backlog=512)
        asyncio.run_coroutine_threadsafe(self._listen(), self.loop).result(DEADLINE)

    def close(self) -> None:
        if not self._thread.is_alive():
            return
        self.loop.call_soon_threadsafe(self._end.set)
        self._thread.join(DEADLINE)
        assert not self._thread.is_alive(), "the loopback server does not stop"
