"""Opens the Bot API: transport, proxy, time limits, and what its errors mean for a message.

Decides that errors lose their text here: PTB's hold tokens, addresses and people's words.
"""

import logging
import os
from datetime import timedelta

import httpx
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.channels.pacer import Pacer
from bot.channels.platform_files import PlatformFiles
from bot.channels.port import GoneError, SendError, SendLaterError
from bot.channels.telegram_broadcasts import TelegramCaster
from bot.channels.telegram_transport import NOT_SENT, AiohttpRequest

# PTB warns inside its own RetryAfter unless this is set; both forms are understood below.
os.environ.setdefault("PTB_TIMEDELTA", "true")

_log = logging.getLogger(__name__)


CALLS, POLLS, CASTS = 16, 4, 64  # connections
MESSAGES_A_SECOND = 30


class TelegramApi:
    """Holds the connections of one bot: `bot` makes the calls, `caster` sends to many, `files` downloads piece by piece."""

    def __init__(
        self,
        token: str,
        base_url: str,
        base_file_url: str,
        proxy: str | None,
        updates_proxy: str | None = None,
    ) -> None:
        self.pacer = Pacer(MESSAGES_A_SECOND)
        calls = AiohttpRequest(CALLS, 20, proxy=proxy, pacer=self.pacer)
        # Several connections: one torn in the middle must not hold up the next poll.
        polls = AiohttpRequest(POLLS, 10, proxy=updates_proxy or proxy)
        casts = AiohttpRequest(
            CASTS, 20, proxy=proxy
        )  # apart, so that no answer waits for a broadcast's connection
        self._requests = (calls, polls, casts)
        self.bot = Bot(token, base_url, base_file_url, request=calls, get_updates_request=polls)
        self.caster = TelegramCaster(casts, f"{base_url}{token}")
        # Only the proxy that is set is used: one inherited from the environment is nobody's decision.
        client = httpx.AsyncClient(
            proxy=proxy, timeout=20, verify=httpx.create_ssl_context(), trust_env=False
        )
        self.files = PlatformFiles(base_file_url, client, proxied=proxy is not None)

    async def close(self) -> None:
        """Close all connections."""
        # Not Bot.shutdown: it closes nothing when the first getMe has not succeeded.
        for request in self._requests:
            await request.shutdown()
        await self.files.close()


def read_wait(error: RetryAfter) -> float:
    """Read how many seconds Telegram wants to be left alone."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def explain(error: TelegramError) -> SendError:
    """Say whether a refused or failed call may be tried again."""
    if isinstance(error, RetryAfter):
        return SendLaterError(read_wait(error), refused=True)
    if isinstance(error, Forbidden):
        return GoneError("Forbidden")
    if isinstance(error, BadRequest | ChatMigrated):
        _log.warning("Telegram refused a call (%s)", type(error).__name__)
        return SendError(type(error).__name__)
    return SendLaterError(refused=isinstance(error, InvalidToken) or isinstance(error.__cause__, NOT_SENT))
