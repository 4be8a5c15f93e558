"""Carries the Bot API's calls over aiohttp: python-telegram-bot's own transport takes ten times the CPU, more with each call under way.

Decides that errors name no address, since that holds the token, and that what certainly never left is told from what may have.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, nullcontext, suppress
from datetime import timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import aiohttp
import orjson
from telegram.error import NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.channels.pacer import Pacer

# Nothing has left then: there was no connection, or no proxy that made one.
NOT_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.ClientHttpProxyError)
MEDIA_SECONDS = 20.0
FINE, TOO_MANY, BAD_GATEWAY, PHASES = 200, 429, 502, 3
FOREVER = 1e13  # seconds: the most that Python can count off
RESULT = b'"result"'  # stands in whatever was carried out
_UNPACED = frozenset({"sendChatAction"})
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class AiohttpRequest(BaseRequest):
    """Is PTB's transport on one pool of connections, in whose line calls wait; the pacer says when a message may leave.

    A call may take as long as its phases may together, since aiohttp does not time the writing.
    """

    def __init__(
        self,
        connections: int,
        seconds: float,
        *,
        proxy: str | None = None,
        pacer: Pacer | None = None,
    ) -> None:
        self._seconds, self._proxy, self._pacer = seconds, proxy, pacer
        self._free = asyncio.Semaphore(connections)
        self._session: aiohttp.ClientSession | None = None
        self._is_closed = False

    @property
    def read_timeout(self) -> float | None:
        """Seconds that an answer may take."""
        return self._seconds

    async def initialize(self) -> None:
        """Open anew what was closed."""
        self._is_closed = False

    async def shutdown(self) -> None:
        """Close all connections; afterwards calls fail."""
        self._is_closed = True
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401 - PTB's type is private
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401 - as above
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401 - as above
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401 - as above
    ) -> tuple[int, bytes]:
        """Make a call; raise TimedOut, NetworkError or, where PTB would not without its number of seconds, RetryAfter."""
        files = request_data.multipart_data if request_data else {}
        parameters = request_data.json_parameters if request_data else {}
        body = _form(parameters, files) if files else urlencode(parameters).encode()
        read, write, connect, pool = (
            usual if given is BaseRequest.DEFAULT_NONE else given
            for given, usual in (
                (read_timeout, self._seconds),
                (write_timeout, MEDIA_SECONDS if files else self._seconds),
                (connect_timeout, self._seconds),
                (pool_timeout, None),
            )
        )
        name = url.rpartition("/")[2]
        paced = self._pacer.answer() if self._pacer and _is_message(name) else nullcontext()
        async with paced, self._in_line(pool):
            answer = await self._call(method, url, body, _limit(read, write, connect))
        if answer[0] == TOO_MANY:
            wait = read_retry(answer[1])
            if self._pacer is not None:
                self._pacer.be_silent(wait)
            raise RetryAfter(timedelta(seconds=wait))
        return answer

    async def post_form(self, url: str, body: bytes | aiohttp.FormData) -> tuple[int, bytes]:
        """Post a form and give status and content; raise TimedOut or NetworkError. The pacer is the caller's business."""
        async with self._free:
            return await self._call("POST", url, body, _limit(*[self._seconds] * 3))

    @asynccontextmanager
    async def _in_line(self, seconds: float | None) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(seconds):
                await self._free.acquire()
        except TimeoutError:
            raise TimedOut("no connection was free") from aiohttp.ConnectionTimeoutError()
        try:
            yield
        finally:
            self._free.release()

    async def _call(
        self, method: str, url: str, body: bytes | aiohttp.FormData, limit: aiohttp.ClientTimeout
    ) -> tuple[int, bytes]:
        headers = _FORM if isinstance(body, bytes) else None
        try:
            async with self._open().request(
                method,
                _address(url),
                data=body or None,
                headers=headers,
                timeout=limit,
                proxy=self._proxy,
                allow_redirects=False,
            ) as answer:
                content = await answer.read()
                return _read_status(answer.status, content), content
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"aiohttp.{type(error).__name__}") from error

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read an answer; raise TelegramError, without its text, for what is none."""
        with suppress(ValueError):
            answer = orjson.loads(payload)
            if isinstance(answer, dict) and ("result" in answer or not answer.get("ok")):
                return answer
        raise TelegramError("unreadable answer")

    def _open(self) -> aiohttp.ClientSession:
        if self._is_closed:
            raise RuntimeError("this transport is closed")
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT, "Accept-Encoding": "identity"},
                auto_decompress=False,
                trust_env=False,  # a proxy inherited from the environment is nobody's decision
            )
        return self._session


def read_retry(content: bytes) -> float:
    """Read from a refusal for how many seconds Telegram wants to be left alone."""
    with suppress(ValueError, KeyError, TypeError):
        wait = float(orjson.loads(content)["parameters"]["retry_after"])
        return min(max(wait, 0.0), FOREVER)
    return 1.0


def _read_status(status: int, content: bytes) -> int:
    """Say how a call ended: where HTTP says well and Telegram no, Telegram's own number counts."""
    if status != FINE or RESULT in content:
        return status
    with suppress(ValueError):
        answer = orjson.loads(content)
        if isinstance(answer, dict) and not answer.get("ok"):
            code = answer.get("error_code")
            return code if isinstance(code, int) and code > FINE else BAD_GATEWAY
    return status


def _is_message(name: str) -> bool:
    return name.startswith(("send", "edit")) and name not in _UNPACED


def _limit(read: float | None, write: float | None, connect: float | None) -> aiohttp.ClientTimeout:
    phases = [seconds for seconds in (read, write, connect) if seconds is not None]
    total = sum(phases) if len(phases) == PHASES else None
    return aiohttp.ClientTimeout(total, sock_connect=connect, sock_read=read)


def _form(parameters: Mapping[str, str], files: Mapping[str, tuple[str, Any, str]]) -> aiohttp.FormData:
    form = aiohttp.FormData(parameters)
    for name, (file_name, content, kind) in files.items():
        form.add_field(name, content, filename=file_name, content_type=kind)
    return form


@lru_cache(256)
def _address(url: str) -> URL:
    """Read an address once: it takes longer than to send a short message."""
    return URL(url, encoded=True)
