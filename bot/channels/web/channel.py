"""The web channel: which paths the page has, and how a request becomes a message and a message a page."""

import asyncio
import re
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from bot.channels.port import Intake, Limits, OpenFile, SendError
from bot.channels.web.assets import serve_asset
from bot.channels.web.door import Door, citizens_door, new_token, officers_door
from bot.channels.web.files import serve_file
from bot.channels.web.form import FILE_CAP, BadFormError, Form, FormTooBigError, read_form
from bot.channels.web.guard import HEADERS, SecurityHeaders, comes_from_elsewhere, comes_from_us
from bot.channels.web.source import name_source
from bot.channels.web.view import Visit, draw_notice, draw_page
from content.i18n import N_
from handlers.commands.wiping import asks_to_wipe
from handlers.messages import Attachment, Incoming, Media, Reply, Traces

NAME = "web"
TRACES = Traces(
    own=True,
    by_hand=N_(
        "Your browser may still remember the address of this page. You can delete it from its history."
    ),
)
LIMITS = Limits(text=20_000, buttons=True, file=FILE_CAP, pulled=True, traces=TRACES)
POSITION = re.compile(r"[0-9]{1,18}")
STATUSES: dict[type[Exception], int] = {
    ClientDisconnect: 400,
    BadFormError: 400,
    FormTooBigError: 413,
    Exception: 500,
}


class WebChannel:
    """Offers the conversation as a page; people fetch their replies, so nothing is ever sent to them."""

    name = NAME
    limits = LIMITS

    def __init__(self, public_url: str = "") -> None:
        self._public_url = public_url
        self._https = public_url.startswith("https:")

    def routes(self, intake: Intake) -> list[BaseRoute]:
        """List the paths of both entrances and of the fixed files."""
        doors = [officers_door(secure=self._https), citizens_door(secure=self._https)]
        found: list[BaseRoute] = [Route("/static/{name}", serve_asset)]
        for door in doors:
            entrance = _Entrance(door, intake, self._public_url)
            found += [
                Route(door.path, entrance.dispatch, methods=["GET", "POST"]),
                Route(door.below("events"), entrance.tell_news),
                Route(door.below("file/{name}"), entrance.show_file),
            ]
        return found

    def application(self, intake: Intake, beside: Sequence[BaseRoute] = ()) -> Starlette:
        """Make the application of the page, with other routes beside its own."""
        return Starlette(
            routes=[*beside, *self.routes(intake)],
            middleware=[Middleware(SecurityHeaders, https=self._https)],
            exception_handlers={
                HTTPException: _explain,
                **{kind: _explainer(status) for kind, status in STATUSES.items()},
            },
        )

    async def run(self, intake: Intake) -> None:
        """Wait until cancelled: requests reach the application, which has its own intake."""
        await asyncio.Event().wait()

    async def send(self, address: str, reply: Reply, files: tuple[OpenFile, ...]) -> tuple[str, ...]:
        """Refuse: a reply waits in the outbox until the page fetches it."""
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


@dataclass(frozen=True, slots=True)
class _Entrance:
    door: Door
    intake: Intake
    public_url: str

    async def dispatch(self, request: Request) -> Response:
        return await (self.take(request) if request.method == "POST" else self.show(request))

    async def show(self, request: Request) -> Response:
        token = self.door.read_token(request)
        page = await self.intake.page(NAME, self.door.address(token))
        invitation = request.query_params.get("code", "") if self.door.prefix else ""
        held_back = token is None and comes_from_elsewhere(request) and "again" not in request.query_params
        visit = Visit(self.door, token is not None, held_back and not invitation, invitation)
        return HTMLResponse(draw_page(page, visit))

    async def take(self, request: Request) -> Response:
        if not comes_from_us(request, self.public_url):
            raise HTTPException(403)
        form = await read_form(request)
        known = self.door.read_token(request)
        token = known or new_token()
        incoming = await self._understand(form, self.door.address(token), name_source(request))
        answer = RedirectResponse(self.door.path, 303)
        if known or incoming.text.strip() or incoming.press or incoming.attachment:
            await self.intake.take(incoming)
            if asks_to_wipe(incoming) and not self.door.prefix:
                token = await self._start_afresh(incoming)
            self.door.remember(answer, token)
        return answer

    async def _start_afresh(self, wiped: Incoming) -> str:
        """Begin a session in the same language: who still holds the old cookie sees nothing of what comes now."""
        language = (await self.intake.page(NAME, wiped.address)).language
        token = new_token()
        address = self.door.address(token)
        for text in (f"/ngonngu {language}", "/xoa"):
            name = f"{address}:{text}"
            await self.intake.take(Incoming(NAME, address, name, text=text, source=wiped.source))
        return token

    async def _understand(self, form: Form, address: str, source: str) -> Incoming:
        press, seen = form.value("press"), form.value("seen")
        code, command = form.value("code"), form.value("command")
        text = f"/start {code}" if code else command or form.value("text")
        # Whoever presses a button has not asked to send what lies half-written beside it.
        words = not (press or code or command)
        return Incoming(
            channel=NAME,
            address=address,
            message_id=f"{address}:{_fingerprint(form, press, text)}",
            text="" if press else text,
            press=press,
            attachment=await self._save(address, form.file) if words and form.file is not None else None,
            seen=int(seen) if POSITION.fullmatch(seen) else None,
            source=source,
        )

    async def _save(self, address: str, data: bytes) -> Attachment:
        if len(data) > LIMITS.file:
            return Attachment(Media.TOO_BIG, size=len(data))
        saved = await self.intake.save_media(NAME, address, data)
        if isinstance(saved, Media):
            return Attachment(saved, size=len(data))
        return Attachment(Media.PICTURE, size=len(data), saved=saved)

    async def tell_news(self, request: Request) -> Response:
        token, seen = self.door.read_token(request), request.query_params.get("seen", "")
        if token is None or not POSITION.fullmatch(seen) or request.method == "HEAD":
            return Response(status_code=204)  # a browser stops asking then
        stream = self._stream(self.door.address(token), int(seen))
        return StreamingResponse(stream, media_type="text/event-stream")

    async def _stream(self, address: str, seen: int) -> AsyncIterator[str]:
        yield "retry: 5000\n\n"
        while not await self.intake.wait_for_news(NAME, address, seen):
            yield ": \n\n"
        # The page asks anew with what it has seen by then.
        yield "event: news\ndata:\n\n"

    async def show_file(self, request: Request) -> Response:
        address = self.door.address(self.door.read_token(request))
        file = await self.intake.open_file(NAME, address, request.path_params["name"])
        if file is None:
            raise HTTPException(404)
        return serve_file(file, request.headers.get("range", ""))


def _fingerprint(form: Form, press: str, text: str) -> str:
    """Name one sending: the same form sent again has the same name, a form filled in anew after «back» has another."""
    # The nonce is random and stored nowhere, so the name gives nothing of the words away.
    nonce = form.value("message_id") or secrets.token_urlsafe(16)
    file = form.file or b""
    words = repr((nonce, press, text, len(file)))
    return sha256(words.encode() + file[-4096:]).hexdigest()


async def _explain(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    path = "/canbo" if request.url.path.startswith("/canbo") else "/"
    headers = HEADERS | dict(getattr(error, "headers", None) or {})
    return HTMLResponse(draw_notice(status, path), status, headers)


def _explainer(status: int) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def explain(request: Request, error: Exception) -> Response:
        return await _explain(request, HTTPException(status))

    return explain
