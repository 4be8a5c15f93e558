"""Says how the Zalo bot's channel behaves against a strict fake of its API; what all channels owe is in test_contract.py."""

import asyncio
import io
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.channels.handouts import Handouts
from bot.channels.json_calls import JsonCalls
from bot.channels.platform_files import PlatformFiles, open_downloads
from bot.channels.port import OpenFile, Quota, SendError, SendLaterError
from bot.channels.quota import QuotaCounter
from bot.channels.zalo_bot import LIMITS, ZaloBotChannel
from bot.channels.zalo_bot_update import translate
from bot.channels.zalo_bot_webhook import ZaloBotWebhook
from bot.observe import configure_logging
from handlers.messages import Button, Media, Reply
from storage.records import FileKind
from tests.bot.books import Book
from tests.fakes.zalo_bot import FakeZaloBot

PUBLIC = "https://homthu.example"
SECRET = "a secret of the webhook"


@pytest.fixture
def fake() -> Iterator[FakeZaloBot]:
    with FakeZaloBot() as made:
        yield made


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    written, before = io.StringIO(), logging.root.handlers[:]
    configure_logging(written)
    yield written
    logging.root.handlers = before


@asynccontextmanager
async def connected(fake: FakeZaloBot, secret: str | None = None) -> AsyncIterator[ZaloBotChannel]:
    pace: dict[str, Any] = {"poll_seconds": 1, "first_pause": 0.01, "look_seconds": 0.05}
    channel = ZaloBotChannel(fake.token, fake.base_url, fake.url, secret, PUBLIC, **pace)
    yield channel
    await channel.close()


@asynccontextmanager
async def running(channel: ZaloBotChannel, book: Book) -> AsyncIterator[None]:
    task = asyncio.create_task(channel.run(book))
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def test_polling_takes_what_comes_and_says_that_it_loses_messages(
    fake: FakeZaloBot, logged: io.StringIO
) -> None:
    lan, book = fake.user(1), Book()
    lan.send_text("trước khi có ai hỏi")
    async with connected(fake) as channel, running(channel, book):
        for text in ("có người bán ma tuý", "ở đầu ngõ"):
            await fake.until(lambda: fake.polled)
            lan.send_text(text)
            await book.wait_for(len(book.taken) + 1)

    assert [one.text for one in book.taken] == ["có người bán ma tuý", "ở đầu ngõ"]
    assert (book.taken[0].channel, book.taken[0].address, book.taken[0].names) == (
        "zalo",
        lan.id,
        (lan.name,),
    )
    assert fake.lost_events == 1
    assert "event=polling_loses_messages" in logged.getvalue()


async def test_an_idle_poll_is_no_failure(fake: FakeZaloBot, logged: io.StringIO) -> None:
    async with connected(fake) as channel, running(channel, Book()):
        await fake.until(lambda: len(fake.called("getUpdates")) > 1)
    assert "receiving_failed" not in logged.getvalue()


async def test_polling_removes_a_webhook_first(fake: FakeZaloBot) -> None:
    fake.webhook = {"url": "https://elsewhere.example/zalo"}
    async with connected(fake) as channel, running(channel, Book()):
        await fake.until(lambda: fake.polled)
    assert fake.webhook == {}


async def test_what_was_polled_is_held_until_it_is_stored(fake: FakeZaloBot) -> None:
    book = Book()
    book.failures = 2
    async with connected(fake) as channel, running(channel, book):
        await fake.until(lambda: fake.polled)
        fake.user(1).send_text("có người bán")
        await book.wait_for(1)


async def test_polling_goes_on_after_an_outage(fake: FakeZaloBot) -> None:
    book = Book()
    async with connected(fake) as channel, running(channel, book):
        await fake.until(lambda: fake.polled)
        with fake.outage():
            await asyncio.sleep(0.05)
        await fake.until(lambda: fake.polled)
        fake.user(1).send_text("còn đây")
        await book.wait_for(1)


