"""Calls the Zalo Bot API: one method a request, its envelope checked.

Decides what a refusal means, and that neither its words nor the address, which holds the token, get any further.
"""

from typing import Any

from bot.channels.json_calls import JsonCalls, raise_if_later
from bot.channels.port import SendError, SendLaterError

IDLE = 408  # how Zalo says that nothing came while it was polled
REFUSED, BAD_TOKEN, UNKNOWN, BAD_GATEWAY = 400, 401, 404, 502


class ZaloRefusalError(SendError):
    """Zalo refuses a call for good; `code` is its number for the reason."""

    def __init__(self, code: int) -> None:
        super().__init__(f"refused {code}")
        self.code = code


class ZaloBotApi:
    """Holds the connections of one bot; `base_url` gets the token appended."""

    def __init__(self, token: str, base_url: str) -> None:
        self._base = f"{base_url}{token}"
        self._calls = JsonCalls()

    async def close(self) -> None:
        """Close all connections."""
        await self._calls.close()

    async def call(self, method: str, **parameters: str) -> Any:  # noqa: ANN401 - each method has a result of its own
        """Call a method and give its result; raise SendLaterError, or ZaloRefusalError."""
        return await self._call(method, parameters)

    async def poll(self, seconds: int) -> dict[str, Any] | None:
        """Wait for one update; None if none came. What is given here Zalo never gives again."""
        try:
            found = await self._call("getUpdates", {"timeout": seconds}, seconds + 10)
        except ZaloRefusalError as refusal:
            if refusal.code == IDLE:
                return None
            raise
        return found if isinstance(found, dict) else None

    async def _call(self, method: str, parameters: dict[str, Any], seconds: float = 20) -> Any:  # noqa: ANN401 - see call
        answer = await self._calls.post(f"{self._base}/{method}", seconds, json=parameters)
        content = answer.content
        if content.get("ok") is True:
            return content.get("result")
        code = content.get("error_code")
        if not isinstance(code, int):  # a refusal without a reason under a fine status is trouble over there
            code = answer.status if answer.status >= REFUSED else BAD_GATEWAY
        raise_if_later(code, answer.wait)
        if code == BAD_TOKEN and method.startswith("send"):
            # What waits leaves once the operator has set the new one.
            raise SendLaterError(refused=True)
        if not content and answer.status < UNKNOWN:  # no envelope: something between us answered
            raise SendLaterError
        raise ZaloRefusalError(code)
