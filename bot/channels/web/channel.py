"""The web channel: which paths the page has, and what is said when something does not work."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Host, Route, Router

from bot.channels.port import Intake, OpenFile, SendError
from bot.channels.progress import Progress
from bot.channels.web.assets import serve_asset
from bot.channels.web.door import citizens_door, officers_door
from bot.channels.web.entrance import LIMITS, NAME, Entrance
from bot.channels.web.form import BadFormError, FormTooBigError, LargeForms
from bot.channels.web.guard import HEADERS, SecurityHeaders
from bot.channels.web.notices import draw_notice
from bot.channels.web.site import Site
from handlers.messages import Reply

OFFICERS = "/canbo"
STATUSES: dict[type[Exception], int] = {
    ClientDisconnect: 400,
    BadFormError: 400,
    FormTooBigError: 413,
    Exception: 500,
}

Explain = Callable[[Request, Exception], Awaitable[Response]]


class WebChannel:
    """Offers the conversation as a page; people fetch their replies, so nothing is ever sent to them."""

    name = NAME
    limits = LIMITS

    def __init__(self, site: Site | None = None) -> None:
        self._site = site or Site()
        self._forms = LargeForms()

    def routes(self, intake: Intake) -> list[BaseRoute]:
        """List the paths of the fixed files and of both entrances, which have cookies of their own at the onion service."""
        site, found = self._site, list[BaseRoute]([Route("/static/{name}", serve_asset)])
        if site.onion_host:
            found.append(Host(site.onion_host, Router(self._doors(intake, secure=site.onion_is_https))))
        return [*found, *self._doors(intake, secure=site.is_https)]

    def application(self, intake: Intake, beside: Sequence[BaseRoute] = ()) -> Starlette:
        """Make the application of the page, with other routes beside its own."""
        return Starlette(
            routes=[*beside, *self.routes(intake)],
            middleware=[Middleware(SecurityHeaders, site=self._site)],
            exception_handlers={
                HTTPException: self._explain,
                **{kind: self._explainer(status) for kind, status in STATUSES.items()},
            },
        )

    async def run(self, intake: Intake) -> None:
        """Wait until cancelled: requests reach the application, which has its own intake."""
        await asyncio.Event().wait()

    async def send(
        self, address: str, reply: Reply, files: tuple[OpenFile, ...], progress: Progress | None = None
    ) -> tuple[str, ...]:
        """Refuse: a reply waits in the outbox until the page fetches it."""
        raise SendError(f"{NAME} is pulled")

    async def send_card(
        self, address: str, card: bytes, reply: Reply, progress: Progress | None = None
    ) -> tuple[str, ...]:
        """Refuse, as `send` does."""
        raise SendError(f"{NAME} is pulled")

    async def edit(self, address: str, message: str, reply: Reply) -> None:
        """Refuse, as `send` does."""
        raise SendError(f"{NAME} is pulled")

    async def delete(self, address: str, messages: Sequence[str]) -> None:
        """Refuse: the page shows what waits, and nothing else."""
        raise SendError(f"{NAME} is pulled")

    async def fetch(self, reference: str) -> bytes:
        """Refuse: the page saves a file before it becomes a message."""
        raise SendError(f"{NAME} has no references")

    def _doors(self, intake: Intake, *, secure: bool) -> list[BaseRoute]:
        found: list[BaseRoute] = []
        for door in (officers_door(secure=secure), citizens_door(secure=secure)):
            entrance = Entrance(door, intake, self._site, self._forms)
            found += [
                Route(door.path, entrance.dispatch, methods=["GET", "POST"]),
                Route(door.below("events"), entrance.tell_news),
                Route(door.below("file/{name}"), entrance.show_file),
            ]
        return found

    async def _explain(self, request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        path = OFFICERS if request.url.path.startswith(OFFICERS) else "/"
        headers = HEADERS | dict(getattr(error, "headers", None) or {})
        return HTMLResponse(draw_notice(status, path, self._site), status, headers)

    def _explainer(self, status: int) -> Explain:
        async def explain(request: Request, error: Exception) -> Response:
            return await self._explain(request, HTTPException(status))

        return explain
