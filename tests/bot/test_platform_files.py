"""Files come from the platform's own host alone: no other address, no redirect, no private network, never too much."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.channels.platform_files import PlatformFiles, is_allowed
from bot.channels.port import SendError, SendLaterError, TooBigError
from tests.fakes.loopback import LoopbackServer


async def answer(request: Request) -> Response:
    path = request.path_params["path"]
    if path == "away":
        return RedirectResponse("/file")
    return PlainTextResponse("x" * 5000 if path == "large" else "file", 500 if path == "broken" else 200)


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    made = LoopbackServer(Starlette(routes=[Route("/{path}", answer)]))
    yield made
    made.close()


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False, follow_redirects=True) as made:
        yield made


async def test_a_file_of_the_platform_is_fetched(server: LoopbackServer, client: httpx.AsyncClient) -> None:
    files = PlatformFiles(f"{server.url}/file/bot", client)
    assert await files.download(f"{server.url}/file", 100) == b"file"


async def test_a_redirect_is_never_followed(server: LoopbackServer, client: httpx.AsyncClient) -> None:
    with pytest.raises(SendError, match="redirected"):
        await PlatformFiles(server.url, client).download(f"{server.url}/away", 100)


async def test_a_file_larger_than_it_may_be_is_broken_off(
    server: LoopbackServer, client: httpx.AsyncClient
) -> None:
    with pytest.raises(TooBigError):
        await PlatformFiles(server.url, client).download(f"{server.url}/large", 4999)


async def test_trouble_is_tried_again(server: LoopbackServer, client: httpx.AsyncClient) -> None:
    with pytest.raises(SendLaterError):
        await PlatformFiles(server.url, client).download(f"{server.url}/broken", 100)


@pytest.mark.parametrize("base", ["https://files.example/file/bot", "http://127.0.0.1:1/file/bot"])
async def test_no_other_address_is_asked(
    server: LoopbackServer, client: httpx.AsyncClient, base: str
) -> None:
    for url in (f"{server.url}/file", "/var/lib/telegram/file", "file:///etc/passwd", "//127.0.0.1/x", ""):
        with pytest.raises(SendError, match="elsewhere"):
            await PlatformFiles(base, client).download(url, 100)


async def test_a_name_that_leads_to_a_private_network_is_refused(
    server: LoopbackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = server.url.rpartition(":")[2]
    url = f"http://files.example:{port}"  # as a lying name server would have it
    transport = httpx.AsyncHTTPTransport()
    backend: Any = transport._pool._network_backend
    connect = backend.connect_tcp

    async def connect_here(host: str, *arguments: object, **options: object) -> object:
        return await connect("127.0.0.1" if host == "files.example" else host, *arguments, **options)

    monkeypatch.setattr(backend, "connect_tcp", connect_here)
    async with httpx.AsyncClient(transport=transport, trust_env=False) as client:
        with pytest.raises(SendError, match="private"):
            await PlatformFiles(url, client).download(f"{url}/file", 100)
        assert await PlatformFiles(url, client, proxied=True).download(f"{url}/file", 100) == b"file"


@pytest.mark.parametrize(
    ("peer", "host", "allowed"),
    [
        ("149.154.167.220", "api.telegram.org", True),
        ("10.0.0.7", "api.telegram.org", False),
        ("169.254.169.254", "api.telegram.org", False),
        ("::1", "api.telegram.org", False),
        ("fe80::1%eth0", "api.telegram.org", False),
        ("10.0.0.7", "botapi", True),
        ("10.0.0.7", "10.0.0.7", True),
        ("127.0.0.1", "localhost", True),
    ],
)
def test_a_private_network_is_only_for_a_host_of_ones_own(peer: str, host: str, allowed: bool) -> None:
    assert is_allowed(peer, host) is allowed
