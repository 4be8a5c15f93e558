"""Receives a platform's webhook as a bare ASGI application, at the least CPU an update.

Decides that who may not post is refused before a byte of the body is read, that the rest of a body is never waited for, and
that 200 means committed.
"""

import asyncio
import json
import logging
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from contextlib import suppress
from typing import Any

from bot.observe import log_event

_log = logging.getLogger(__name__)
_EMPTY = (b"content-length", b"0")
_TOO_SLOW = 408
_UNREAD = {401, _TOO_SLOW, 413}  # else the server would go on reading a body that nobody wants
_CLOSE = (b"connection", b"close")
BODY_SECONDS, LINGER_SECONDS = 20.0, 1.0

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = Mapping[bytes, bytes]


class Webhook(ABC):
    """What platforms' webhooks have in common; each says whom it admits and what it takes.

    `is_tried`: the platform tries the address with nothing in hand, which is answered with 200.
    """

    channel = ""
    largest_body = 256 * 1024
    body_seconds = BODY_SECONDS
    is_tried = False

    @abstractmethod
    def admits(self, headers: Headers) -> bool:
        """Tell by the headers alone whether the body may be read."""

    def believes(self, headers: Headers, body: bytes, posted: dict[str, Any]) -> bool:
        """Tell whether a body that was read is the platform's own."""
        return True

    @abstractmethod
    async def take(self, posted: dict[str, Any]) -> None:
        """Hand what was posted to the product; return only after the commit."""

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a POST: 200 committed, 400 no JSON, 401 not admitted, 408 too slow, 413 too large, 500 send again."""
        status = await self._handle(scope, receive)
        is_unread = status in _UNREAD
        headers = [_EMPTY, _CLOSE] if is_unread else [_EMPTY]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        if is_unread and status != _TOO_SLOW:
            await send({"type": "http.response.body", "body": b"", "more_body": True})
            await self._dismiss(receive)
        await send({"type": "http.response.body", "body": b""})

    async def _handle(self, scope: Message, receive: Receive) -> int:
        headers = dict(scope["headers"])
        if not self.admits(headers):
            return 401
        large = int(headers.get(b"content-length", b"0")) > self.largest_body
        try:
            async with asyncio.timeout(self.body_seconds):
                body = None if large else await self._read(receive)
        except TimeoutError:
            return _TOO_SLOW
        if body is None:
            return 413
        if self.is_tried and not body:
            return 200
        return await self._take(headers, body)

    async def _take(self, headers: Headers, body: bytes) -> int:
        try:
            posted = json.loads(body)
        except (ValueError, RecursionError):
            return 400
        if not isinstance(posted, dict):
            return 400
        if not self.believes(headers, body, posted):
            return 401
        try:
            await self.take(posted)
        except Exception as error:
            log_event(_log, "not_stored", logging.WARNING, channel=self.channel, error=error)
            return 500
        return 200

    async def _dismiss(self, receive: Receive) -> None:
        """Drop a little more of a body: a connection that is shut at once takes the answer with it."""
        left, is_coming = 2 * self.largest_body, True
        with suppress(TimeoutError):
            async with asyncio.timeout(LINGER_SECONDS):
                while is_coming and left > 0:
                    message = await receive()
                    left -= len(message.get("body", b""))
                    is_coming = message.get("more_body", False)

    async def _read(self, receive: Receive) -> bytes | None:
        """Read the body; None if it is too large."""
        message = await receive()
        body = bytearray(message.get("body", b""))
        while message.get("more_body") and len(body) <= self.largest_body:
            message = await receive()
            body += message.get("body", b"")
        return bytes(body) if len(body) <= self.largest_body else None
