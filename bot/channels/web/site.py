"""Decides at which addresses the page is at home, and what browsers are told about them."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.addresses import LOOPBACK


@dataclass(frozen=True, slots=True)
class Site:
    """Where the page is reached and how it protects who looks at it.

    `exit_url` is where «leave quickly» leads; times are seconds: `blank` until an unused page covers itself, `draft` until
    the server forgets an unused draft.
    """

    public_url: str = ""
    onion_url: str = ""
    exit_url: str = "https://vnexpress.net/"
    blank: int = 5 * 60
    draft: int = 60 * 60

    @property
    def is_https(self) -> bool:
        """Whether the public address is an https one."""
        return self.public_url.startswith("https:")

    @property
    def onion_host(self) -> str:
        """The host name of the onion service; empty without one."""
        return urlsplit(self.onion_url).hostname or ""

    @property
    def onion_is_https(self) -> bool:
        """Whether the onion service has a certificate of its own; without one it is encrypted by Tor alone."""
        return self.onion_url.startswith("https:")

    def is_home(self, host: str) -> bool:
        """Tell whether a Host header names the page's own address or this machine: elsewhere nobody shall write a tip."""
        name = urlsplit(f"//{host}").hostname or ""
        return name in LOOPBACK or name in {urlsplit(self.public_url).hostname, self.onion_host or None}
