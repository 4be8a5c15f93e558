"""Who a visitor is, and which posts count as theirs."""

import re

import httpx
import pytest

from bot.channels.web.channel import WebChannel
from bot.channels.web.site import Site as Home
from tests.bot.web.conftest import HARMLESS, Site

pytestmark = pytest.mark.asyncio(loop_scope="module")

NONCE = "a" * 22
HTTPS = Home("https://homthu.example")
ONION = Home("https://homthu.example", onion_url=f"http://{'a' * 56}.onion")


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
    application = WebChannel(HTTPS).application(site.intake)
    transport = httpx.ASGITransport(app=application)
    async with httpx.AsyncClient(transport=transport, base_url="https://homthu.example") as client:
        citizen = (await client.post("/", data={"press": "tip"})).headers
        officer = (await client.post("/canbo", data={"text": "/hangdoi"})).headers
    assert citizen["set-cookie"].startswith("__Host-homthu=")
    assert "Secure" in citizen["set-cookie"]
    assert citizen["strict-transport-security"] == "max-age=31536000"
    assert officer["set-cookie"].startswith("__Secure-homthu-officer=")
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


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("homthu.example", 303),
        ("homthu.example:8443", 303),
        ("127.0.0.1:8080", 303),
        ("localhost", 303),
        ("[::1]:8080", 303),
        ("192.168.1.5:8080", 421),
        ("homthu.example.evil.example", 421),
        ("", 421),
    ],
)
async def test_tips_are_taken_at_the_pages_own_address_only(site: Site, host: str, status: int) -> None:
    transport = httpx.ASGITransport(app=WebChannel(HTTPS).application(site.intake))
    async with httpx.AsyncClient(transport=transport, base_url="https://homthu.example") as client:
        answer = await client.post("/", data={"press": "tip"}, headers={"host": host})
        shown = await client.get("/", headers={"host": host})
    assert answer.status_code == status
    assert shown.status_code == (200 if status == 303 else 421)
    assert len(site.intake.taken) == (status == 303)
    if status == 421:
        assert 'href="https://homthu.example"' in shown.text
        assert "<input" not in shown.text


async def test_at_the_onion_service_cookies_are_its_own(site: Site) -> None:
    transport = httpx.ASGITransport(app=WebChannel(ONION).application(site.intake))
    async with httpx.AsyncClient(transport=transport, base_url=ONION.onion_url) as client:
        answer = await client.post("/", data={"press": "tip"}, headers={"origin": ONION.onion_url})
        page = await client.get("/")
    assert re.fullmatch(r"homthu=[\w-]{43}; HttpOnly; Path=/; SameSite=strict", answer.headers["set-cookie"])
    assert page.status_code == 200
    async with httpx.AsyncClient(transport=transport, base_url="https://homthu.example") as client:
        assert (await client.get("/")).headers["onion-location"] == f"{ONION.onion_url}/"
        assert "onion-location" not in (await client.get("/canbo")).headers


async def test_a_posters_code_is_stripped_and_brings_the_commune_along_once(
    client: httpx.AsyncClient, site: Site
) -> None:
    answer = await client.get("/?xa=00004")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert cookie == "homthu-xa=00004; HttpOnly; Max-Age=600; Path=/; SameSite=lax"
    for _message in range(2):
        await client.post("/", data={"press": "tip"})
    assert [incoming.commune for incoming in site.intake.taken] == ["00004", ""]


@pytest.mark.parametrize("address", ["/?xa=0004", "/?xa=00004%00", "/?xa=abcde", "/canbo?xa=00004"])
async def test_what_is_no_posters_code_is_ignored(client: httpx.AsyncClient, address: str) -> None:
    answer = await client.get(address)
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers


async def test_leaving_forgets_the_person_and_clears_the_browser(
    client: httpx.AsyncClient, site: Site
) -> None:
    await client.post("/", data={"press": "tip"})
    assert site.intake.people
    answer = await client.post("/", data={"leave": "1"})
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    assert f'content="0; url={HARMLESS}"' in answer.text
    assert not site.intake.people
    assert not client.cookies
    await client.post("/canbo", data={"text": "/hangdoi"})
    kept = dict(client.cookies)
    await client.post("/canbo", data={"leave": "1"})
    assert not site.intake.people
    assert dict(client.cookies) == kept  # an officer's cookie is the membership


async def test_who_was_never_here_can_leave_as_well(client: httpx.AsyncClient, site: Site) -> None:
    answer = await client.post("/", data={"leave": "1"})
    assert answer.status_code == 200
    assert not site.intake.taken


async def test_behind_a_proxy_the_public_address_counts_as_ours(site: Site) -> None:
    transport = httpx.ASGITransport(app=WebChannel(HTTPS).application(site.intake))
    async with httpx.AsyncClient(transport=transport, base_url="http://homthu.example") as client:
        answer = await client.post("/", data={"press": "tip"}, headers={"origin": "https://homthu.example"})
    assert answer.status_code == 303


@pytest.mark.parametrize("path", ["/events?seen=0", "/canbo/events?seen=0", "/events", "/events?seen=x"])
async def test_nobody_has_no_news(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 204


async def test_a_link_from_elsewhere_makes_the_page_look_again(client: httpx.AsyncClient) -> None:
    elsewhere = {"sec-fetch-site": "cross-site"}
    assert 'content="0; url=/canbo?again"' in (await client.get("/canbo", headers=elsewhere)).text
    for address in ("/canbo?again", "/canbo?code=ABC"):
        assert "again" not in (await client.get(address, headers=elsewhere)).text
    await client.post("/canbo", data={"text": "/hangdoi"})
    assert "again" not in (await client.get("/canbo", headers=elsewhere)).text
