"""The page behind an officer's one-time key link. Looking at the link does nothing, since chats look at links by themselves.

The token travels on in a form, so that no address but the link itself holds it; passphrases are typed here only.
"""

from typing import Protocol

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.drawing import draw_sheltered
from bot.channels.web.form import read_form
from bot.channels.web.guard import comes_from_us
from bot.channels.web.notices import MISDIRECTED
from bot.channels.web.site import Site
from bot.codes import draw_code
from content.i18n import FIRST_LANGUAGE, _, use_language
from handlers.commands.key_links import Purpose
from handlers.unlocking import KeyForm, KeyResult

PATH = "/can-bo/khoa"
HOME = "/canbo"
GONE = 410


class KeyDesk(Protocol):
    """What the product offers behind a key link."""

    async def redeem(self, token: str) -> KeyForm | None:
        """Swap a link's token for a form; None if the link has ended."""

    async def answer(self, ticket: str, phrase: str, code: str) -> KeyForm | KeyResult | None:
        """Take a form's answer; give the form again, the result, or None if the form has ended."""


class KeyLink:
    """Shows the steps from a key link to an unlocked key; works without a script."""

    def __init__(self, site: Site, desk: KeyDesk) -> None:
        self._site, self._desk = site, desk

    def routes(self) -> list[BaseRoute]:
        """List its paths: the link itself, and where all its forms are sent."""
        return [
            Route(f"{PATH}/{{token}}", self.show),
            Route(PATH, self.take, methods=["GET", "POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """Show one button; nothing is redeemed or even looked up."""
        self._check_home(request)
        with use_language(FIRST_LANGUAGE):
            return self._draw(
                title=_("Your key"),
                lines=[_("Press the button to go on. This link works once.")],
                button=_("Go on"),
                token=request.path_params["token"],
            )

    async def take(self, request: Request) -> Response:
        """Take a step: the button, or a form's answer."""
        self._check_home(request)
        if request.method != "POST":
            return self._say_gone()
        if not comes_from_us(request, self._site.public_url):
            raise HTTPException(403)
        form = await read_form(request)
        if token := form.value("token"):
            return self._show_step(await self._desk.redeem(token))
        answer = form.value("phrase"), form.value("code")
        return self._show_step(await self._desk.answer(form.value("ticket"), *answer))

    def _show_step(self, step: KeyForm | KeyResult | None) -> Response:
        if step is None:
            return self._say_gone()
        with use_language(step.language):
            if isinstance(step, KeyResult):
                return self._draw(title=_("Done"), lines=[step.text], language=step.language)
            return self._draw_form(step)

    def _draw_form(self, form: KeyForm) -> Response:
        title, lines, button = _steps()[form.purpose]
        return self._draw(
            title=title,
            lines=lines,
            button=button,
            ticket=form.ticket,
            words=form.words,
            secret=form.secret,
            code=draw_code(form.address) if form.address else "",
            asks_code=form.purpose is not Purpose.MAKE,
            error=form.error,
            language=form.language,
        )

    def _say_gone(self) -> Response:
        with use_language(FIRST_LANGUAGE):
            text = _("It works once, within 5 minutes. Please ask for a new one with «/mokhoa».")
            return self._draw(title=_("This link has ended"), lines=[text], status=GONE)

    def _draw(self, *, status: int = 200, **given: object) -> Response:
        nothing = {
            "token": "",
            "ticket": "",
            "words": "",
            "secret": "",
            "code": "",
            "error": "",
            "button": "",
        }
        values = {"language": FIRST_LANGUAGE, "asks_code": False, **nothing, **given}
        page = draw_sheltered(
            "key.html",
            self._site,
            t=_words(),
            action=PATH,
            path=HOME,
            **values,
        )
        return HTMLResponse(page, status)

    def _check_home(self, request: Request) -> None:
        if not self._site.is_home(request.headers.get("host", "")):
            raise HTTPException(MISDIRECTED)


def _steps() -> dict[Purpose, tuple[str, list[str], str]]:
    return {
        Purpose.UNLOCK: (
            _("Unlock your key"),
            [_("Type your passphrase here only, never in a chat.")],
            _("Unlock"),
        ),
        Purpose.MAKE: (
            _("Make your key"),
            [
                _("This is your passphrase. Write it on paper now and show it to nobody."),
                _("Then type it once below: so you know that you have written it down rightly."),
            ],
            _("Make the key"),
        ),
        Purpose.CODE: (
            _("Set up codes"),
            [
                _(
                    "Scan this with the code app on your phone. Then type your passphrase and the code it shows."
                )
            ],
            _("Set up codes"),
        ),
    }


def _words() -> dict[str, str]:
    return {
        "desk": _("For officers"),
        "home": _("To the officers' page"),
        "phrase": _("Passphrase"),
        "code": _("Code of your phone, 6 digits (if you have set it up)"),
        "secret": _("Or type this into the app:"),
        "show": _("Show what I type"),
    }
