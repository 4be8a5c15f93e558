"""Receives Telegram's webhook as a bare ASGI application, at the least CPU an update.

Decides that the secret is checked before a byte of the body is read, and that 200 means committed.
"""

import hmac
import json
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from bot.channels.port import Intake
from bot.channels.telegram_update import translate

LARGEST_BODY = 1024 * 1024

_log = logging.getLogger(__name__)
_EMPTY = (b"content-length", b"0")

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class TelegramWebhook:
    """Hands each posted update to the product; `answer` gets the id of each pressed button."""

    def __init__(self, secret: str, intake: Intake, answer: Callable[[str], None]) -> None:
        self._secret = secret.encode()
        self._intake = intake
        self._answer = answer

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a POST: 200 committed, 400 no JSON, 401 no secret, 413 too large, 500 send again."""
        status = await self._handle(scope, receive)
        await send({"type": "http.response.start", "status": status, "headers": [_EMPTY]})
        await send({"type": "http.response.body", "body": b""})

    async def _handle(self, scope: Message, receive: Receive) -> int:
        secret, length = b"", b"0"
        for name, value in scope["headers"]:
            if name == b"x-telegram-bot-api-secret-token":
                secret = value
            elif name == b"content-length":
                length = value
        if not hmac.compare_digest(secret, self._secret):
            return 401
        body = None if int(length) > LARGEST_BODY else await _read(receive)
        if body is None:
            return 413
        return await self._take(body)

    async def _take(self, body: bytes) -> int:
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            return 400
        if not isinstance(update, dict):
            return 400
        incoming = translate(update)
        if incoming is None:
            return 200
        try:
            await self._intake.take(incoming)
        except Exception as error:
            _log.warning("an update was not stored (%s)", type(error).__name__)
            return 500
        if "callback_query" in update:
            self._answer(update["callback_query"]["id"])
        return 200


async def _read(receive: Receive) -> bytes | None:
    """Read the body; None if it is too large."""
    message = await receive()
    body: bytes = message.get("body", b"")
    while message.get("more_body") and len(body) <= LARGEST_BODY:
        message = await receive()
        body += message.get("body", b"")
    return body if len(body) <= LARGEST_BODY else None
