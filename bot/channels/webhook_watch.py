"""Looks again and again whether a platform still posts to us: somebody may take a webhook away, or it may fail unseen."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.observe import log_event

LOOK_SECONDS = 120.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a webhook stands at its platform: where it posts to, when it last failed (seconds since 1970, 0 for never), how much waits."""

    url: str
    failed: float = 0.0
    waiting: int = 0


class WebhookGoneError(Exception):
    """The platform does not post here any more: the webhook must be set anew."""


@dataclass(frozen=True, slots=True)
class WebhookWatch:
    """Watches one channel's webhook at `url`; `heard` is called after each look that found it in order."""

    channel: str
    url: str
    look: Callable[[], Awaitable[Standing]]
    heard: Callable[[], None]
    seconds: float = LOOK_SECONDS

    async def run(self) -> None:
        """Look for ever; raise WebhookGoneError, or what a look raises. What failed before the first look is past."""
        standing = await self._check()
        failed = standing.failed
        while True:
            if standing.failed > failed:
                failed = standing.failed
                log_event(
                    _log, "webhook_fails", logging.WARNING, channel=self.channel, count=standing.waiting
                )
            else:
                self.heard()
            await asyncio.sleep(self.seconds)
            standing = await self._check()

    async def _check(self) -> Standing:
        standing = await self.look()
        if standing.url != self.url:
            log_event(_log, "webhook_gone", logging.WARNING, channel=self.channel)
            raise WebhookGoneError
        return standing
