"""Receives a platform's webhook as a bare ASGI application, at the least CPU an update.

Decides that who may not post is refused before a byte of the body is read, and that 200 means committed.
"""

import json
import logging
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

from bot.observe import log_event

_log = logging.getLogger(__name__)
_EMPTY = (b"content-length", b"0")

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
        """Answer a POST: 200 committed, 400 no JSON, 401 not admitted, 413 too large, 500 send again."""
        status = await self._handle(scope, receive)
        await send({"type": "http.response.start", "status": status, "headers": [_EMPTY]})
        await send({"type": "http.response.body", "body": b""})

    async def _handle(self, scope: Message, receive: Receive) -> int:
        headers = dict(scope["headers"])
        if not self.admits(headers):
            return 401
        large = int(headers.get(b"content-length", b"0")) > self.largest_body
        body = None if large else await self._read(receive)
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

    async def _read(self, receive: Receive) -> bytes | None:
        """Read the body; None if it is too large."""
        message = await receive()
        body: bytes = message.get("body", b"")
        while message.get("more_body") and len(body) <= self.largest_body:
            message = await receive()
            body += message.get("body", b"")
        return body if len(body) <= self.largest_body else None
