"""What every messenger's channel owes, the same cases on each, over HTTP against strict fakes of the platforms."""

import asyncio
import logging
import select
import socket
import unicodedata
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from io import BytesIO
from typing import cast

import httpx
import pytest
from PIL import Image
from starlette.types import ASGIApp

from bot.channels.port import SendError, SendLaterError, TooBigError
from bot.channels.progress import Progress
from bot.channels.webhook import Webhook
from handlers.messages import Button, Incoming, Reply
from tests.bot.books import Book
from tests.bot.sides import SECRET, SIDES, Side

PARAGRAPH = (
    "Tối qua khoảng chín giờ, hai người đi xe Wave đỏ bán thuốc lá điện tử cho học sinh trước cổng trường. "
)
ODD = [
    "a < b && c > d",
    "giá_hàng *đá* [link](x) `mã` ~gạch~ <b>đậm</b>",
    "😀👩‍👩‍👧‍👦🏽 🇻🇳",
    unicodedata.normalize("NFD", "Nguyễn Thị Hồng Điệp"),
    "\u202dtrái phải\u202c",
    "1. một\n2. hai",
]


@pytest.fixture(params=list(SIDES))
async def side(request: pytest.FixtureRequest) -> AsyncIterator[Side]:
    made = SIDES[request.param]()
    yield made
    await made.channel.close()
    made.end()


def draw_png() -> bytes:
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    return picture.getvalue()


def choices(count: int) -> Reply:
    rows = tuple((Button(f"Lựa chọn số {number}", f"d.q.{number}"),) for number in range(1, count + 1))
    return Reply("Bạn chọn gì?", rows, kind="ask")


