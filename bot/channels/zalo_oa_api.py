"""Calls the OpenAPI of a Zalo official account, with an access token that others keep fresh.

Decides what its error numbers mean for a message; all answers come with HTTP status 200.
"""

import asyncio
import math
from collections.abc import Sequence
from typing import Any, Protocol

from bot.channels.json_calls import JsonCalls, raise_if_later
from bot.channels.port import SendError, SendLaterError, WaitForPersonError

AUTHOR, LONGEST_TITLE = "Hòm Thư", 150
STALE_TOKEN = frozenset({-124, -216, -220})
TOO_MANY = frozenset({-32})
USUAL_SECONDS = 3600.0
OUTSIDE_WINDOW = frozenset({-211, -230, -234})


class Tokens(Protocol):
    """Who keeps the access token."""

    async def current(self) -> str:
        """Give the access token; raise SendLaterError while there is none."""

    async def renew(self, stale: str) -> str:
        """Give another one than this, which was refused; raise SendLaterError while there is none."""

    async def close(self) -> None:
        """Close the connections by which it is kept fresh."""


class ZaloOaApi:
    """Holds the connections of one official account; `patience` is how many seconds lie between looks at an article that is being made."""

    def __init__(
        self, base_url: str, tokens: Tokens, patience: Sequence[float] = (1, 2, 4, 8, 16, 0)
    ) -> None:
        self._patience = patience
        self._base = base_url.rstrip("/")
        self._tokens = tokens
        self._calls = JsonCalls()

    async def close(self) -> None:
        """Close all connections."""
        await self._calls.close()
        await self._tokens.close()

    async def send(self, person: str, message: dict[str, Any]) -> None:
        """Send a message to somebody; raise SendError, SendLaterError or WaitForPersonError."""
        await self._call("/v3.0/oa/message/cs", json={"recipient": {"user_id": person}, "message": message})

    async def upload_picture(self, picture: bytes) -> str:
        """Upload a picture and give its name at Zalo."""
        data = await self._call("/v2.0/oa/upload/image", files={"file": ("anh.jpg", picture, "image/jpeg")})
        return str(data["attachment_id"])

    async def make_article(self, title: str, text: str, picture_url: str) -> str:
        """Make an article that followers can be sent, and give its name at Zalo."""
        cover = {"cover_type": "photo", "photo_url": picture_url, "status": "show"}
        body = [{"type": "text", "content": text}]
        head = {"type": "normal", "title": title[:LONGEST_TITLE], "author": AUTHOR, "cover": cover}
        article = {**head, "description": title[:LONGEST_TITLE], "body": body}
        made = await self._call("/v2.0/article/create", json={**article, "status": "show", "comment": "hide"})
        for seconds in self._patience:
            named = await self._call("/v2.0/article/verify", json={"token": made.get("token", "")})
            if named.get("id"):
                return str(named["id"])
            await asyncio.sleep(seconds)  # it is still being made
        raise SendLaterError(refused=True)

    async def broadcast(self, article: str) -> None:
        """Send an article to all followers."""
        element = {"media_type": "article", "attachment_id": article}
        payload = {"template_type": "media", "elements": [element]}
        message = {"attachment": {"type": "template", "payload": payload}}
        await self._call("/v2.0/oa/message", json={"recipient": {"target": {}}, "message": message})

    async def _call(self, path: str, **content: Any) -> dict[str, Any]:  # noqa: ANN401 - what JsonCalls.post takes
        token = await self._tokens.current()
        code, data = await self._try(path, token, content)
        if code in STALE_TOKEN:  # refused before anything was done, so it may be called again
            code, data = await self._try(path, await self._tokens.renew(token), content)
        if code in STALE_TOKEN or code in TOO_MANY:
            raise SendLaterError(refused=True)
        if code in OUTSIDE_WINDOW:
            raise WaitForPersonError
        if code:
            raise SendError(f"refused {code}")
        return data

    async def _try(self, path: str, token: str, content: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        answer = await self._calls.post(f"{self._base}{path}", headers={"access_token": token}, **content)
        raise_if_later(answer.status, answer.wait)
        code, data = answer.content.get("error"), answer.content.get("data")
        if not isinstance(code, int):  # no envelope: something between us answered
            raise SendError(f"refused {answer.status}") if answer.status >= 400 else SendLaterError  # noqa: PLR2004 - HTTP's own
        return code, data if isinstance(data, dict) else {}


Renewed = tuple[str, str, float]


class ZaloLogin:
    """Swaps a refresh token for an access token and the next refresh token."""

    def __init__(self, url: str, app_id: str, app_secret: str) -> None:
        self._url, self._app_id, self._secret = url, app_id, app_secret
        self._calls = JsonCalls()

    async def close(self) -> None:
        """Close all connections."""
        await self._calls.close()

    async def renew(self, refresh_token: str) -> Renewed:
        """Give access token, the refresh token of next time, and the seconds that the first lives. A refresh token works once."""
        form = {"refresh_token": refresh_token, "app_id": self._app_id, "grant_type": "refresh_token"}
        answer = await self._calls.post(self._url, form=form, headers={"secret_key": self._secret})
        raise_if_later(answer.status, answer.wait)
        found = answer.content
        if not found.get("access_token") or not found.get("refresh_token"):
            raise SendError("the refresh token was refused")
        return (
            str(found["access_token"]),
            str(found["refresh_token"]),
            _read_seconds(found.get("expires_in")),
        )


def _read_seconds(lasts: object) -> float:
    """Read how long a token lives; an hour where it says nothing sensible: the tokens beside it must not be lost for that."""
    try:
        seconds = float(str(lasts))
    except ValueError:
        return USUAL_SECONDS
    return seconds if 0 < seconds < math.inf else USUAL_SECONDS
