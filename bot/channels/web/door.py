"""Decides who a visitor of the page is: a random cookie, of which only the hash is ever handed on."""

import re
import secrets
from dataclasses import dataclass
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
COMMUNE = re.compile(r"[0-9]{5}")
THIRTY_DAYS = 30 * 24 * 3600
TEN_MINUTES = 600


@dataclass(frozen=True, slots=True)
class Door:
    """One entrance to the conversation: its path, its cookie, and the prefix of the addresses it makes.

    `lasts` is how many seconds the cookie lives after the last message, None until the browser closes.
    """

    path: str
    cookie: str
    prefix: str
    lasts: int | None
    secure: bool

    def read_token(self, request: Request) -> str | None:
        """Read the visitor's token; None without one, or when it is none of ours."""
        token = request.cookies.get(self.cookie, "")
        return token if TOKEN.fullmatch(token) else None

    def address(self, token: str | None) -> str:
        """Name the holder of a token without giving the token away; the bare prefix for nobody."""
        return self.prefix + (sha256(token.encode()).hexdigest() if token else "")

    def remember(self, response: Response, token: str) -> None:
        """Set the visitor's cookie, or start its time anew."""
        response.set_cookie(
            self.cookie,
            token,
            max_age=self.lasts,
            path=self.path,
            secure=self.secure,
            httponly=True,
            samesite="strict",
        )

    def forget(self, response: Response) -> None:
        """Take a citizen's cookies away; an officer's one stays, since it is the membership."""
        if self.lasts is None:
            for name in (self.cookie, self._poster):
                response.delete_cookie(name, self.path, secure=self.secure, httponly=True, samesite="strict")

    def remember_commune(self, response: Response, code: str) -> None:
        """Remember for ten minutes which commune's poster led here: the code is on the poster and names nobody."""
        response.set_cookie(
            self._poster,
            code,
            max_age=TEN_MINUTES,
            path=self.path,
            secure=self.secure,
            httponly=True,
            samesite="lax",  # a strict one would not survive our own redirect when another site or app led here
        )

    def take_commune(self, request: Request, response: Response) -> str:
        """Read which commune's poster led here and take that cookie away; empty if none did."""
        code = request.cookies.get(self._poster, "")
        if code:
            response.delete_cookie(self._poster, self.path, secure=self.secure, httponly=True, samesite="lax")
        return code if COMMUNE.fullmatch(code) else ""

    def below(self, name: str) -> str:
        """Give the path of something that belongs to this entrance."""
        return f"{self.path.rstrip('/')}/{name}"

    @property
    def _poster(self) -> str:
        return f"{self.cookie}-xa"


def citizens_door(*, secure: bool) -> Door:
    """Make the entrance for everybody: forgotten when the browser closes."""
    # browsers refuse a __Host- cookie without Secure
    cookie = "__Host-homthu" if secure else "homthu"
    return Door(path="/", cookie=cookie, prefix="", lasts=None, secure=secure)


def officers_door(*, secure: bool) -> Door:
    """Make the entrance for officers: an address is a membership there, so it must outlive the browser."""
    cookie = "__Secure-homthu-officer" if secure else "homthu_officer"
    return Door(path="/canbo", cookie=cookie, prefix="officer:", lasts=THIRTY_DAYS, secure=secure)


def new_token() -> str:
    """Draw a token that nobody can guess."""
    return secrets.token_urlsafe(32)
