"""Serves the items' pictures to everybody at a fixed address: channels that take no files are given it."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from content.i18n import LANGUAGES
from content.pledges.pack import find_keepsake
from content.prevention.pack import items

Draw = Callable[[str, str], Awaitable[bytes]]


def card_path(card: str) -> str:
    """Give the path of a picture by its name."""
    return f"/tranh/{card}.png"


class Shelf:
    """Has each picture drawn once, when it is first asked for; all together are some four megabytes."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._drawn: dict[str, bytes] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    def routes(self) -> list[BaseRoute]:
        """List the path of the pictures."""
        return [Route(card_path("{card}"), self.serve)]

    async def take(self, card: str) -> bytes:
        """Give a picture by its name (`content.prevention.pack.name_card`, `content.pledges.pack.name_keepsake`); raise LookupError if there is none such."""
        name, _dash, language = card.rpartition("-")
        if language not in LANGUAGES or (name not in items() and find_keepsake(name) is None):
            raise LookupError(card)
        async with self._locks[card]:
            if card not in self._drawn:
                self._drawn[card] = await self._draw(name, language)
        return self._drawn[card]

    async def serve(self, request: Request) -> Response:
        """Answer with a picture."""
        try:
            picture = await self.take(request.path_params["card"])
        except LookupError as error:
            raise HTTPException(404) from error
        return Response(picture, media_type="image/png")
