"""Receives Telegram's updates, polled or by a webhook that is looked after; whatever fails is tried again, ever more slowly."""

import asyncio
import logging
import time
from dataclasses import dataclass, field
from typing import Any

from telegram import Bot
from telegram.error import Conflict, RetryAfter

from bot.channels.pauses import Pauses
from bot.channels.telegram_api import read_wait
from bot.channels.telegram_introduction import ALLOWED_UPDATES, Introduction, introduce
from bot.channels.telegram_polling import Polling
from bot.channels.telegram_update import NAME
from bot.channels.webhook_watch import LOOK_SECONDS, Standing, WebhookGoneError, WebhookWatch
from bot.observe import log_event

GRACE_SECONDS = 30

_log = logging.getLogger(__name__)


@dataclass(eq=False, repr=False)
class Receiving:
    """How the updates of one bot come in. `heard` is when Telegram last gave some, or was seen to be able to (monotonic)."""

    bot: Bot
    introduction: Introduction
    poll_seconds: int
    first_pause: float
    look_seconds: float = LOOK_SECONDS
    heard: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self._pauses = Pauses(self.first_pause)

    @property
    def silence(self) -> int:
        """Give the seconds since Telegram was heard."""
        return int(time.monotonic() - self.heard)

    async def run(self, polling: Polling) -> None:
        """Receive until cancelled."""
        is_introduced = False
        while True:
            try:
                if not is_introduced:
                    await introduce(self.bot, self.introduction)
                    is_introduced = True
                if self.introduction.secret:
                    await self._watch()
                await self._poll(polling)
                self._hear()
            except Exception as error:
                # A conflict may be a webhook left behind: set the way of receiving again.
                is_introduced = is_introduced and not isinstance(error, Conflict | WebhookGoneError)
                pause = self._pauses.next(read_wait(error) if isinstance(error, RetryAfter) else 0.0)
                log_event(_log, "receiving_failed", logging.WARNING, channel=NAME, seconds=pause, error=error)
                await asyncio.sleep(pause)

    def _hear(self) -> None:
        self.heard = time.monotonic()
        self._pauses.reset()

    async def _watch(self) -> None:
        watch = WebhookWatch(NAME, self.introduction.url, self._look, self._hear, self.look_seconds)
        await watch.run()

    async def _look(self) -> Standing:
        info = await self.bot.get_webhook_info()
        failed = info.last_error_date.timestamp() if info.last_error_date else 0.0
        return Standing(info.url, failed, info.pending_update_count)

    async def _poll(self, polling: Polling) -> None:
        # «get_Updates» asks for raw updates: PTB's own get_updates spends 127 to 196 µs on each.
        patience = 0 if polling.is_busy else self.poll_seconds
        parameters = {"offset": polling.offset, "timeout": patience, "allowed_updates": ALLOWED_UPDATES}
        # A connection that is torn in the middle can hold a poll for ever.
        async with asyncio.timeout(patience + GRACE_SECONDS):
            updates: list[dict[str, Any]] = await self.bot.do_api_request(
                "get_Updates", parameters, read_timeout=patience + 10
            )
        self.heard = time.monotonic()
        polling.begin(updates)
        await polling.settle()
