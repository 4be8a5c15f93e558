"""Says how the Telegram channel outlives outages, refusals, other pollers and silence."""

import httpx
import pytest

from bot.channels.pauses import Pauses
from bot.channels.port import SendLaterError
from bot.channels.telegram import TelegramChannel
from handlers.messages import Reply
from tests.bot.books import WatchedBook
from tests.bot.telegram.connecting import connect, running
from tests.fakes.telegram import TOKEN, FakeTelegram


async def test_a_webhook_left_behind_is_taken_away(fake: FakeTelegram, channel: TelegramChannel) -> None:
    book = WatchedBook()
    async with running(channel, book):
        await fake.until(lambda: fake.called("getUpdates"))
        fake.webhook = {"url": "https://old.example/hook"}
        fake.user(42).send_text("một")
        await book.wait_for(1)
    assert fake.webhook["url"] == ""
    assert all("drop_pending_updates" not in call for call in fake.called("deleteWebhook"))


async def test_another_poller_does_not_stop_the_channel(fake: FakeTelegram, channel: TelegramChannel) -> None:
    book = WatchedBook()
    async with running(channel, book):
        await fake.until(lambda: fake.called("getUpdates"))
        async with httpx.AsyncClient(trust_env=False) as other:
            await other.get(f"{fake.base_url}{TOKEN}/getUpdates?timeout=0")
        fake.user(42).send_text("một")
        await book.wait_for(1)


async def test_an_outage_is_waited_out(fake: FakeTelegram, channel: TelegramChannel) -> None:
    book = WatchedBook()
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
    book = WatchedBook()
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
    async with running(channel, WatchedBook()):
        await fake.until(lambda: fake.refused_tokens >= 3)
        with pytest.raises(SendLaterError):
            await channel.send("42", Reply("chào"), ())
    await channel.close()
    assert "receiving_failed" in caplog.text
    assert wrong not in caplog.text


async def test_the_silence_of_telegram_is_watched(fake: FakeTelegram, channel: TelegramChannel) -> None:
    channel._receiving.heard -= 1000
    assert channel.silence >= 1000
    async with running(channel, WatchedBook()):
        fake.user(42).send_text("tiếp")
        await fake.until(lambda: fake.unconfirmed == 0)
    assert channel.silence < 1000


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


def test_the_pauses_grow_and_stay_short_enough() -> None:
    pauses = Pauses()
    seconds = [pauses.next() for _ in range(40)]
    assert 0.5 <= seconds[0] <= 1
    assert all(pause <= 30 for pause in seconds)
    assert seconds[20] >= 15
    assert pauses.next(at_least=99) == 99
    pauses.reset()
    assert pauses.next() <= 1