@pytest.mark.parametrize("length", [1999, 2000, 2001, 4096, 4097, 20_000])
async def test_a_long_text_arrives_whole_in_parts_that_are_short_enough(side: Side, length: int) -> None:
    text = (PARAGRAPH * (length // len(PARAGRAPH) + 1))[:length].strip()
    await side.channel.send(side.address, Reply(text), ())
    parts = [shown.text for shown in side.shown()]
    assert all(0 < len(part) <= side.channel.limits.text for part in parts)
    assert " ".join(" ".join(parts).split()) == " ".join(text.split())


@pytest.mark.parametrize(
    "sign",
    [unicodedata.normalize("NFD", "ễ"), "👩‍👩‍👧", "🇻🇳", "👍🏽", "1️⃣", "🏴󠁧󠁢󠁳󠁣󠁴󠁿"],
    ids=["accents", "family", "flag", "skin tone", "keycap", "Scotland"],
)
async def test_a_text_without_any_gap_is_cut_and_no_sign_is_torn(side: Side, sign: str) -> None:
    text = f"x{sign * 1500}"
    await side.channel.send(side.address, Reply(text), ())
    parts = [shown.text for shown in side.shown()]
    assert "".join(parts) == text
    assert all(part.removeprefix("x").replace(sign, "") == "" for part in parts)


@pytest.mark.parametrize("count", [2, 7, 40])
async def test_all_choices_are_offered_in_order(side: Side, count: int) -> None:
    await side.channel.send(side.address, choices(count), ())
    offered = [label for shown in side.shown() for label in shown.choices]
    assert offered == [f"Lựa chọn số {number}" for number in range(1, count + 1)]


@pytest.mark.parametrize("status", [429, 502])
async def test_what_broke_off_goes_on_with_the_part_that_failed(side: Side, status: int) -> None:
    text, progress = (PARAGRAPH * 200)[:10_000].strip(), Progress()
    asked = Reply(text, choices(2).rows, kind="ask")
    side.spare()
    side.fail(status)
    with pytest.raises(SendLaterError):
        await side.channel.send(side.address, asked, (), progress)
    assert len(side.shown()) == 1
    await side.channel.send(side.address, asked, (), progress)
    *parts, last = side.shown()
    said = " ".join(" ".join(shown.text for shown in (*parts, last)).split())
    assert said.removesuffix("1. Lựa chọn số 1 2. Lựa chọn số 2").strip() == " ".join(text.split())
    assert [shown.choices for shown in (*parts, last)] == [()] * len(parts) + [
        ("Lựa chọn số 1", "Lựa chọn số 2")
    ]


async def test_of_a_part_whose_answer_was_lost_only_that_part_comes_again(side: Side) -> None:
    text, progress = (PARAGRAPH * 200)[:10_000].strip(), Progress()
    side.spare()
    side.lose_answer()
    with pytest.raises(SendLaterError):
        await side.channel.send(side.address, Reply(text), (), progress)
    await side.channel.send(side.address, Reply(text), (), progress)
    parts = [shown.text for shown in side.shown()]
    assert parts[1] == parts.pop(2)
    assert " ".join(" ".join(parts).split()) == " ".join(text.split())


async def test_a_card_comes_with_all_its_words_and_once(side: Side, serve: Callable[[ASGIApp], str]) -> None:
    text, progress, card = (PARAGRAPH * 200)[:10_000].strip(), Progress(), draw_png()
    side.publish(serve)
    side.fail(502)
    with suppress(SendLaterError):
        await side.channel.send_card(side.address, card, Reply(text), progress)
    await side.channel.send_card(side.address, card, Reply(text), progress)
    shown = side.shown()
    assert [one.pictures for one in shown] == [(card,)] + [()] * (len(shown) - 1)
    assert " ".join(" ".join(one.text for one in shown).split()) == " ".join(text.split())


@pytest.mark.parametrize("text", ODD)
async def test_odd_signs_arrive_as_they_are(side: Side, text: str) -> None:
    await side.channel.send(side.address, Reply(text), ())
    assert [shown.text for shown in side.shown()] == [text]


async def test_too_many_calls_certainly_did_nothing_and_say_how_long_to_wait(side: Side) -> None:
    side.fail(429)
    with pytest.raises(SendLaterError) as raised:
        await side.channel.send(side.address, Reply("x"), ())
    assert (raised.value.seconds, raised.value.refused) == (7, True)
    assert side.shown() == []


async def test_of_trouble_over_there_nobody_knows_what_it_did(side: Side) -> None:
    side.fail(502)
    with pytest.raises(SendLaterError) as raised:
        await side.channel.send(side.address, Reply("x"), ())
    assert not raised.value.refused


async def test_a_cut_connection_may_be_tried_again(side: Side) -> None:
    side.cut()
    with pytest.raises(SendLaterError) as raised:
        await side.channel.send(side.address, Reply("x"), ())
    assert not raised.value.refused


async def test_where_nobody_listens_nothing_was_sent(side: Side) -> None:
    side.close_door()
    with pytest.raises(SendLaterError) as raised:
        await side.channel.send(side.address, Reply("x"), ())
    assert raised.value.refused


async def test_what_was_carried_out_is_not_sent_again_by_the_channel(side: Side) -> None:
    side.lose_answer()
    with pytest.raises(SendLaterError) as raised:
        await side.channel.send(side.address, Reply("x"), ())
    assert not raised.value.refused
    assert [shown.text for shown in side.shown()] == ["x"]


@pytest.mark.parametrize("status", [400, 403])
async def test_a_refusal_is_final(side: Side, status: int) -> None:
    side.fail(status)
    with pytest.raises(SendError) as raised:
        await side.channel.send(side.address, Reply("x"), ())
    assert not isinstance(raised.value, SendLaterError)


@pytest.mark.parametrize("status", [400, 403, 429, 502])
async def test_no_error_and_no_log_quotes_anything(
    side: Side, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # as observe sets it
    side.fail(status)
    with pytest.raises(SendError) as raised:
        await side.channel.send(side.address, Reply("tin báo mật"), ())
    told = f"{raised.value!r} {raised.value.__cause__!r} {caplog.text}"
    for secret in ("bí mật", "tin báo mật", *side.secrets):
        assert secret not in told


async def test_a_message_is_taken_once_stored_and_keeps_its_name(
    side: Side, serve: Callable[[ASGIApp], str]
) -> None:
    book = Book()
    book.failures = 1
    side.listen(serve(side.webhook(book)))
    side.write("có người bán ma tuý 😀 < 5")
    await side.settle()
    side.redeliver()
    await side.settle()
    first, again = book.taken
    assert (first.text, first.address) == ("có người bán ma tuý 😀 < 5", side.address)
    assert first.message_id == again.message_id


async def test_who_does_not_know_the_secret_is_not_read(side: Side, serve: Callable[[ASGIApp], str]) -> None:
    book = Book()
    url = serve(side.webhook(book))
    async with httpx.AsyncClient(trust_env=False) as client:
        body = b'{"x": 1}'
        for headers in ({}, *(side.headers(body, secret) for secret in ("wrong", "", SECRET + "x"))):
            answer = await client.post(url, content=body, headers=headers)
            assert answer.status_code == 401
    assert book.taken == []


async def test_an_oversized_body_is_refused_and_nonsense_is_no_message(
    side: Side, serve: Callable[[ASGIApp], str]
) -> None:
    book = Book()
    url, codes = serve(side.webhook(book)), []
    async with httpx.AsyncClient(trust_env=False) as client:
        for body in (b" " * (side.largest_body + 1), b"{", b'{"strange": [1]}'):
            answer = await client.post(url, content=body, headers=side.headers(body))
            codes.append(answer.status_code)
    assert codes == [413, 400, 200]
    assert book.taken == []


@pytest.mark.parametrize(("is_known", "code"), [(True, b"413"), (False, b"401")])
async def test_an_endless_body_ends_with_the_connection(
    side: Side, serve: Callable[[ASGIApp], str], is_known: bool, code: bytes
) -> None:
    book, most = Book(), 64 * side.largest_body
    head = write_head({**(side.headers(b"x") if is_known else {}), "Transfer-Encoding": "chunked"})
    told, taken = await asyncio.to_thread(flood, serve(side.webhook(book)), head, most)
    assert code in told
    assert taken < most
    assert book.taken == []


def flood(url: str, head: bytes, most: int) -> tuple[bytes, int]:
    """Post a body until the connection ends, or `most` bytes of it; give what was answered, and how much was taken."""
    target, told, taken = httpx.URL(url), b"", 0
    piece = b"10000\r\n" + b" " * 0x10000 + b"\r\n"
    with socket.create_connection((target.host, target.port), 10) as line, suppress(ConnectionError):
        line.sendall(head)
        with suppress(ConnectionError):
            while taken < most:
                line.sendall(piece)
                taken += len(piece)
                if not told and select.select([line], [], [], 0)[0]:
                    told = line.recv(1000)
        told = told or line.recv(1000)
    return told, taken


def write_head(headers: dict[str, str]) -> bytes:
    lines = ["POST /hook HTTP/1.1", "Host: x", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode()


async def test_a_body_that_never_comes_is_not_waited_for(side: Side, serve: Callable[[ASGIApp], str]) -> None:
    webhook = cast("Webhook", side.webhook(Book()))
    webhook.body_seconds = 0.05
    target = httpx.URL(serve(webhook))
    reader, writer = await asyncio.open_connection(target.host, target.port)
    writer.write(write_head({**side.headers(b"x"), "Content-Length": "9"}))
    assert b" 408 " in await asyncio.wait_for(reader.read(), 10)
    writer.close()


async def test_a_picture_is_fetched_by_its_reference(side: Side, serve: Callable[[ASGIApp], str]) -> None:
    picture = draw_png()
    taken = await _take_picture(side, serve, picture)
    assert taken.text == "chú thích"
    assert taken.attachment is not None
    assert await side.channel.fetch(taken.attachment.reference) == picture


async def test_a_picture_that_is_larger_than_it_says_is_broken_off(
    side: Side, serve: Callable[[ASGIApp], str]
) -> None:
    taken = await _take_picture(side, serve, b"x" * (side.channel.limits.fetch + 1))
    if (
        taken.attachment is not None and taken.attachment.reference
    ):  # else its size was told and it is refused before
        with pytest.raises(TooBigError):
            await side.channel.fetch(taken.attachment.reference)


async def _take_picture(side: Side, serve: Callable[[ASGIApp], str], data: bytes) -> Incoming:
    book = Book()
    side.listen(serve(side.webhook(book)))
    side.send_picture(data)
    await side.settle()
    return book.taken[0]


def test_limits_are_data() -> None:
    for make in SIDES.values():
        side = make()
        limits = side.channel.limits
        assert limits.text > 0
        assert limits.traces.platform
        assert limits.traces.by_hand
        assert limits.traces.stays == (limits.traces.hours == 0)
        side.end()


@pytest.mark.parametrize("sign", ["a", "ế", "😀"])
async def test_the_longest_message_is_as_long_as_the_limits_say(side: Side, sign: str) -> None:
    units = len(sign.encode("utf-16-le")) // 2
    longest = sign * (side.channel.limits.text // units)
    await side.channel.send(side.address, Reply(longest), ())
    assert [shown.text for shown in side.shown()] == [longest]
    await side.channel.send(side.address, Reply(longest + sign), ())
    assert "".join(shown.text for shown in side.shown()[1:]) == longest + sign
    assert len(side.shown()) == 3


async def test_buttons_are_there_where_the_limits_say_so(side: Side) -> None:
    await side.channel.send(side.address, choices(2), ())
    has_numbers = "1. Lựa chọn số 1" in side.shown()[0].text
    assert has_numbers is not side.channel.limits.buttons


async def test_a_message_is_changed_where_the_limits_say_so_and_said_anew_elsewhere(side: Side) -> None:
    names = await side.channel.send(side.address, Reply("10 %"), ())
    await side.channel.edit(side.address, names[0] if names else "1", Reply("50 %"))
    told = [shown.text for shown in side.shown()]
    assert told == (["50 %"] if side.channel.limits.edits else ["10 %", "50 %"])
    assert bool(names) is not side.channel.limits.traces.stays


async def test_odd_signs_arrive_as_they_are_on_buttons_as_well(side: Side) -> None:
    labels = [text.replace("\n", " ")[:60] for text in ODD]
    for label in labels:
        await side.channel.send(side.address, Reply("?", ((Button(label, "d.q.1"),),), kind="ask"), ())
    shown = side.shown()
    assert all(label in one.text or one.choices == (label,) for label, one in zip(labels, shown, strict=True))


async def test_no_wait_is_longer_than_an_hour_unless_a_platform_itself_says_so(side: Side) -> None:
    side.fail(429, 10**12)
    with pytest.raises(SendLaterError) as raised:
        await side.channel.send(side.address, Reply("x"), ())
    assert raised.value.seconds == (10**12 if side.channel.name == "telegram" else 3600)


async def test_where_nothing_can_be_deleted_deleting_is_refused(side: Side) -> None:
    if side.channel.limits.traces.stays:
        with pytest.raises(SendError):
            await side.channel.delete(side.address, ["1"])
