"""Decides what browsers may do with our pages, and which posts come from our own page."""

from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.web.site import Site

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), browsing-topics=(), camera=(), clipboard-read=(), display-capture=(), geolocation=(), "
        "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), screen-wake-lock=(), usb=()"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
ONE_YEAR = "max-age=31536000"


class SecurityHeaders:
    """Adds our headers to every answer of an application; an answer's own ones win."""

    def __init__(self, app: ASGIApp, *, site: Site) -> None:
        self.app = app
        self.headers = HEADERS | ({"Strict-Transport-Security": ONE_YEAR} if site.is_https else {})
        self.site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request on and complete the headers of its answer."""

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
                # Only to the citizens' page: an officer's membership hangs on the address they came by.
                if self.site.onion_url and self.site.is_https and scope["path"] == "/":
                    headers["Onion-Location"] = f"{self.site.onion_url}/"
            await send(message)

        await self.app(scope, receive, complete)


def comes_from_us(request: Request, public_url: str) -> bool:
    """Say whether a post may come from our own page.

    Our Referrer-Policy makes browsers send «Origin: null» with forms, so null proves nothing and Sec-Fetch-Site decides.
    """
    if request.headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("origin", "null")
    if origin == "null":
        return True
    return urlsplit(origin).netloc in {request.headers.get("host"), urlsplit(public_url).netloc}


def comes_from_elsewhere(request: Request) -> bool:
    """Say whether a link on another site led here: browsers hold SameSite=Strict cookies back then."""
    return request.headers.get("sec-fetch-site") in {"cross-site", "same-site"}
