"""What the page answers: headers, refusals, news, invitations, numbers to call."""

import asyncio
import re

import httpx
import pytest

from bot.channels.port import SendError
from bot.channels.web.channel import WebChannel
from bot.channels.web.marking import make_callable
from handlers.messages import Page, Reply
from tests.bot.web.conftest import HARMLESS, Site, in_vietnamese
from tests.bot.web.fake_intake import FakeIntake

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", "/static/nothing.css", 404),
        ("GET", "/file/nothing", 404),
        ("GET", "/canbo/nothing", 404),
        ("PUT", "/", 405),
        ("DELETE", "/canbo", 405),
        ("POST", "/events", 405),
    ],
)
async def test_every_refusal_is_vietnamese_and_leads_back(
    client: httpx.AsyncClient, method: str, path: str, status: int
) -> None:
    answer = await client.request(method, path)
    assert answer.status_code == status
    assert 'lang="vi"' in answer.text
    home = "/canbo" if path.startswith("/canbo") else "/"
    assert f'href="{home}"' in answer.text
    assert answer.headers["cache-control"] == "no-store"


class FailingIntake(FakeIntake):
    async def page(self, channel: str, address: str) -> Page:
        raise RuntimeError("secret detail")


async def test_an_error_of_ours_shows_no_traceback() -> None:
    application = WebChannel().application(FailingIntake())
    transport = httpx.ASGITransport(app=application, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        answer = await client.get("/")
    assert answer.status_code == 500
    assert in_vietnamese("Something went wrong on our side") in answer.text
    assert "secret detail" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


async def test_every_answer_forbids_what_the_page_does_not_need(client: httpx.AsyncClient) -> None:
    for path in ("/", "/canbo", "/nothing", "/events?seen=0"):
        headers = (await client.get(path)).headers
        assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self';")
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"
        assert "camera=()" in headers["permissions-policy"]


async def test_the_first_sight_is_small_and_only_fixed_files_may_be_kept(client: httpx.AsyncClient) -> None:
    page = await client.get("/")
    total = len(page.content)
    for path in re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text):
        answer = await client.get(path)
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        total += len(answer.content)
    assert total < 50_000
    assert set(re.findall(r"https?://[^\"]*", page.text)) == {HARMLESS}


async def test_head_answers_like_get_without_a_body(client: httpx.AsyncClient) -> None:
    await client.post("/", data={"press": "tip"})
    for path, status in (("/", 200), ("/canbo", 200), ("/events?seen=0", 204), ("/nothing", 404)):
        answer = await client.head(path)
        assert (answer.status_code, answer.content) == (status, b"")


async def test_news_arrive_as_an_event_without_content(client: httpx.AsyncClient, site: Site) -> None:
    await client.post("/", data={"press": "tip"})
    async with client.stream("GET", "/events?seen=0") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        await site.intake.somebody_waits()
        site.intake.send_news(site.intake.taken[0].address, "xin chào")
        body = "".join([piece async for piece in answer.aiter_text()])
    assert body == "retry: 5000\n\nevent: news\ndata:\n\n"


async def test_while_there_are_no_news_the_stream_is_kept_alive(
    client: httpx.AsyncClient, site: Site
) -> None:
    site.intake.patience = 0
    await client.post("/canbo", data={"text": "/hangdoi"})
    async with client.stream("GET", "/canbo/events?seen=0") as answer:
        lines = answer.aiter_lines()
        assert [await anext(lines) for _line in range(4)] == ["retry: 5000", "", ": ", ""]


async def test_looking_at_an_invitation_redeems_nothing(client: httpx.AsyncClient, site: Site) -> None:
    page = await client.get("/canbo?code=AB%22C")
    assert 'name="code" value="AB&#34;C"' in page.text
    assert not site.intake.taken
    answer = await client.post("/canbo", data={"code": "ABC"})
    assert answer.headers["location"] == "/canbo"
    assert site.intake.taken[0].text == "/start ABC"
    assert 'name="code"' not in (await client.get("/?code=ABC")).text


async def test_help_numbers_can_be_called_and_other_numbers_cannot(
    client: httpx.AsyncClient, site: Site
) -> None:
    await client.post("/", data={"press": "tip"})
    address = site.intake.taken[0].address
    site.intake.send_news(
        address, "Gọi 113, 115 hoặc 0769.04.04.04; <b>111</b> 113/2024 25.113 A113 1130 113.000"
    )
    page = (await client.get("/")).text
    bubble = page.split('id="r-1"')[1].split('class="pictures"')[0]
    assert re.findall(r'href="tel:(\d+)"', bubble) == ["113", "115", "0769040404", "111"]
    assert "&lt;b&gt;" in bubble


async def test_the_channel_is_pulled_and_sends_nothing() -> None:
    channel = WebChannel()
    assert channel.limits.pulled
    with pytest.raises(SendError):
        await channel.send("address", Reply("text"), ())
    with pytest.raises(SendError):
        await channel.fetch("reference")


async def test_running_the_channel_waits_until_it_is_cancelled(site: Site) -> None:
    running = asyncio.create_task(WebChannel().run(site.intake))
    done, _pending = await asyncio.wait([running], timeout=0)
    assert not done
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_headings_are_bold_and_markup_stays_text() -> None:
    shown = make_callable("1. Gì & ai\n• <b>một</b>, gọi 113\n2. Không phải mục\n\n2. Mục\n• hai")
    assert shown == (
        "<b>1. Gì &amp; ai</b>\n• &lt;b&gt;một&lt;/b&gt;, gọi "
        '<a href="tel:113">113</a>\n2. Không phải mục\n\n<b>2. Mục</b>\n• hai'
    )
