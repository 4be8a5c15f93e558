"""Says how files are fetched from Telegram."""

import pytest

from bot.channels.port import SendError, SendLaterError, TooBigError
from bot.channels.telegram import TelegramChannel
from tests.bot.books import WatchedBook
from tests.bot.telegram.connecting import jpeg, running
from tests.fakes.telegram import FakeTelegram


async def picture_reference(fake: FakeTelegram, channel: TelegramChannel) -> str:
    book = WatchedBook()
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