async def test_a_webhook_that_zalo_cannot_reach_is_reported_and_tried_again(
    fake: FakeZaloBot, logged: io.StringIO
) -> None:
    fake.verifies = False
    async with connected(fake, SECRET) as channel, running(channel, Book()):
        await fake.until(lambda: len(fake.called("setWebhook")) > 1)
        fake.verifies = True
        await fake.until(lambda: bool(fake.webhook))
    assert "event=webhook_not_verified" in logged.getvalue()
    assert fake.called("setWebhook")[0] == {"url": f"{PUBLIC}/zalo", "secret_token": SECRET}
    assert not fake.called("getUpdates")


@pytest.mark.parametrize("instead", [{}, {"url": "https://elsewhere.example/zalo"}])
async def test_a_webhook_that_somebody_takes_away_is_set_again(
    fake: FakeZaloBot, logged: io.StringIO, instead: dict[str, Any]
) -> None:
    async with connected(fake, SECRET) as channel, running(channel, Book()):
        await fake.until(lambda: bool(fake.called("getWebhookInfo")))
        channel._heard -= 1000
        fake.webhook = instead
        await fake.until(lambda: fake.webhook.get("url") == f"{PUBLIC}/zalo")
        looked = len(fake.called("getWebhookInfo"))
        await fake.until(lambda: len(fake.called("getWebhookInfo")) > looked + 1)
        assert channel.silence < 1000
    assert "event=webhook_gone" in logged.getvalue()


@pytest.mark.parametrize("enveloped", [False, True])
@pytest.mark.parametrize("field", ["photo", "photo_url"])
async def test_the_webhook_understands_both_shapes(
    serve: Callable[[ASGIApp], str], field: str, enveloped: bool
) -> None:
    with FakeZaloBot(enveloped=enveloped) as fake:
        book = Book()
        async with connected(fake, SECRET) as channel:
            fake.webhook = {"url": PUBLIC, "secret_token": SECRET}
            fake.deliver_to(serve(ZaloBotWebhook(SECRET, book, channel)))
            fake.user(1).send_photo(b"picture", "đây là ảnh", field=field)
            await fake.until(lambda: fake.undelivered == 0)
            (taken,) = book.taken
            assert taken.attachment is not None
            assert (taken.text, taken.attachment.media) == ("đây là ảnh", Media.PICTURE)
            assert await channel.fetch(taken.attachment.reference) == b"picture"


async def test_a_message_that_was_not_stored_is_sent_again_under_the_same_name(
    fake: FakeZaloBot, serve: Callable[[ASGIApp], str]
) -> None:
    book = Book()
    book.failures = 1
    async with connected(fake, SECRET) as channel:
        fake.webhook = {"url": PUBLIC, "secret_token": SECRET}
        fake.deliver_to(serve(ZaloBotWebhook(SECRET, book, channel)))
        fake.user(1).send_text("có người bán")
        await fake.until(lambda: fake.undelivered == 0)
        fake.user(1).redeliver_last()
        await fake.until(lambda: fake.undelivered == 0)
    assert fake.deliveries == [500, 200, 200]
    assert book.taken[0].message_id == book.taken[1].message_id


async def test_an_empty_try_of_the_webhook_is_answered(serve: Callable[[ASGIApp], str]) -> None:
    channel = ZaloBotChannel("1:x", "https://api.example/bot", "https://zdn.vn")
    url = serve(ZaloBotWebhook(SECRET, Book(), channel))
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.post(url, headers={"X-Bot-Api-Secret-Token": SECRET})
    await channel.close()
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "posted",
    [{}, {"ok": True}, {"event_name": "x", "message": []}, {"message": {"from": None}}, {"result": "x"}],
)
def test_an_event_of_unknown_shape_is_no_message(posted: dict[str, Any]) -> None:
    assert translate(posted) is None


def _event(name: str, **content: object) -> dict[str, Any]:
    chat = {"id": "a1", "chat_type": "PRIVATE"}
    frame = {"from": {"id": "a1", "is_bot": False}, "chat": chat, "message_id": "m", "date": 0}
    return {"event_name": f"message.{name}.received", "message": {**frame, **content}}


