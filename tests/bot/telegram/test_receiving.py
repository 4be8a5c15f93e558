"""Says how what people do on Telegram reaches the product."""

from bot.channels.port import Channel
from bot.channels.telegram import TelegramChannel
from handlers.messages import Button, Media, Reply
from tests.bot.books import WatchedBook
from tests.bot.telegram.connecting import connect, jpeg, running
from tests.fakes.telegram import TOKEN, FakeTelegram


async def test_the_channel_is_a_channel(fake: FakeTelegram, channel: TelegramChannel) -> None:
    as_channel: Channel = channel
    assert (as_channel.name, channel.limits.text, channel.limits.buttons) == ("telegram", 4096, True)
    assert TOKEN not in repr(channel)


async def test_a_message_reaches_the_product(fake: FakeTelegram, channel: TelegramChannel) -> None:
    book = WatchedBook()
    async with running(channel, book):
        fake.user(42).send_text("/start abc")
        await book.wait_for(1)
        await fake.until(lambda: fake.unconfirmed == 0)
    assert (book.taken[0].address, book.taken[0].text) == ("42", "/start abc")


async def test_the_bot_shows_its_commands_in_two_languages(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    async with running(channel, WatchedBook()):
        await fake.until(lambda: len(fake.commands) == 2)
    assert fake.commands["all_private_chats"][0] == ("baotin", "Báo tin về ma tuý")
    assert fake.commands["all_private_chats en"][0] == ("tip", "Report a tip")


async def test_a_chat_gets_a_list_of_its_own_and_loses_it_again(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    await channel.offer_commands("42", [("hangdoi", "Danh sách tin")])
    assert fake.commands["chat 42"] == [("hangdoi", "Danh sách tin")]
    await channel.offer_commands("42", [])
    assert "chat 42" not in fake.commands


async def test_a_refused_list_of_commands_does_not_stop_tips(fake: FakeTelegram) -> None:
    channel, book = connect(fake), WatchedBook()
    channel.commands = {"vi": [("Báo tin", "")]}
    async with running(channel, book):
        fake.user(42).send_text("tin")
        await book.wait_for(1)
    await channel.close()


async def test_a_pressed_button_is_answered_after_it_was_taken(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    book, person = WatchedBook(), fake.user(42)
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
    book, person = WatchedBook(), fake.user(42)
    person.send_text("/baotin")
    await channel.send("42", Reply("Bạn thấy gì?", ((Button("Bán", "1"),),)), ())
    fake.fail_next("answerCallbackQuery", 400, "Bad Request: query is too old")
    async with running(channel, book):
        person.press("Bán")
        await fake.until(lambda: fake.called("answerCallbackQuery"))
        person.send_text("tiếp")
        await book.wait_for(3)


async def test_a_command_in_a_group_is_marked_as_one(fake: FakeTelegram, channel: TelegramChannel) -> None:
    book, person = WatchedBook(), fake.user(42)
    async with running(channel, book):
        person.write_in_group("/baotin@homthu_test_bot")
        await book.wait_for(1)
    assert (book.taken[0].in_group, book.taken[0].address) == (True, "-1042")


async def test_groups_hear_nothing_and_blocking_is_no_message(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    book, person = WatchedBook(), fake.user(42)
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
    book, person = WatchedBook(), fake.user(42)
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


async def test_who_takes_the_bot_into_a_group_is_told_that_it_works_in_private(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    book = WatchedBook()
    async with running(channel, book):
        fake.user(42).take_into_group()
        await book.wait_for(1)
    assert (book.taken[0].in_group, book.taken[0].address) == (True, "-1042")


async def test_a_press_that_is_nobodys_words_is_answered_too(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    book = WatchedBook()
    async with running(channel, book):
        fake.user(42).press_in_group()
        await fake.until(lambda: not fake.unanswered)
    assert book.taken == []
