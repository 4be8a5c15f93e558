"""Downloads files from a platform: only from its own host, without redirects, never from a private network, capped."""

import asyncio
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

import httpx

from bot.channels.port import SendError, SendLaterError, TooBigError

# However slowly a file drips in, somebody waits to hear what became of it.
LONGEST_DOWNLOAD = 300.0


class PlatformFiles:
    """Holds the connections to the one host whose files are fetched: that of `base_url`, by its scheme and port.

    Platforms are https. Who sets a `base_url` of their own names its host, so that one may be private, and plain HTTP.
    With `below`, the hosts below that one are the platform's, too.
    """

    def __init__(
        self,
        base_url: str,
        client: httpx.AsyncClient,
        *,
        proxied: bool = False,
        below: bool = False,
        seconds: float = LONGEST_DOWNLOAD,
    ) -> None:
        self._base = urlsplit(base_url)
        self._client = client
        self._proxied = proxied
        self._below = below
        self._seconds = seconds

    async def close(self) -> None:
        """Close all connections; afterwards `download` raises SendLaterError."""
        await self._client.aclose()

    async def download(self, url: str, largest: int) -> bytes:
        """Download a file; raise TooBigError, SendLaterError, or SendError for one that must not or cannot be had."""
        if not self._is_home(url):
            raise SendError("file elsewhere")
        try:
            async with asyncio.timeout(self._seconds):
                return await self._read(url, largest)
        except (httpx.HTTPError, RuntimeError, TimeoutError):  # RuntimeError: closed meanwhile
            raise SendLaterError from None

    def _is_home(self, url: str) -> bool:
        try:
            wanted = urlsplit(url)
            lies_below = self._below and is_below(wanted, self._base)
        except ValueError:
            return False
        return lies_below or is_same_host(wanted, self._base)

    async def _read(self, url: str, largest: int) -> bytes:
        data = bytearray()
        async with self._client.stream("GET", url, follow_redirects=False) as answer:
            if answer.is_redirect:
                raise SendError("redirected")
            self._check_peer(answer)
            answer.raise_for_status()
            async for piece in answer.aiter_bytes():
                data += piece
                if len(data) > largest:
                    raise TooBigError
        return bytes(data)

    def _check_peer(self, answer: httpx.Response) -> None:
        """Refuse an answer from a private network, unless the operator has set that very host."""
        stream = answer.extensions.get("network_stream")
        peer = stream.get_extra_info("server_addr") if stream is not None and not self._proxied else None
        if peer is not None and not is_allowed(str(peer[0]), self._base.hostname or ""):
            raise SendError("private network")


def open_downloads() -> httpx.AsyncClient:
    """Open connections for downloads; only what is set is used: a proxy inherited from the environment is nobody's decision."""
    return httpx.AsyncClient(timeout=20, trust_env=False, follow_redirects=False)


def is_same_host(wanted: SplitResult, base: SplitResult) -> bool:
    """Tell whether an address is on the host, port and scheme of the base."""
    return (wanted.scheme, wanted.netloc) == (base.scheme, base.netloc)


def is_below(wanted: SplitResult, base: SplitResult) -> bool:
    """Tell whether an address is on a host below the base's, by the same scheme and port."""
    same_way = (wanted.scheme, wanted.port) == (base.scheme, base.port) and "@" not in wanted.netloc
    return same_way and (wanted.hostname or "").endswith(f".{base.hostname}")


def is_allowed(peer: str, host: str) -> bool:
    """Tell whether files may come from this peer: a public one, or any that a host of one's own leads to.

    A host without a dot, an address, and names of private networks are one's own: no platform is called so.
    """
    own = "." not in host or host.endswith((".local", ".internal", ".lan")) or _is_address(host)
    return own or ip_address(peer.partition("%")[0]).is_global


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
