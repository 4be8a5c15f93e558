"""Receives the Zalo bot's webhook: whoever knows its secret is Zalo."""

import hmac
from typing import Any

from bot.channels.port import Intake
from bot.channels.webhook import Headers, Webhook
from bot.channels.zalo_bot import ZaloBotChannel
from bot.channels.zalo_bot_update import NAME


class ZaloBotWebhook(Webhook):
    """Hands each posted event to the product."""

    channel = NAME
    is_tried = True

    def __init__(self, secret: str, intake: Intake, channel: ZaloBotChannel) -> None:
        self._secret = secret.encode()
        self._intake = intake
        self._channel = channel

    def admits(self, headers: Headers) -> bool:
        """Compare the secret, in a time that tells nothing of it."""
        return hmac.compare_digest(headers.get(b"x-bot-api-secret-token", b""), self._secret)

    async def take(self, posted: dict[str, Any]) -> None:
        """Take one event."""
        await self._channel.take(self._intake, posted)
