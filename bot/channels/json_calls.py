"""Calls a platform's JSON API; decides which failures certainly did nothing, and that no error quotes an address or a token."""

import json
from dataclasses import dataclass
from typing import Any

import httpx

from bot.channels.port import SendLaterError

SECONDS = 20.0
# Nothing had left for the platform yet.
_NOT_CALLED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
TOO_MANY, SERVER_ERRORS = 429, 500


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its HTTP status, its JSON object (empty if it was none), and how long the platform wants to be left alone."""

    status: int
    content: dict[str, Any]
    wait: float | None


class JsonCalls:
    """Holds the connections to one platform."""

    def __init__(self, proxy: str | None = None) -> None:
        # Only the proxy that is set is used: one inherited from the environment is nobody's decision.
        self.client = httpx.AsyncClient(proxy=proxy, timeout=SECONDS, trust_env=False, follow_redirects=False)

    async def close(self) -> None:
        """Close all connections; afterwards `post` raises SendLaterError."""
        await self.client.aclose()

    async def post(self, url: str, seconds: float = SECONDS, **content: Any) -> Answer:  # noqa: ANN401 - httpx's own
        """Post once, never twice: who has not heard the answer can't know what it did. Raises SendLaterError."""
        try:
            answer = await self.client.post(url, timeout=httpx.Timeout(SECONDS, read=seconds), **content)
        except _NOT_CALLED:
            raise SendLaterError(refused=True) from None
        except (httpx.HTTPError, httpx.InvalidURL, RuntimeError):  # RuntimeError: closed meanwhile
            raise SendLaterError from None
        return Answer(answer.status_code, _read_object(answer.content), _read_wait(answer))


def raise_if_later(code: int, wait: float | None) -> None:
    """Raise SendLaterError for what may work later: too many calls (certainly not carried out) or trouble over there."""
    if code == TOO_MANY:
        raise SendLaterError(wait, refused=True)
    if code >= SERVER_ERRORS:
        raise SendLaterError


def _read_object(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _read_wait(answer: httpx.Response) -> float | None:
    wait = answer.headers.get("retry-after", "")
    return float(wait) if wait.isascii() and wait.isdigit() else None
