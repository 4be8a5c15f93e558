"""How the rows of the outbox are carried out: slots are edited, order is kept, what was taken out of line is not sent."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from io import BytesIO
from typing import Literal

import pytest
from PIL import Image

from bot.cards.shelf import Shelf
from bot.channels.port import OpenFile, SendError, SendLaterError, WaitForPersonError
from bot.channels.progress import Progress
from bot.channels.telegram import TelegramChannel
from bot.delivery.sender import Sender
from bot.workers import Workers
from handlers.envelopes import dump_removal, dump_reply
from handlers.messages import Incoming, Recipient, Removal, Reply
from handlers.outgoing import close_turn
from handlers.product import Product
from handlers.turn import Turn
from storage import outbox, posted
from storage.store import Store
from tests.bot.telegram.connecting import connect
from tests.fakes.telegram import FakeTelegram, FakeUser

NOW = 1_790_000_000.0
PROGRESS = "progress"


@pytest.fixture
def fake() -> Iterator[FakeTelegram]:
    with FakeTelegram() as running:
        yield running


@pytest.fixture
async def channel(fake: FakeTelegram) -> AsyncIterator[TelegramChannel]:
    made = connect(fake)
    yield made
    await made.close()


async def draw_card(name: str, language: str) -> bytes:
    """Draw a small picture in the place of a card."""
    picture = BytesIO()
    Image.new("RGB", (40, 40)).save(picture, "PNG")
    return picture.getvalue()


class Post:
    """One person's line, and who carries it."""

    def __init__(self, store: Store, channel: TelegramChannel) -> None:
        self.store, self.channel = store, channel
        self.recipient = Recipient("telegram", store.runtime.name_person("telegram", "42"))
        workers = Workers(1, store.salt, store.files)  # no process is started: there are no pictures
        self.sender = Sender(store, {"telegram": channel}, workers, Shelf(draw_card).take, lambda: NOW)
        self.position = 0

    async def put(self, *contents: Reply | Removal) -> None:
        for content in contents:
            self.position += 1
            row = dump_removal(content) if isinstance(content, Removal) else dump_reply(content)
            message = {"address": "42", **row}
            await self.store.turn(
                lambda tx, message=message: outbox.add(  # type: ignore[misc]
                    tx, self.store.runtime, "telegram", self.recipient.person, self.position, 1, message
                )
            )

    async def send(self) -> None:
        self.sender.wake(self.recipient)
        async with asyncio.timeout(10):
            await self.sender.settle()

    async def standing(self) -> set[str]:
        found = await self.store.read(
            lambda tx: posted.of_person(tx, self.store.runtime, self.recipient.person)
        )
        return {one.message for one in found}


@pytest.fixture
def lan(fake: FakeTelegram) -> FakeUser:
    user = fake.user(42)
    user.send_text("chào")
    return user


@pytest.fixture
def post(store: Store, channel: TelegramChannel, lan: FakeUser) -> Post:
    return Post(store, channel)


async def test_the_first_of_a_slot_is_sent_and_the_next_edit_it(post: Post, lan: FakeUser) -> None:
    await post.put(Reply("10 %", slot=PROGRESS, edits=True), Reply("lời khác"))
    await post.send()
    await post.put(Reply("50 %", slot=PROGRESS, edits=True))
    await post.send()

    assert [(sent.text, sent.edits) for sent in lan.messages] == [("50 %", 1), ("lời khác", 0)]


async def test_a_notice_takes_the_place_of_the_last_one_of_its_slot_and_is_kept_true(
    post: Post, lan: FakeUser
) -> None:
    await post.put(Reply("tin mới 1", kind="notice", slot="t1"), Reply("tin mới 2", kind="notice", slot="t2"))
    await post.put(Reply("tin 1 đã có người nhận", kind="notice", slot="t1", edits=True))
    await post.send()
    assert [(sent.text, sent.edits) for sent in lan.messages] == [
        ("tin 1 đã có người nhận", 1),
        ("tin mới 2", 0),
    ]
    await post.put(Reply("tin 1 có thêm", kind="notice", slot="t1"))
    await post.send()

    assert [sent.text for sent in lan.messages] == ["tin mới 2", "tin 1 có thêm"]
    assert await post.standing() == {str(sent.message_id) for sent in lan.messages}


