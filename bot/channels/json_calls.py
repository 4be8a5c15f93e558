"""Calls a platform's JSON API; decides which failures certainly did nothing, and that no error quotes an address or a token.

Over aiohttp: it sends a call in one piece and takes an eighth of httpx's CPU (docs/adr/0022-zalo-bot.md).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

from bot.channels.port import SendLaterError

SECONDS = 20.0
# Nothing had left for the platform yet.
_NOT_CALLED = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
TOO_MANY, SERVER_ERRORS = 429, 500
LONGEST_WAIT = 3600.0  # whatever stands between us and a platform may ask for years

Part = tuple[str, bytes, str]  # a file's name, its content, its type


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its HTTP status, its JSON object (empty if it was none), and how long the platform wants to be left alone."""

    status: int
    content: dict[str, Any]
    wait: float | None


class JsonCalls:
    """Holds the connections to one platform, each of which must be made, and be free, within so many seconds."""

    def __init__(self, connect_seconds: float = SECONDS) -> None:
        self._connect_seconds = connect_seconds
        self._session: aiohttp.ClientSession | None = None
        self._is_closed = False

    async def close(self) -> None:
        """Close all connections; afterwards `post` raises SendLaterError."""
        self._is_closed = True
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def post(
        self,
        url: str,
        seconds: float = SECONDS,
        *,
        headers: Mapping[str, str] | None = None,
        json: Any = None,  # noqa: ANN401 - whatever JSON can say
        form: Mapping[str, str] | None = None,
        files: Mapping[str, Part] | None = None,
    ) -> Answer:
        """Post JSON, a form or files once, never twice: who has not heard the answer can't know what it did. Raises SendLaterError."""
        # A body that drips in could hold a call, and all polling, for ever.
        limit = aiohttp.ClientTimeout(
            self._connect_seconds + seconds, connect=self._connect_seconds, sock_read=seconds
        )
        body = _write_parts(files) if files else form
        if self._is_closed:
            raise SendLaterError
        try:
            async with self._open().post(
                url, headers=headers, json=json, data=body, timeout=limit, allow_redirects=False
            ) as answer:
                return Answer(answer.status, _read_object(await answer.read()), _read_wait(answer.headers))
        except _NOT_CALLED:
            raise SendLaterError(refused=True) from None
        except (
            aiohttp.ClientError,
            OSError,
            RuntimeError,
        ):  # RuntimeError: aiohttp's word for closed meanwhile
            raise SendLaterError from None

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            # Only what is set is used: a proxy inherited from the environment is nobody's decision.
            self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), trust_env=False)
        return self._session


def raise_if_later(code: int, wait: float | None) -> None:
    """Raise SendLaterError for what may work later: too many calls (certainly not carried out) or trouble over there."""
    if code == TOO_MANY:
        raise SendLaterError(wait, refused=True)
    if code >= SERVER_ERRORS:
        raise SendLaterError


def _write_parts(files: Mapping[str, Part]) -> aiohttp.FormData:
    form = aiohttp.FormData()
    for field, (name, content, kind) in files.items():
        form.add_field(field, content, filename=name, content_type=kind)
    return form


def _read_object(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _read_wait(headers: Mapping[str, str]) -> float | None:
    wait = headers.get("retry-after", "")
    return min(float(wait), LONGEST_WAIT) if wait.isascii() and wait.isdigit() else None
