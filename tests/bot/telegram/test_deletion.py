"""Says how messages are taken back on Telegram, by HTTP against the strict fake; and how the fake refuses."""

import json

import pytest
from telegram.error import BadRequest

from bot.channels.port import OpenFile, SendError, SendLaterError
from bot.channels.progress import Progress
from bot.channels.telegram import TelegramChannel
from handlers.messages import Button, Reply
from storage.records import FileKind
from tests.bot.telegram.connecting import jpeg
from tests.fakes.telegram import FakeTelegram, FakeUser

HOUR = 3600


@pytest.fixture
def lan(fake: FakeTelegram) -> FakeUser:
    user = fake.user(42)
    user.send_text("chào")
    return user


def picture(shade: int = 90) -> OpenFile:
    return OpenFile(FileKind.PICTURE, jpeg(shade))


def asked(fake: FakeTelegram) -> list[list[int]]:
    return [json.loads(call["message_ids"]) for call in fake.called("deleteMessages")]


async def test_sending_names_every_message(channel: TelegramChannel, lan: FakeUser) -> None:
    names = await channel.send("42", Reply("một " * 1500), tuple(picture(shade) for shade in (10, 20, 30)))

    assert [int(name) for name in names] == [sent.message_id for sent in lan.messages]
    assert len(names) == 5


async def test_a_broken_off_sending_names_what_was_sent(
    fake: FakeTelegram, channel: TelegramChannel, lan: FakeUser
) -> None:
    fake.fail_next("sendMessage", 429, "Too Many Requests: retry after 3", retry_after=3)

    progress = Progress()
    with pytest.raises(SendLaterError):
        await channel.send("42", Reply("chữ"), (picture(),), progress)

    assert progress.sent == [str(lan.messages[0].message_id)]


async def test_both_sides_are_deleted(fake: FakeTelegram, channel: TelegramChannel, lan: FakeUser) -> None:
    names = await channel.send("42", Reply("lời đáp"), ())
    own = str(lan.written[0].message_id)

    await channel.delete("42", [*names, own])

    assert (lan.messages, lan.written) == ([], [])
    assert asked(fake) == [[int(names[0]), int(own)]]


async def test_many_are_deleted_a_hundred_at_a_time(
    fake: FakeTelegram, channel: TelegramChannel, lan: FakeUser
) -> None:
    for number in range(204):
        lan.send_text(str(number))

    await channel.delete("42", [str(one.message_id) for one in lan.written])

    assert lan.written == []
    assert [len(numbers) for numbers in asked(fake)] == [100, 100, 5]


async def test_one_that_is_too_old_or_gone_does_not_save_the_others(
    fake: FakeTelegram, channel: TelegramChannel, lan: FakeUser
) -> None:
    lan.age_chat(48 * HOUR)
    lan.send_text("mới")
    old, new = lan.written

    await channel.delete("42", [str(old.message_id), "77", str(new.message_id)])

    assert lan.written == [old]
    assert len(fake.called("deleteMessage")) == 3


async def test_a_young_dice_can_not_be_deleted(channel: TelegramChannel, lan: FakeUser) -> None:
    lan.send_raw(dice={"emoji": "🎲", "value": 6})

    await channel.delete("42", [str(one.message_id) for one in lan.written])

    assert [one.content["dice"]["value"] for one in lan.written] == [6]


async def test_deleting_nothing_asks_for_nothing(fake: FakeTelegram, channel: TelegramChannel) -> None:
    await channel.delete("42", [])

    assert fake.called("deleteMessages") == []


async def test_telegram_is_left_alone_as_long_as_it_wants(
    fake: FakeTelegram, channel: TelegramChannel, lan: FakeUser
) -> None:
    fake.fail_next("deleteMessages", 429, "Too Many Requests: retry after 9", retry_after=9)

    with pytest.raises(SendLaterError) as raised:
        await channel.delete("42", ["5"])

    assert raised.value.seconds == 9


async def test_who_has_blocked_the_bot_is_given_up(channel: TelegramChannel, lan: FakeUser) -> None:
    lan.block()

    with pytest.raises(SendError) as raised:
        await channel.delete("42", ["5"])

    assert not isinstance(raised.value, SendLaterError)


async def test_an_edit_takes_the_place_of_a_message(channel: TelegramChannel, lan: FakeUser) -> None:
    (name,) = await channel.send("42", Reply("10 %"), ())

    await channel.edit("42", name, Reply("20 %", ((Button("Dừng", "d"),),)))
    await channel.edit("42", name, Reply("20 %", ((Button("Dừng", "d"),),)))

    assert [(sent.text, sent.labels, sent.edits) for sent in lan.messages] == [("20 %", ["Dừng"], 1)]
    with pytest.raises(SendError):
        await channel.edit("42", "77", Reply("30 %"))


async def test_the_fake_takes_1_to_100_numbers_and_refuses_all_for_one(
    fake: FakeTelegram, channel: TelegramChannel, lan: FakeUser
) -> None:
    lan.age_chat(48 * HOUR)
    lan.send_text("mới")
    numbers = [one.message_id for one in lan.written]
    wrongs: list[list[object]] = [[], list(range(101)), ["a"], [*numbers]]
    for wrong in wrongs:
        with pytest.raises(BadRequest):
            await channel._bot.do_api_request("delete_Messages", {"chat_id": 42, "message_ids": wrong})
    assert len(lan.written) == 2
