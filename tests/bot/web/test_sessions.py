"""Who a visitor is, and which posts count as theirs."""

import re

import httpx
import pytest

from bot.channels.web.channel import WebChannel
from tests.bot.web.conftest import Site

pytestmark = pytest.mark.asyncio(loop_scope="module")

NONCE = "a" * 22


async def test_looking_at_the_page_sets_no_cookie_and_makes_nobody(
    client: httpx.AsyncClient, site: Site
) -> None:
    answer = await client.get("/")
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert not site.intake.people


async def test_the_first_message_sets_a_strict_session_cookie(client: httpx.AsyncClient, site: Site) -> None:
    answer = await client.post("/", data={"press": "tip", "message_id": NONCE})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert re.fullmatch(r"homthu=[\w-]{43}; HttpOnly; Path=/; SameSite=strict", cookie)


async def test_an_empty_message_makes_nobody(client: httpx.AsyncClient, site: Site) -> None:
    answer = await client.post("/", data={"text": "  ", "message_id": NONCE})
    assert answer.status_code == 303
    assert "set-cookie" not in answer.headers
    assert not site.intake.taken


async def test_behind_https_cookies_are_secure_and_bound_to_the_host(site: Site) -> None:
    application = WebChannel("https://homthu.example").application(site.intake)
    transport = httpx.ASGITransport(app=application)
    async with httpx.AsyncClient(transport=transport, base_url="https://homthu.example") as client:
        citizen = (await client.post("/", data={"press": "tip"})).headers
        officer = (await client.post("/canbo", data={"text": "/hangdoi"})).headers
    assert citizen["set-cookie"].startswith("__Host-homthu=")
    assert "Secure" in citizen["set-cookie"]
    assert citizen["strict-transport-security"] == "max-age=31536000"
    assert officer["set-cookie"].startswith("homthu_officer=")
    assert "; Max-Age=2592000; Path=/canbo; SameSite=strict; Secure" in officer["set-cookie"]


async def test_an_address_gives_nothing_of_the_cookie_away(client: httpx.AsyncClient, site: Site) -> None:
    await client.post("/", data={"press": "tip"})
    await client.post("/canbo", data={"text": "/start ABC"})
    citizen, officer = (incoming.address for incoming in site.intake.taken)
    assert re.fullmatch(r"[0-9a-f]{64}", citizen)
    assert re.fullmatch(r"officer:[0-9a-f]{64}", officer)
    assert not any(token in citizen + officer for token in client.cookies.values())


async def test_a_made_up_cookie_is_nobodys(client: httpx.AsyncClient, site: Site) -> None:
    answer = await client.post("/", data={"press": "tip"}, headers={"cookie": "homthu=guess"})
    assert "set-cookie" in answer.headers


async def test_two_people_never_share_a_message_id(client: httpx.AsyncClient, site: Site) -> None:
    for _person in range(2):
        client.cookies.clear()
        await client.post("/", data={"press": "tip", "message_id": NONCE})
    assert len({incoming.message_id for incoming in site.intake.taken}) == 2


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 303),
        ({"origin": "null"}, 303),
        ({"origin": "null", "sec-fetch-site": "same-origin"}, 303),
        ({"origin": "SELF", "sec-fetch-site": "same-origin"}, 303),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null", "sec-fetch-site": "cross-site"}, 403),
        ({"origin": "SELF", "sec-fetch-site": "same-site"}, 403),
        ({"origin": "null", "sec-fetch-site": "none"}, 303),
    ],
)
async def test_only_our_own_page_may_post(
    client: httpx.AsyncClient, site: Site, headers: dict[str, str], status: int
) -> None:
    headers = {name: site.url if value == "SELF" else value for name, value in headers.items()}
    answer = await client.post("/", data={"press": "tip"}, headers=headers)
    assert answer.status_code == status
    assert len(site.intake.taken) == (status == 303)


async def test_behind_a_proxy_the_public_address_counts_as_ours(site: Site) -> None:
    transport = httpx.ASGITransport(app=WebChannel("https://homthu.example").application(site.intake))
    async with httpx.AsyncClient(transport=transport, base_url="http://inside:8080") as client:
        answer = await client.post("/", data={"press": "tip"}, headers={"origin": "https://homthu.example"})
    assert answer.status_code == 303


@pytest.mark.parametrize("path", ["/events?seen=0", "/canbo/events?seen=0", "/events", "/events?seen=x"])
async def test_nobody_has_no_news(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 204


async def test_a_link_from_elsewhere_makes_the_page_look_again(client: httpx.AsyncClient) -> None:
    elsewhere = {"sec-fetch-site": "cross-site"}
    assert 'content="0; url=/canbo?again"' in (await client.get("/canbo", headers=elsewhere)).text
    for address in ("/canbo?again", "/canbo?code=ABC"):
        assert "http-equiv" not in (await client.get(address, headers=elsewhere)).text
    await client.post("/canbo", data={"text": "/hangdoi"})
    assert "http-equiv" not in (await client.get("/canbo", headers=elsewhere)).text
