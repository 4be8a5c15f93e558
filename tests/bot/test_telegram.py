"""Says how the Telegram channel behaves against a strict Bot API, by polling."""

import asyncio
import io
import json
import logging
import signal
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpx
import pytest
from PIL import Image
from starlette.responses import Response
from telegram.error import RetryAfter

from bot.channels.pauses import Pauses
from bot.channels.port import Channel, Intake, OpenFile, SendError, SendLaterError, TooBigError
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_api import CALLS, TelegramApi, read_wait
from handlers.messages import Button, Incoming, Media, Page, Reply
from storage.records import FileKind, SavedFile
from tests.fakes.phones import make_video, make_voice
from tests.fakes.telegram import TOKEN, FakeTelegram, LoopbackServer

COMMANDS = [("baotin", "Báo tin về ma tuý", "Report a tip"), ("giup", "Trợ giúp", "Help")]


class Book(Intake):
    """An intake that writes down what it took, and can be down or slow."""

    def __init__(self) -> None:
        self.taken: list[Incoming] = []
        self.down = False
        self.failures = 0
        self.gate = asyncio.Event()
        self.gate.set()
        self.entered: list[Incoming] = []
        self.news = asyncio.Condition()

    async def take(self, incoming: Incoming) -> None:
        self.entered.append(incoming)
        await self._tell()
        await self.gate.wait()
        if self.down:
            self.failures += 1
            await self._tell()
            raise OSError("the disk is full: bí mật")
        self.taken.append(incoming)
        await self._tell()

    async def _tell(self) -> None:
        async with self.news:
            self.news.notify_all()

    async def wait_for(self, count: int) -> None:
        async with asyncio.timeout(10), self.news:
            await self.news.wait_for(lambda: len(self.taken) >= count)

    async def wait_for_failures(self, count: int) -> None:
        async with asyncio.timeout(10), self.news:
            await self.news.wait_for(lambda: self.failures >= count)

    async def wait_for_entered(self, count: int) -> None:
        async with asyncio.timeout(10), self.news:
            await self.news.wait_for(lambda: len(self.entered) >= count)

    @property
    def texts(self) -> list[str]:
        return [incoming.text for incoming in self.taken]

    async def page(self, channel: str, address: str) -> Page:
        raise NotImplementedError

    async def wait_for_news(self, channel: str, address: str, seen: int) -> bool:
        raise NotImplementedError

    async def save_media(self, channel: str, address: str, data: bytes) -> tuple[SavedFile, ...] | Media:
        raise NotImplementedError

    async def open_file(self, channel: str, address: str, name: str) -> OpenFile | None:
        raise NotImplementedError


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as running:
        yield running


@pytest.fixture
async def channel(fake: FakeTelegram) -> AsyncIterator[TelegramChannel]:
    made = connect(fake)
    yield made
    await made.close()


def connect(fake: FakeTelegram, webhook_secret: str | None = None) -> TelegramChannel:
    return TelegramChannel(
        fake.token,
        fake.base_url,
        fake.base_file_url,
        webhook_secret=webhook_secret,
        public_url="https://homthu.example/",
        commands=COMMANDS,
        poll_seconds=5,
        first_pause=0.01,
    )


@asynccontextmanager
async def running(channel: TelegramChannel, intake: Intake) -> AsyncIterator[None]:
    task = asyncio.create_task(channel.run(intake))
    try:
        yield
        assert not task.done(), "the channel stopped"
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def jpeg(shade: int = 90) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (20, 20), (shade, 20, 30)).save(data, "JPEG")
    return data.getvalue()


async def test_the_channel_is_a_channel(fake: FakeTelegram, channel: TelegramChannel) -> None:
    as_channel: Channel = channel
    assert (as_channel.name, channel.limits.text, channel.limits.buttons) == ("telegram", 4096, True)
    assert TOKEN not in repr(channel)


# Receiving


async def test_a_message_reaches_the_product(fake: FakeTelegram, channel: TelegramChannel) -> None:
    book = Book()
    async with running(channel, book):
        fake.user(42).send_text("/start abc")
        await book.wait_for(1)
        await fake.until(lambda: fake.unconfirmed == 0)
    assert (book.taken[0].address, book.taken[0].text) == ("42", "/start abc")


