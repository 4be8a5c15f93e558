"""Serves the items' pictures to everybody at a fixed address: channels that take no files are given it."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from content.i18n import LANGUAGES
from content.prevention.pack import items

Draw = Callable[[str, str], Awaitable[bytes]]


def card_path(name: str, language: str) -> str:
    """Give the path of an item's picture in a language."""
    return f"/tranh/{name}-{language}.png"


class Shelf:
    """Has each picture drawn once, when it is first asked for; all together are some four megabytes."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._drawn: dict[tuple[str, str], bytes] = {}
        self._locks: defaultdict[tuple[str, str], asyncio.Lock] = defaultdict(asyncio.Lock)

    def routes(self) -> list[BaseRoute]:
        """List the path of the pictures."""
        return [Route(card_path("{name}", "{language}"), self.serve)]

    async def take(self, name: str, language: str) -> bytes:
        """Give a picture; raise LookupError if there is no such item or language."""
        if name not in items() or language not in LANGUAGES:
            raise LookupError(name)
        key = name, language
        async with self._locks[key]:
            if key not in self._drawn:
                self._drawn[key] = await self._draw(name, language)
        return self._drawn[key]

    async def serve(self, request: Request) -> Response:
        """Answer with a picture."""
        try:
            picture = await self.take(request.path_params["name"], request.path_params["language"])
        except LookupError as error:
            raise HTTPException(404) from error
        return Response(picture, media_type="image/png")