@pytest.mark.parametrize(
    ("name", "content", "media"),
    [
        ("sticker", {}, Media.STICKER),
        ("voice", {"voice_url": "https://f2.zdn.vn/x.aac"}, Media.VOICE),
        ("unsupported", {}, Media.WITHHELD),
        ("hologram", {}, Media.WITHHELD),
        ("image", {}, Media.WITHHELD),
        ("image", {"photo_url": ["x"]}, Media.WITHHELD),
    ],
)
def test_what_is_no_text_is_told_apart(name: str, content: dict[str, object], media: Media) -> None:
    incoming = translate(_event(name, **content))
    assert incoming is not None
    assert incoming.attachment is not None
    assert incoming.attachment.media is media


def test_a_group_is_told_from_a_person_and_a_bot_is_nobody() -> None:
    group = translate(_event("text", text="@bot", chat={"id": "g1", "chat_type": "GROUP"}))
    assert group is not None
    assert group.in_group
    assert translate(_event("text", text="x", **{"from": {"id": "b", "is_bot": True}})) is None


async def test_choices_are_numbered_and_nothing_is_markup(fake: FakeZaloBot) -> None:
    lan = fake.user(1)
    lan.has_written = True
    rows = (
        (Button("Có", "d.q.yes"), Button("Không", "d.q.no")),
        (Button("Huỷ", "d.q.~cancel", control=True),),
    )
    async with connected(fake) as channel:
        await channel.send(lan.id, Reply("Giá < 5 và a_b *c*?", rows), ())
    assert lan.messages[0].text == "Giá < 5 và a_b *c*?\n1. Có\n2. Không\n[Huỷ]"
    assert set(fake.called("sendMessage")[0]) == {"chat_id", "text"}


async def test_evidence_never_leaves(fake: FakeZaloBot) -> None:
    lan = fake.user(1)
    lan.has_written = True
    async with connected(fake) as channel:
        with pytest.raises(SendError):
            await channel.send(lan.id, Reply("x"), (OpenFile(FileKind.PICTURE, b"x"),))
    assert lan.messages == []


async def test_a_card_goes_out_by_an_address_that_works_once(
    fake: FakeZaloBot, serve: Callable[[ASGIApp], str]
) -> None:
    lan = fake.user(1)
    lan.has_written = True
    async with connected(fake) as channel:
        home = serve(Starlette(routes=[channel.handouts.route()]))
        fake.public["homthu.example"] = home
        await channel.send_card(lan.id, b"card", Reply("Cảnh giác"))
        used = httpx.URL(fake.called("sendPhoto")[0]["photo"])
        async with httpx.AsyncClient(trust_env=False) as client:
            assert (await client.get(f"{home}{used.path}")).status_code == 404
    assert (lan.messages[0].text, lan.messages[0].pictures) == ("Cảnh giác", (b"card",))
    assert len(used.path.rpartition("/")[2]) == 43


async def test_an_offered_picture_is_gone_after_its_fetch_or_ten_minutes(
    serve: Callable[[ASGIApp], str],
) -> None:
    now = [0.0]
    handouts = Handouts(PUBLIC, lambda: now[0])
    home = serve(Starlette(routes=[handouts.route()]))
    async with httpx.AsyncClient(trust_env=False, base_url=home) as client:
        with handouts.offer(b"card") as url:
            path = httpx.URL(url).path
            assert (await client.head(path)).status_code == 200
            assert (await client.get(path)).content == b"card"
            assert (await client.get(path)).status_code == 404
        with handouts.offer(b"card") as url:
            now[0] = 601.0
            assert (await client.get(httpx.URL(url).path)).status_code == 404


@pytest.mark.parametrize(
    "url",
    [
        "http://photo.zdn.vn/x.jpg",
        "https://zdn.vn.evil.example/x.jpg",
        "https://photo.zdn.vn:444/x.jpg",
        "https://evil@photo.zdn.vn/x.jpg",
        "https://evilzdn.vn/x.jpg",
        "https://169.254.169.254/x",
        "https://[x/",
        "",
    ],
)
async def test_a_picture_is_fetched_from_zalos_own_hosts_only(url: str) -> None:
    channel = ZaloBotChannel("1:x", "https://api.example/bot", "https://zdn.vn")
    with pytest.raises(SendError, match="elsewhere"):
        await channel.fetch(url)
    await channel.close()


