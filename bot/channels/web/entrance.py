"""One entrance of the page: how a request becomes a message, and a message a page."""

import re
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from hashlib import sha256

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

from bot.channels.port import Intake, Limits
from bot.channels.web.door import COMMUNE, Door, new_token
from bot.channels.web.files import serve_file
from bot.channels.web.form import FILE_CAP, Form, LargeForms
from bot.channels.web.guard import comes_from_elsewhere, comes_from_us
from bot.channels.web.notices import MISDIRECTED
from bot.channels.web.site import Site
from bot.channels.web.source import name_source
from bot.channels.web.view import Visit, draw_blank, draw_exit, draw_page
from content.i18n import N_
from handlers.commands.wiping import asks_to_wipe
from handlers.messages import Attachment, Incoming, Media, Traces

NAME = "web"
TRACES = Traces(
    own=True,
    by_hand=N_(
        "Your browser may still remember the address of this page. You can delete it from its history."
    ),
)
LIMITS = Limits(text=20_000, buttons=True, file=FILE_CAP, pulled=True, traces=TRACES)
POSITION = re.compile(r"[0-9]{1,18}")
# Not "cookies": that takes away those of all our neighbours on the same domain; our own one is taken away by its name.
CLEARED = '"cache", "storage"'


@dataclass(frozen=True, slots=True)
class Entrance:
    """What the page does with the requests that come to one door."""

    door: Door
    intake: Intake
    site: Site
    forms: LargeForms

    async def dispatch(self, request: Request) -> Response:
        """Show the page or take a message; refuse under a foreign address, where others may read along."""
        if not self.site.is_home(request.headers.get("host", "")):
            raise HTTPException(MISDIRECTED)
        return await (self.take(request) if request.method == "POST" else self.show(request))

    async def show(self, request: Request) -> Response:
        """Draw the page; nothing is written."""
        asked = request.query_params
        if COMMUNE.fullmatch(code := asked.get("xa", "")) and not self.door.prefix:
            # Sent on at once, so that neither the address bar nor the history keeps it.
            answer = RedirectResponse(self.door.path, 303)
            self.door.remember_commune(answer, code)
            return answer
        token = self.door.read_token(request)
        page = await self.intake.page(NAME, self.door.address(token))
        if "blank" in asked:
            return HTMLResponse(draw_blank(page.language, self.door.path))
        invitation = asked.get("code", "") if self.door.prefix else ""
        held_back = token is None and comes_from_elsewhere(request) and "again" not in asked
        visit = Visit(self.door, self.site, token is not None, held_back and not invitation, invitation)
        return HTMLResponse(draw_page(page, visit))

    async def take(self, request: Request) -> Response:
        """Take one posted form: a message, or the wish to leave."""
        if not comes_from_us(request, self.site.public_url):
            raise HTTPException(403)
        form = await self.forms.read(request)
        known = self.door.read_token(request)
        if form.value("leave"):
            return await self._leave(known)
        token = known or new_token()
        answer = RedirectResponse(self.door.path, 303)
        commune = self.door.take_commune(request, answer)
        incoming = await self._understand(form, self.door.address(token), commune)
        incoming = replace(incoming, source=name_source(request))
        if known or incoming.text.strip() or incoming.press or incoming.attachment:
            await self.intake.take(incoming)
            if asks_to_wipe(incoming) and not self.door.prefix:
                token = await self._start_afresh(incoming)
            self.door.remember(answer, token)
        return answer

    async def tell_news(self, request: Request) -> Response:
        """Stream the word «news» once there is something after what the page has seen."""
        token, seen = self.door.read_token(request), request.query_params.get("seen", "")
        if token is None or not POSITION.fullmatch(seen) or request.method == "HEAD":
            return Response(status_code=204)  # a browser stops asking then
        stream = self._stream(self.door.address(token), int(seen))
        return StreamingResponse(stream, media_type="text/event-stream")

    async def show_file(self, request: Request) -> Response:
        """Show a file that the visitor's page shows."""
        address = self.door.address(self.door.read_token(request))
        file = await self.intake.open_file(NAME, address, request.path_params["name"])
        if file is None:
            raise HTTPException(404)
        return serve_file(file, request.headers.get("range", ""))

    async def _leave(self, token: str | None) -> Response:
        if token is not None:
            address = self.door.address(token)
            await self.intake.take(Incoming(NAME, address, f"{address}:{new_token()}", leaves=True))
        answer = HTMLResponse(draw_exit(self.site.exit_url), headers={"Clear-Site-Data": CLEARED})
        self.door.forget(answer)
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

    async def _understand(self, form: Form, address: str, commune: str) -> Incoming:
        press, seen = form.value("press") or form.value("command"), form.value("seen")
        code = form.value("code")
        text = f"/start {code}" if code else form.value("text")
        # Whoever presses a button has not asked to send what lies half-written beside it.
        words = not (press or code)
        return Incoming(
            channel=NAME,
            address=address,
            message_id=f"{address}:{_fingerprint(form, press, text)}",
            text="" if press else text,
            press=press,
            attachment=await self._save(address, form.file) if words and form.file is not None else None,
            seen=int(seen) if POSITION.fullmatch(seen) else None,
            commune=commune,
        )

    async def _save(self, address: str, data: bytes) -> Attachment:
        if len(data) > LIMITS.file:
            return Attachment(Media.TOO_BIG, size=len(data))
        saved = await self.intake.save_media(NAME, address, data)
        if isinstance(saved, Media):
            return Attachment(saved, size=len(data))
        return Attachment(Media.PICTURE, size=len(data), saved=saved)

    async def _stream(self, address: str, seen: int) -> AsyncIterator[str]:
        yield "retry: 5000\n\n"
        while not await self.intake.wait_for_news(NAME, address, seen):
            yield ": \n\n"
        # The page asks anew with what it has seen by then.
        yield "event: news\ndata:\n\n"


def _fingerprint(form: Form, press: str, text: str) -> str:
    """Name one sending: the same form sent again has the same name, a form filled in anew after «back» has another."""
    # The nonce is random and stored nowhere, so the name gives nothing of the words away.
    nonce = form.value("message_id") or secrets.token_urlsafe(16)
    file = form.file or b""
    words = repr((nonce, press, text, len(file)))
    return sha256(words.encode() + file[-4096:]).hexdigest()
