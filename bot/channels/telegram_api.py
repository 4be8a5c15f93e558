"""Opens the Bot API: transport, proxy, time limits, and what its errors mean for a message.

Decides that errors lose their text here: PTB's hold tokens, addresses and people's words.
"""

import asyncio
import json
import logging
import os
from contextlib import suppress
from datetime import timedelta
from typing import Any

import httpx
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter, TelegramError
from telegram.request import HTTPXRequest

from bot.channels.platform_files import PlatformFiles
from bot.channels.port import SendError, SendLaterError

# PTB warns inside its own RetryAfter unless this is set; both forms are understood below.
os.environ.setdefault("PTB_TIMEDELTA", "true")

_log = logging.getLogger(__name__)


CALLS, POLLS = 16, 4  # connections


class QuietRequest(HTTPXRequest):
    """Is PTB's transport, except that it does not log an answer it cannot read, and that calls wait for a free connection in line.

    Those that wait in httpx's own pool cost the more CPU the more they are, and fail when they have waited long.
    """

    def __init__(self, connections: int, seconds: float, **more: Any) -> None:  # noqa: ANN401 - as PTB has it
        super().__init__(connections, seconds, **more)
        self._free = asyncio.Semaphore(connections)

    async def do_request(self, *arguments: Any, **more: Any) -> tuple[int, bytes]:  # noqa: ANN401 - as PTB has it
        """Make a call once a connection is free."""
        async with self._free:
            return await super().do_request(*arguments, **more)

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read an answer; raise TelegramError, without its text, for what is none."""
        with suppress(ValueError):
            answer = json.loads(payload)
            if isinstance(answer, dict) and ("result" in answer or not answer.get("ok")):
                return answer
        raise TelegramError("unreadable answer")


class TelegramApi:
    """Holds the connections of one bot: `bot` makes the calls, `files` downloads piece by piece."""

    def __init__(
        self,
        token: str,
        base_url: str,
        base_file_url: str,
        proxy: str | None,
        updates_proxy: str | None = None,
    ) -> None:
        # Only the proxy that is set is used: one inherited from the environment is nobody's decision.
        client: dict[str, Any] = {"verify": httpx.create_ssl_context(), "trust_env": False}
        calls = QuietRequest(CALLS, 20, proxy=proxy, httpx_kwargs=client)
        # Several connections: one torn in the middle must not hold up the next poll.
        polls = QuietRequest(POLLS, 10, proxy=updates_proxy or proxy, httpx_kwargs=client)
        self._requests = (calls, polls)
        self.bot = Bot(token, base_url, base_file_url, request=calls, get_updates_request=polls)
        self.files = PlatformFiles(
            base_file_url, httpx.AsyncClient(proxy=proxy, timeout=20, **client), proxied=proxy is not None
        )

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
        return SendError("Forbidden")
    if isinstance(error, BadRequest | ChatMigrated):
        _log.warning("Telegram refused a call (%s)", type(error).__name__)
        return SendError(type(error).__name__)
    # PTB words what httpx raised; that no connection came about is told by its cause alone.
    return SendLaterError(refused=isinstance(error.__cause__, httpx.ConnectError | httpx.ConnectTimeout))