async def test_a_picture_behind_a_redirect_is_not_fetched(fake: FakeZaloBot) -> None:
    fake.fail_next("file", 302, headers={"location": "http://127.0.0.1/x"})
    url = fake.keep_file(b"x", "a.jpg")
    async with connected(fake) as channel:
        with pytest.raises(SendError, match="redirected"):
            await channel.fetch(url)


async def test_a_used_up_quota_is_no_lost_message(fake: FakeZaloBot) -> None:
    lan = fake.user(1)
    lan.has_written = True
    fake.counted = 3000
    async with connected(fake) as channel:
        with pytest.raises(SendLaterError) as raised:
            await channel.send(lan.id, Reply("x"), ())
    assert raised.value.refused


def test_the_quota_warns_once_at_each_mark_and_begins_anew_each_month(logged: io.StringIO) -> None:
    now = [1_772_417_400.0]  # 2 March 2026
    counter = QuotaCounter("zalo", Quota(messages=100, people=50), lambda: now[0])
    counter.begin(counter.month, 78)
    counter.begin("2026-02", 5000)
    for _ in range(19):
        counter.count("somebody")
    assert counter.messages == 97
    assert counter.people == 1
    assert logged.getvalue().count("event=quota_nearly_used") == 2
    assert "count=95" in logged.getvalue()
    now[0] += 31 * 24 * 3600
    assert (counter.used, counter.people, counter.messages) == (0.0, 0, 0)


def test_people_count_as_well_as_messages() -> None:
    counter = QuotaCounter("zalo", LIMITS.quota)
    for number in range(40):
        counter.count(f"person {number}")
    assert counter.used == 0.8


async def test_no_line_of_the_log_holds_a_token_or_a_name(fake: FakeZaloBot, logged: io.StringIO) -> None:
    lan, book = fake.user(1), Book()
    lan.has_written = True
    fake.fail_next("getUpdates", 502)
    async with connected(fake) as channel, running(channel, book):
        await fake.until(lambda: fake.polled)
        lan.send_text("bí mật")
        await book.wait_for(1)
        fake.fail_next("sendMessage", 403, {"ok": False, "error_code": 403, "description": lan.id})
        with pytest.raises(SendError):
            await channel.send(lan.id, Reply("bí mật"), ())
    assert "event=receiving_failed" in logged.getvalue()
    for secret in (fake.token, fake.url, "bí mật", *lan.traces):
        assert secret not in logged.getvalue()


async def test_what_waits_outlives_a_token_that_was_changed_at_zalo(fake: FakeZaloBot) -> None:
    channel = ZaloBotChannel("9:of-yesterday", fake.base_url, fake.url)
    with pytest.raises(SendLaterError) as later:
        await channel.send("6ede9afa66b88fe6d6a9", Reply("Đã nhận tin."), ())
    assert later.value.refused
    await channel.close()


async def test_a_refusal_without_a_reason_may_be_tried_again(serve: Callable[[ASGIApp], str]) -> None:
    channel = ZaloBotChannel("1:a", f"{serve(JSONResponse({'ok': False}))}/bot", "https://zdn.vn")
    with pytest.raises(SendLaterError) as later:
        await channel.send("6ede9afa66b88fe6d6a9", Reply("Đã nhận tin."), ())
    assert not later.value.refused
    await channel.close()


async def test_an_answer_that_drips_in_holds_nobody_for_ever(serve: Callable[[ASGIApp], str]) -> None:
    calls = JsonCalls(connect_seconds=0.3)
    with pytest.raises(SendLaterError) as later:
        await asyncio.wait_for(calls.post(serve(drip), 0.3), 5)
    assert not later.value.refused
    await calls.close()


async def test_a_file_that_drips_in_holds_nobody_for_ever(serve: Callable[[ASGIApp], str]) -> None:
    url = serve(drip)
    files = PlatformFiles(url, open_downloads(), seconds=0.3)
    with pytest.raises(SendLaterError):
        await asyncio.wait_for(files.download(f"{url}/anh.jpg", 1000), 5)
    await files.close()


async def drip(_scope: Scope, receive: Receive, send: Send) -> None:
    await receive()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    gone = asyncio.ensure_future(receive())
    while not gone.done():
        await send({"type": "http.response.body", "body": b" ", "more_body": True})
        await asyncio.wait({gone}, timeout=0.05)