async def test_a_notice_that_only_keeps_another_one_true_is_dropped_where_none_stands(
    post: Post, lan: FakeUser
) -> None:
    await post.put(Reply("tin 1 đã có người nhận", kind="notice", slot="t1", edits=True))
    await post.send()

    assert lan.messages == []
    assert await post.store.read(outbox.count_waiting) == 0


async def test_a_removal_takes_back_what_was_sent_before_it_in_the_same_line(
    post: Post, lan: FakeUser
) -> None:
    await post.put(Reply("1234", slot="receipt", lasts=600), Reply("lời khác"), Removal(slot="receipt"))
    await post.send()

    assert [sent.text for sent in lan.messages] == ["lời khác"]
    assert await post.standing() == {str(lan.messages[0].message_id)}


async def test_what_was_taken_back_is_known_no_more(post: Post, lan: FakeUser) -> None:
    await post.put(Reply("một"), Reply("hai"), Removal(), Reply("ba"))
    await post.send()

    assert [sent.text for sent in lan.messages] == ["ba"]
    assert await post.standing() == {str(lan.messages[0].message_id)}
    assert await post.store.read(outbox.count_waiting) == 0


async def test_what_left_the_line_while_telegram_wanted_a_pause_is_not_sent(
    post: Post, lan: FakeUser, fake: FakeTelegram
) -> None:
    fake.fail_next("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
    await post.put(Reply("xoá rồi"))
    post.sender.wake(post.recipient)
    await fake.until(lambda: fake.called("sendMessage"))
    await post.store.turn(lambda tx: outbox.remove(tx, post.recipient.person, 1))
    async with asyncio.timeout(10):
        await post.sender.settle()

    assert lan.messages == []


async def test_of_a_slot_only_the_newest_waits(store: Store) -> None:
    def work(tx: object) -> list[str]:
        turn = Turn(tx, Product(store, "", 60), Incoming("telegram", "42", "1"), NOW, {})  # type: ignore[arg-type]
        for percent in (10, 50):
            turn.reply(Reply(f"{percent} %", slot=PROGRESS, edits=True))
        turn.reply(Reply("lời khác"))
        close_turn(turn)
        waiting = outbox.waiting_for(tx, store.runtime, turn.person)  # type: ignore[arg-type]
        return [row.message["text"] for row in waiting]

    assert await store.turn(work) == ["50 %", "lời khác"]


class Unreachable(TelegramChannel):
    """Telegram on a day when it can't be reached, at first."""

    def __init__(self, failures: list[SendError]) -> None:
        super().__init__("12345:unreachable")
        self.failures = failures
        self.sent: list[str] = []

    async def send(
        self, address: str, reply: Reply, files: tuple[OpenFile, ...], progress: Progress | None = None
    ) -> tuple[str, ...]:
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append(reply.text)
        return ()


class Impatient(TelegramChannel):
    """Telegram, where a pause is none, or as long as `waits` lasts until the person writes."""

    waits = False

    async def send(
        self, address: str, reply: Reply, files: tuple[OpenFile, ...], progress: Progress | None = None
    ) -> tuple[str, ...]:
        try:
            return await super().send(address, reply, files, progress)
        except SendLaterError as later:
            if self.waits:
                raise WaitForPersonError from None
            raise SendLaterError(0, refused=later.refused) from None


@pytest.fixture
async def impatient(fake: FakeTelegram, store: Store, lan: FakeUser) -> AsyncIterator[Post]:
    made = Impatient(fake.token, fake.base_url, fake.base_file_url)
    yield Post(store, made)
    await made.close()


async def test_a_notice_that_certainly_did_not_arrive_is_sent_later_and_one_that_may_have_is_not(
    store: Store,
) -> None:
    notice = Reply("Tin mới 1", kind="notice")
    channel = Unreachable([SendLaterError(0, refused=True), SendLaterError(0, refused=True)])
    post = Post(store, channel)
    await post.put(notice)
    await post.send()
    assert channel.sent == ["Tin mới 1"]
    channel.failures = [SendLaterError()]
    await post.put(notice)
    await post.send()
    assert channel.sent == ["Tin mới 1"]
    await channel.close()


LONG = "Tin dài. " * 1000


@pytest.mark.parametrize("kind", ["say", "notice"])
async def test_what_broke_off_goes_on_with_the_part_that_failed(
    impatient: Post, lan: FakeUser, fake: FakeTelegram, kind: Literal["say", "notice"]
) -> None:
    fake.spare_next("sendMessage")
    fake.fail_next("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1, times=2)
    await impatient.put(Reply(LONG, kind=kind, slot="dài"))
    await impatient.send()

    assert " ".join(sent.text for sent in lan.messages).split() == LONG.split()
    assert await impatient.standing() == {str(sent.message_id) for sent in lan.messages}
    assert await impatient.store.read(outbox.count_waiting) == 0


async def test_what_a_platform_refuses_is_left_out_and_the_rest_arrives(
    post: Post, lan: FakeUser, fake: FakeTelegram
) -> None:
    fake.fail_next("sendMessage", 400, "Bad Request: message text is odd")
    await post.put(Reply(LONG))
    await post.send()

    assert len(lan.messages) == 2
    assert LONG.strip().endswith(lan.messages[-1].text)


async def test_a_card_that_is_refused_is_not_tried_again_with_the_words(
    impatient: Post, lan: FakeUser, fake: FakeTelegram
) -> None:
    fake.fail_next("sendPhoto", 400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
    fake.spare_next("sendMessage")
    fake.fail_next("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
    await impatient.put(Reply(LONG, card="june-07-vi"))
    await impatient.send()

    assert " ".join(sent.text for sent in lan.messages).split() == LONG.split()
    assert len(fake.called("sendPhoto")) == 1


async def test_what_must_wait_for_the_person_waits_and_goes_out_once_they_have_written(store: Store) -> None:
    channel = Unreachable([WaitForPersonError(), WaitForPersonError()])
    post = Post(store, channel)
    await post.put(Reply("Tin mới 1", kind="notice"), Reply("sau"))
    await post.send()
    await post.send()
    assert channel.sent == []
    assert post.recipient in post.sender._parked
    await post.send()  # as their next message wakes the sender
    assert channel.sent == ["Tin mới 1", "sau"]
    await channel.close()


async def send_half(impatient: Post, fake: FakeTelegram) -> None:
    """Send the beginning of a reply whose rest must wait."""
    fake.spare_next("sendMessage")
    fake.fail_next("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
    assert isinstance(impatient.channel, Impatient)
    impatient.channel.waits = True
    await impatient.put(Reply(LONG), Reply("sau"))
    await impatient.send()


async def test_the_rest_of_a_reply_waits_for_the_person_and_its_beginning_does_not_come_again(
    impatient: Post, lan: FakeUser, fake: FakeTelegram
) -> None:
    await send_half(impatient, fake)
    assert (len(lan.messages), impatient.recipient in impatient.sender._parked) == (1, True)
    await impatient.send()  # as their next message wakes the sender

    assert " ".join(sent.text for sent in lan.messages).split() == [*LONG.split(), "sau"]


async def test_a_restart_in_the_middle_of_a_reply_goes_on_with_its_rest(
    impatient: Post, lan: FakeUser, fake: FakeTelegram
) -> None:
    await send_half(impatient, fake)
    assert len(lan.messages) == 1
    restarted = Post(impatient.store, impatient.channel)
    await restarted.send()

    assert " ".join(sent.text for sent in lan.messages).split() == [*LONG.split(), "sau"]
    assert await restarted.standing() == {str(sent.message_id) for sent in lan.messages}
    assert await restarted.store.read(outbox.count_waiting) == 0


async def test_a_card_goes_with_its_words_or_before_them(post: Post, lan: FakeUser) -> None:
    short, long = "Cảnh giác", "Bài dài. " * 200
    await post.put(
        Reply(short, card="june-07-vi"), Reply(long, card="june-07-vi"), Reply("?", card="july-07-vi")
    )
    await post.send()

    told = [(one.text, bool(one.photos)) for one in lan.messages]
    assert told == [(short, True), ("", True), (long.strip(), False), ("?", False)]
