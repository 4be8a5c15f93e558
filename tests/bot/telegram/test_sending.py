"""Says how replies, pictures, videos and voices go out on Telegram."""

import asyncio
import io
import json
from typing import Any

import pytest
from PIL import Image
from starlette.responses import Response
from telegram.error import RetryAfter

from bot.channels.port import OpenFile, SendError, SendLaterError
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_api import CALLS, TelegramApi, read_wait
from handlers.messages import Button, Reply
from storage.records import FileKind
from tests.bot.telegram.connecting import jpeg
from tests.fakes.loopback import LoopbackServer
from tests.fakes.phones import make_video, make_voice
from tests.fakes.telegram import TOKEN, FakeTelegram


async def test_a_reply_is_plain_text_with_buttons_and_no_preview(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    fake.user(42).send_text("/start")
    rows = ((Button("Có", "1"), Button("Không", "2")), (Button("Quay lại", "3"),))
    await channel.send("42", Reply("a < b & *c* _d_ https://x.vn", rows), ())
    [sent] = fake.messages(42)
    assert sent.text == "a < b & *c* _d_ https://x.vn"
    assert sent.rows == [[("Có", "1"), ("Không", "2")], [("Quay lại", "3")]]
    assert not sent.preview
    assert not sent.protected
    assert "parse_mode" not in fake.called("sendMessage")[0]


async def test_a_secret_is_protected(fake: FakeTelegram, channel: TelegramChannel) -> None:
    fake.user(42).send_text("/start")
    await channel.send("42", Reply("1234 5678", secret=True), ())
    assert fake.messages(42)[0].protected


async def test_a_long_text_goes_in_parts_with_the_buttons_last(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    fake.user(42).send_text("/start")
    words = "một hai ba bốn năm " * 500
    await channel.send("42", Reply(words, ((Button("Có", "1"),),)), ())
    sent = fake.messages(42)
    assert " ".join(message.text for message in sent) == words.strip()
    assert [message.labels for message in sent] == [[], [], ["Có"]]


@pytest.mark.parametrize("count", [1, 2, 11])
async def test_pictures_go_out_protected_under_meaningless_names(
    fake: FakeTelegram, channel: TelegramChannel, count: int
) -> None:
    fake.user(42).send_text("/start")
    pictures = tuple(jpeg(shade) for shade in range(count))
    files = tuple(OpenFile(FileKind.PICTURE, picture) for picture in pictures)
    await channel.send("42", Reply("Ảnh của tin 12", ((Button("Đóng", "1"),),)), files)
    sent = fake.messages(42)
    assert tuple(photo for message in sent for photo in message.photos) == pictures
    assert all(message.protected for message in sent)
    names = {name for message in sent for name in message.file_names}
    assert len(names) == count
    assert all(len(name) == 20 and name.endswith(".jpg") for name in names)
    assert (sent[-1].text, sent[-1].labels) == ("Ảnh của tin 12", ["Đóng"])


async def test_a_picture_of_a_shape_that_telegram_does_not_show_goes_as_a_file_and_costs_no_other(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    fake.user(42).send_text("/start")
    long = io.BytesIO()
    Image.new("RGB", (60, 2048)).save(long, "JPEG")  # the screenshot of a whole chat
    pictures = (jpeg(10), long.getvalue(), jpeg(20))
    await channel.send("42", Reply("Tin 12"), tuple(OpenFile(FileKind.PICTURE, one) for one in pictures))
    await channel.send("42", Reply("Tin 13"), (OpenFile(FileKind.PICTURE, pictures[1]),))
    sent = fake.messages(42)
    shown = [
        (message.photos, [data for _kind, data in message.streams]) for message in sent if not message.text
    ]
    file = ((), [pictures[1]])
    assert shown == [((pictures[0],), []), file, ((pictures[2],), []), file]
    assert [message.text for message in sent if message.text] == ["Tin 12", "Tin 13"]
    assert all(message.protected for message in sent)


async def test_videos_and_voices_are_uploaded_anew_and_never_forwarded(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    fake.user(42).send_text("/start")
    contents = {
        FileKind.VIDEO: make_video("mp4", "libx264"),
        FileKind.VOICE: make_voice("ipod", "aac"),
        FileKind.WEBM: make_video("webm", "libvpx"),
    }
    await channel.send("42", Reply("Tin 12"), tuple(OpenFile(*item) for item in contents.items()))
    sent = fake.messages(42)
    streams = dict(stream for message in sent for stream in message.streams)
    assert list(streams) == ["video", "voice", "document"]
    assert list(streams.values()) == list(contents.values())
    assert all(message.protected for message in sent)
    names = [name for message in sent for name in message.file_names]
    assert [name[16:] for name in names] == [".mp4", ".m4a", ".webm"]


async def test_a_message_to_who_blocked_or_left_or_never_wrote_is_lost_for_ever(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    fake.user(41)
    for number in (42, 43):
        fake.user(number).send_text("/start")
    fake.user(42).block()
    fake.user(43).deactivate()
    for address in ("41", "42", "43", "99"):
        with pytest.raises(SendError) as caught:
            await channel.send(address, Reply("chào"), ())
        assert not isinstance(caught.value, SendLaterError)
        assert address not in str(caught.value)


async def test_a_message_telegram_refuses_is_not_tried_again(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    fake.user(42).send_text("/start")
    with pytest.raises(SendError) as caught:
        await channel.send("42", Reply("chào", ((Button("x", "d" * 65),),)), ())
    assert not isinstance(caught.value, SendLaterError)


@pytest.mark.parametrize("as_timedelta", ["true", "false"])
async def test_too_many_messages_are_sent_after_the_time_telegram_names(
    fake: FakeTelegram,
    channel: TelegramChannel,
    monkeypatch: pytest.MonkeyPatch,
    as_timedelta: str,
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    error = RetryAfter(7)
    monkeypatch.setattr(RetryAfter, "retry_after", 7 if as_timedelta == "false" else error.retry_after)
    assert read_wait(error) == 7
    fake.user(42).send_text("/start")
    fake.fail_next("sendMessage", 429, "Too Many Requests: retry after 7", retry_after=7)
    with pytest.raises(SendLaterError) as caught:
        await channel.send("42", Reply("chào"), ())
    assert caught.value.seconds == 7


async def test_an_unclear_failure_is_tried_later(fake: FakeTelegram, channel: TelegramChannel) -> None:
    fake.user(42).send_text("/start")
    fake.fail_next("sendMessage", 500)
    fake.lose_next_answer("sendMessage")
    for delivered in (0, 1):
        with pytest.raises(SendLaterError) as caught:
            await channel.send("42", Reply("chào"), ())
        assert caught.value.seconds is None
        assert len(fake.messages(42)) == delivered


async def test_calls_wait_in_line_for_a_free_connection_and_none_is_lost() -> None:
    under_way, most, full = 0, 0, asyncio.Event()

    async def answer_once_many_wait(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI's own types
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        if under_way == CALLS:
            full.set()
        await full.wait()
        await Response(json.dumps({"ok": True, "result": True}))(scope, receive, send)
        under_way -= 1

    server = LoopbackServer(answer_once_many_wait)
    api = TelegramApi(TOKEN, f"{server.url}/bot", f"{server.url}/file/bot", None)
    try:
        taken = await asyncio.gather(*(api.bot.answer_callback_query(str(number)) for number in range(60)))
    finally:
        await api.close()
        server.close()

    assert taken == [True] * 60


async def test_what_is_said_in_a_group_that_has_moved_is_given_up(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    fake.user(42).send_text("/start")
    fake.move_group("sendMessage")
    with pytest.raises(SendError) as caught:
        await channel.send("42", Reply("chào"), ())
    assert not isinstance(caught.value, SendLaterError)
