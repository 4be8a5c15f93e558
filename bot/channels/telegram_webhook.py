"""Receives Telegram's webhook: whoever knows its secret is Telegram."""

import hmac
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.channels.port import Intake
from bot.channels.telegram_update import NAME, find_press, translate
from bot.channels.webhook import Headers, Webhook
from handlers.messages import Incoming

LARGEST_BODY = 1024 * 1024


class TelegramWebhook(Webhook):
    """Hands each posted update to the product; `answer` gets the id of each pressed button, `name_press` names that of a vote."""

    channel = NAME
    largest_body = LARGEST_BODY

    def __init__(
        self,
        secret: str,
        intake: Intake,
        answer: Callable[[str], None],
        name_press: Callable[[Incoming], Incoming] = replace,
    ) -> None:
        self._secret = secret.encode()
        self._intake = intake
        self._answer = answer
        self._name_press = name_press

    def admits(self, headers: Headers) -> bool:
        """Compare the secret, in a time that tells nothing of it."""
        return hmac.compare_digest(headers.get(b"x-telegram-bot-api-secret-token", b""), self._secret)

    async def take(self, posted: dict[str, Any]) -> None:
        """Take one update."""
        incoming = translate(posted)
        if incoming is not None:
            await self._intake.take(self._name_press(incoming))
        if press := find_press(posted):
            self._answer(press)