async def test_the_bot_shows_its_commands_in_two_languages(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    async with running(channel, Book()):
        await fake.until(lambda: len(fake.commands) == 2)
    assert fake.commands[""][0] == ("baotin", "Báo tin về ma tuý")
    assert fake.commands["en"][0] == ("baotin", "Report a tip")


async def test_a_refused_list_of_commands_does_not_stop_tips(fake: FakeTelegram) -> None:
    channel, book = connect(fake), Book()
    channel.commands = [("Báo tin", "", "")]
    async with running(channel, book):
        fake.user(42).send_text("tin")
        await book.wait_for(1)
    await channel.close()


async def test_nothing_is_confirmed_before_it_is_taken(fake: FakeTelegram, channel: TelegramChannel) -> None:
    book = Book()
    book.gate.clear()
    async with running(channel, book):
        fake.user(42).send_text("một")
        fake.user(43).send_text("hai")
        await book.wait_for_entered(1)
        polls = len(fake.called("getUpdates"))
        fake.user(44).send_text("ba")
        assert fake.unconfirmed == 3
        assert len(fake.called("getUpdates")) == polls
        book.gate.set()
        await book.wait_for(3)
        await fake.until(lambda: fake.unconfirmed == 0)


async def test_chats_run_together_and_each_in_order(fake: FakeTelegram, channel: TelegramChannel) -> None:
    book = Book()
    book.gate.clear()
    for word in ("một", "hai", "ba"):
        fake.user(42).send_text(word)
        fake.user(43).send_text(word)
    async with running(channel, book):
        await book.wait_for_entered(2)
        assert {incoming.address for incoming in book.entered} == {"42", "43"}
        book.gate.set()
        await book.wait_for(6)
    for address in ("42", "43"):
        words = [incoming.text for incoming in book.taken if incoming.address == address]
        assert words == ["một", "hai", "ba"]


KILLED_AFTER_COMMIT = """
import asyncio, os, signal, sys
from bot.channels.telegram import TelegramChannel

class Store:
    async def take(self, incoming):
        print(incoming.message_id, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(TelegramChannel(sys.argv[1], sys.argv[2], first_pause=0.01).run(Store()))
"""


async def test_a_kill_between_commit_and_confirmation_loses_nothing(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    fake.user(42).send_text("có người bán ma tuý")
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", KILLED_AFTER_COMMIT, fake.token, fake.base_url, stdout=PIPE
    )
    committed, _ = await child.communicate()
    assert child.returncode == -signal.SIGKILL
    assert fake.unconfirmed == 1
    book = Book()
    async with running(channel, book):
        await book.wait_for(1)
    assert book.taken[0].message_id == committed.decode().strip()


async def test_while_the_store_is_down_nothing_is_confirmed_and_all_is_tried_again(
    fake: FakeTelegram, channel: TelegramChannel, caplog: pytest.LogCaptureFixture
) -> None:
    book = Book()
    book.down = True
    async with running(channel, book):
        fake.user(42).send_text("một")
        await book.wait_for_failures(3)
        assert fake.unconfirmed == 1
        assert {call["offset"] for call in fake.called("getUpdates")} == {"0"}
        book.down = False
        await book.wait_for(1)
        await fake.until(lambda: fake.unconfirmed == 0)
    assert "OSError, next try in" in caplog.text
    assert "bí mật" not in caplog.text


async def test_one_failing_chat_does_not_hold_up_the_others(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    class OneDown(Book):
        async def take(self, incoming: Incoming) -> None:
            self.down = incoming.address == "42"
            await super().take(incoming)

    book = OneDown()
    fake.user(42).send_text("một")
    fake.user(43).send_text("hai")
    async with running(channel, book):
        await book.wait_for(1)
        await book.wait_for_failures(2)
        assert set(book.texts) == {"hai"}
        assert fake.unconfirmed == 2


async def test_slow_work_of_one_chat_holds_up_nobody_else(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    """A guessed receipt costs a tenth of a second, and many may wait; later messages of others are taken meanwhile."""
    found = asyncio.Event()

    class Guessing(Book):
        async def take(self, incoming: Incoming) -> None:
            if incoming.text == "một mã tin":
                await found.wait()
            await super().take(incoming)

    book = Guessing()
    async with running(channel, book):
        fake.user(42).send_text("một mã tin")
        fake.user(42).send_text("sau mã tin")
        await fake.until(lambda: fake.called("getUpdates"))
        for number in range(3):
            fake.user(43).send_text(f"tin {number}")
            await book.wait_for(number + 1)
        assert book.texts == ["tin 0", "tin 1", "tin 2"]
        assert fake.unconfirmed == 5  # nothing is confirmed that could still be lost
        found.set()
        await fake.until(lambda: fake.unconfirmed == 0)
    assert book.texts == ["tin 0", "tin 1", "tin 2", "một mã tin", "sau mã tin"]


async def test_a_redelivered_update_keeps_its_id_and_the_offset_does_not_go_back(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    book, person = Book(), fake.user(42)
    async with running(channel, book):
        person.send_text("một")
        await fake.until(lambda: fake.unconfirmed == 0 and fake.called("getUpdates"))
        fake.user(43).send_text("hai")
        await book.wait_for(2)
        await fake.until(lambda: fake.unconfirmed == 0)
        person.redeliver_last()
        await book.wait_for(3)
        await fake.until(lambda: fake.unconfirmed == 0)
    assert book.taken[2] == book.taken[0]
    offsets = [int(call["offset"]) for call in fake.called("getUpdates")]
    assert offsets == sorted(offsets)


async def test_a_webhook_left_behind_is_taken_away(fake: FakeTelegram, channel: TelegramChannel) -> None:
    book = Book()
    async with running(channel, book):
        await fake.until(lambda: fake.called("getUpdates"))
        fake.webhook = {"url": "https://old.example/hook"}
        fake.user(42).send_text("một")
        await book.wait_for(1)
    assert fake.webhook["url"] == ""
    assert all("drop_pending_updates" not in call for call in fake.called("deleteWebhook"))


async def test_another_poller_does_not_stop_the_channel(fake: FakeTelegram, channel: TelegramChannel) -> None:
    book = Book()
    async with running(channel, book):
        await fake.until(lambda: fake.called("getUpdates"))
        async with httpx.AsyncClient(trust_env=False) as other:
            await other.get(f"{fake.base_url}{TOKEN}/getUpdates?timeout=0")
        fake.user(42).send_text("một")
        await book.wait_for(1)


async def test_an_outage_is_waited_out(fake: FakeTelegram, channel: TelegramChannel) -> None:
    book = Book()
    async with running(channel, book):
        fake.user(42).send_text("trước")
        await book.wait_for(1)
        with fake.outage():
            fake.user(42).send_text("trong lúc mất mạng")
            with pytest.raises(SendLaterError):
                await channel.send("42", Reply("chào"), ())
        await book.wait_for(2)
    assert book.texts == ["trước", "trong lúc mất mạng"]


async def test_a_start_without_telegram_is_tried_until_it_works(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    book = Book()
    fake.fail_next("getMe", 502, "Bad Gateway", times=2)
    fake.fail_next("deleteWebhook", 429, "Too Many Requests: retry after 1", retry_after=1)
    fake.user(42).send_text("một")
    async with running(channel, book):
        await book.wait_for(1)
    assert len(fake.called("getMe")) == 3


async def test_a_refused_token_is_no_reason_to_stop_or_to_tell_it(
    fake: FakeTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = "987654321:WRONG-token_of-nobody_0123456789_abc"
    channel = TelegramChannel(wrong, fake.base_url, fake.base_file_url, first_pause=0.01)
    async with running(channel, Book()):
        await fake.until(lambda: fake.refused_tokens >= 3)
        with pytest.raises(SendLaterError):
            await channel.send("42", Reply("chào"), ())
    await channel.close()
    assert "InvalidToken, next try in" in caplog.text
    assert wrong not in caplog.text


async def test_a_pressed_button_is_answered_after_it_was_taken(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    book, person = Book(), fake.user(42)
    async with running(channel, book):
        person.send_text("/baotin")
        await book.wait_for(1)
        rows = ((Button("Bán", "d1:kind:1"), Button("Dùng", "d1:kind:2")),)
        await channel.send("42", Reply("Bạn thấy gì?", rows), ())
        book.gate.clear()
        person.press("Dùng")
        await book.wait_for_entered(2)
        assert fake.unanswered
        book.gate.set()
        await fake.until(lambda: not fake.unanswered)
    assert book.taken[1].press == "d1:kind:2"


async def test_a_failing_answer_to_a_press_harms_nobody(fake: FakeTelegram, channel: TelegramChannel) -> None:
    book, person = Book(), fake.user(42)
    person.send_text("/baotin")
    await channel.send("42", Reply("Bạn thấy gì?", ((Button("Bán", "1"),),)), ())
    fake.fail_next("answerCallbackQuery", 400, "Bad Request: query is too old")
    async with running(channel, book):
        person.press("Bán")
        await fake.until(lambda: fake.called("answerCallbackQuery"))
        person.send_text("tiếp")
        await book.wait_for(3)


async def test_a_command_in_a_group_is_marked_as_one(fake: FakeTelegram, channel: TelegramChannel) -> None:
    book, person = Book(), fake.user(42)
    async with running(channel, book):
        person.write_in_group("/baotin@homthu_test_bot")
        await book.wait_for(1)
    assert (book.taken[0].in_group, book.taken[0].address) == (True, "-1042")


async def test_the_silence_of_telegram_is_watched(fake: FakeTelegram, channel: TelegramChannel) -> None:
    channel._heard -= 1000
    assert channel.silence >= 1000
    async with running(channel, Book()):
        fake.user(42).send_text("tiếp")
        await fake.until(lambda: fake.unconfirmed == 0)
    assert channel.silence < 1000
    channel.webhook_secret = "nothing is polled then"
    assert channel.silence == 0


async def test_groups_hear_nothing_and_blocking_is_no_message(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    book, person = Book(), fake.user(42)
    async with running(channel, book):
        person.write_in_group("ai biết chỗ nào không?")
        person.block()
        person.unblock()
        person.send_text("riêng")
        await book.wait_for(1)
        await fake.until(lambda: fake.unconfirmed == 0)
    assert book.texts == ["riêng"]
    assert fake.called("sendMessage") == []


async def test_all_kinds_of_things_arrive_under_their_names(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    book, person = Book(), fake.user(42)
    person.send_photo(jpeg(), "xe này")
    person.send_sticker()
    person.send_voice()
    person.send_contact()
    person.send_location()
    person.send_video()
    person.send_document(b"%PDF", "application/pdf")
    person.send_document(b"%PDF", "application/pdf", size=30_000_000)
    person.send_raw(dice={"emoji": "🎲", "value": 3})
    person.send_text("một")
    person.edit_last("hai")
    async with running(channel, book):
        await book.wait_for(11)
    kinds = [incoming.attachment and incoming.attachment.media for incoming in book.taken]
    assert kinds == [
        Media.PICTURE,
        Media.STICKER,
        Media.VOICE,
        Media.CONTACT,
        Media.LOCATION,
        Media.VIDEO,
        Media.PDF,
        Media.TOO_BIG,
        Media.OTHER,
        None,
        None,
    ]
    assert book.taken[0].text == "xe này"
    assert (book.taken[10].text, book.taken[10].edited) == ("hai", True)
    assert not any(trace in repr(book.taken[3].attachment) for trace in person.traces)


# Sending


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


async def test_an_answer_that_is_no_json_is_tried_later_and_not_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def gateway(scope: object, receive: object, send: object) -> None:
        assert callable(send)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"<html>bi mat</html>"})

    server = LoopbackServer(gateway)
    channel = TelegramChannel(TOKEN, f"{server.url}/bot", f"{server.url}/file/bot")
    with caplog.at_level(logging.DEBUG), pytest.raises(SendLaterError):
        await channel.send("42", Reply("chào"), ())
    await channel.close()
    server.close()
    assert "bi mat" not in caplog.text


async def test_a_closed_channel_sends_and_fetches_later(fake: FakeTelegram) -> None:
    channel = connect(fake)
    await channel.close()
    with pytest.raises(SendLaterError):
        await channel.send("42", Reply("chào"), ())
    with pytest.raises(SendLaterError):
        await channel.fetch("AgAC")


async def test_a_channel_closes_while_presses_wait_for_their_answers(fake: FakeTelegram) -> None:
    channel = connect(fake)
    for number in range(3):
        channel.answer(str(number))
    await channel.close()


# Fetching


async def picture_reference(fake: FakeTelegram, channel: TelegramChannel) -> str:
    book = Book()
    async with running(channel, book):
        await book.wait_for(1)
    attachment = book.taken[0].attachment
    assert attachment is not None
    return attachment.reference


async def test_a_picture_is_fetched(fake: FakeTelegram, channel: TelegramChannel) -> None:
    fake.user(42).send_photo(jpeg())
    assert await channel.fetch(await picture_reference(fake, channel)) == jpeg()


async def test_a_picture_larger_than_it_says_is_too_big(fake: FakeTelegram, channel: TelegramChannel) -> None:
    fake.user(42).send_document(bytes(21 * 1024 * 1024), "image/png", size=1000)
    reference = await picture_reference(fake, channel)
    with pytest.raises(TooBigError):
        await channel.fetch(reference)


async def test_a_picture_telegram_will_not_hand_out_is_too_big(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    reference = fake.store(b"", "documents/film", size=30_000_000)["file_id"]
    with pytest.raises(TooBigError):
        await channel.fetch(reference)


async def test_a_picture_that_is_gone_is_not_tried_again(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    with pytest.raises(SendError) as caught:
        await channel.fetch("AgACunknown")
    assert not isinstance(caught.value, SendLaterError)


async def test_a_picture_is_fetched_later_when_the_line_is_down(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    fake.user(42).send_photo(jpeg())
    reference = await picture_reference(fake, channel)
    with fake.outage(), pytest.raises(SendLaterError):
        await channel.fetch(reference)
    assert await channel.fetch(reference) == jpeg()


@pytest.mark.parametrize("status", [404, 500])
async def test_a_download_that_fails_is_tried_later(
    fake: FakeTelegram, channel: TelegramChannel, status: int
) -> None:
    reference = fake.store(jpeg(), "photos/a.jpg")["file_id"]
    fake.fail_next("download", status)
    fake.lose_next_answer("download")
    for _ in range(2):
        with pytest.raises(SendLaterError):
            await channel.fetch(reference)
    assert await channel.fetch(reference) == jpeg()


# Keeping quiet


async def test_our_logs_hold_neither_token_nor_person_nor_words(
    fake: FakeTelegram, channel: TelegramChannel, caplog: pytest.LogCaptureFixture
) -> None:
    book, person = Book(), fake.user(4242424242)
    book.down = True
    with caplog.at_level(logging.DEBUG):
        async with running(channel, book):
            person.send_text("bí mật của tôi")
            await book.wait_for_failures(2)
            book.down = False
            await book.wait_for(1)
            with fake.outage(), suppress(SendLaterError):
                await channel.send(str(person.id), Reply("lời đáp"), ())
            with pytest.raises(SendError):
                await channel.send(str(person.id), Reply("x", ((Button("y", "z" * 99),),)), ())
    ours = [record for record in caplog.records if record.name.startswith("bot.")]
    said = " ".join(f"{record.getMessage()} {record.exc_info}" for record in ours)
    assert ours
    for secret in (TOKEN, *person.traces, "bí mật", "lời đáp", "127.0.0.1"):
        assert secret not in said


async def test_an_error_of_a_send_shows_no_token_in_its_traceback(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    with fake.outage(), pytest.raises(SendLaterError) as caught:
        await channel.send("42", Reply("chào"), ())
    assert caught.value.__suppress_context__


async def test_the_channel_does_not_inherit_a_proxy(
    fake: FakeTelegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    fake.user(42).send_text("/start")
    channel = connect(fake)
    await channel.send("42", Reply("chào"), ())
    await channel.close()
    assert fake.messages(42)


async def test_every_request_goes_through_the_proxy_that_is_set(fake: FakeTelegram) -> None:
    seen: list[str] = []

    async def proxy(scope: dict[str, object], receive: object, send: object) -> None:
        assert callable(send)
        seen.append(str(scope["path"]).rpartition("/")[2])
        await send({"type": "http.response.start", "status": 502, "headers": []})
        await send({"type": "http.response.body", "body": b"{}"})

    server = LoopbackServer(proxy)  # type: ignore[arg-type]
    channel = TelegramChannel(TOKEN, "http://telegram.invalid/bot", proxy=server.url)
    with pytest.raises(SendLaterError):
        await channel.send("42", Reply("chào"), ())
    await channel.close()
    server.close()
    assert seen == ["sendMessage"]


def test_the_pauses_grow_and_stay_short_enough() -> None:
    pauses = Pauses()
    seconds = [pauses.next() for _ in range(40)]
    assert 0.5 <= seconds[0] <= 1
    assert all(pause <= 30 for pause in seconds)
    assert seconds[20] >= 15
    assert pauses.next(at_least=99) == 99
    pauses.reset()
    assert pauses.next() <= 1


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
    assert most == CALLS
