"""Serves pictures for platforms that take them by public address only: each once, under a path that nobody guesses, ten minutes at most.

Only prevention cards come here: whoever knows such an address sees the picture.
"""

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

SECONDS = 600.0
PATH = "/anh/{name}"


class Handouts:
    """Holds what is offered now, in memory."""

    def __init__(self, public_url: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._home = public_url.rstrip("/")
        self._clock = clock
        self._offered: dict[str, tuple[bytes, float]] = {}

    @contextmanager
    def offer(self, picture: bytes) -> Iterator[str]:
        """Offer a picture and give its address, which ends with its fetch, after ten minutes, or with this."""
        self._forget_old()
        name = secrets.token_urlsafe(32)
        self._offered[name] = picture, self._clock() + SECONDS
        try:
            yield f"{self._home}{PATH.format(name=name)}"
        finally:
            self._offered.pop(name, None)

    def route(self) -> Route:
        """Make the path under which the page serves them."""
        return Route(PATH, self._show)

    async def _show(self, request: Request) -> Response:
        self._forget_old()
        name = request.path_params["name"]
        found = self._offered.get(name)
        if found is None:
            raise HTTPException(404)
        if request.method == "GET":
            del self._offered[name]
        return Response(found[0], media_type="image/jpeg")

    def _forget_old(self) -> None:
        now = self._clock()
        self._offered = {name: offer for name, offer in self._offered.items() if offer[1] > now}
