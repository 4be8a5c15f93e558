"""Says that nothing is confirmed to Telegram before it is stored, and that chats do not wait for each other."""

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE
from typing import Any

import pytest

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_polling import Polling
from handlers.messages import Incoming
from tests.bot.books import WatchedBook
from tests.bot.telegram.connecting import running
from tests.fakes.telegram import FakeTelegram


async def test_nothing_is_confirmed_before_it_is_taken(fake: FakeTelegram, channel: TelegramChannel) -> None:
    book = WatchedBook()
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
    book = WatchedBook()
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


async def test_updates_that_are_numbered_anew_are_confirmed_and_taken_once() -> None:
    """After a week without updates Telegram draws a new number, and ignores one that lies far above it."""
    taken: list[str] = []

    async def take(incoming: Incoming, _update: object) -> None:
        taken.append(incoming.text)

    polling = Polling(take)
    for number, offset in ((500_000_000, 500_000_001), (120, 121), (121, 122)):
        polling.begin([write_update(number)])
        while polling.is_busy:
            await polling.settle()
        assert polling.offset == offset
    assert taken == ["500000000", "120", "121"]


def write_update(number: int) -> dict[str, Any]:
    person = {"id": 42, "is_bot": False, "first_name": "Lan"}
    chat = {"id": 42, "type": "private"}
    message = {"message_id": 1, "from": person, "chat": chat, "date": 0, "text": str(number)}
    return {"update_id": number, "message": message}


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
    book = WatchedBook()
    async with running(channel, book):
        await book.wait_for(1)
    assert book.taken[0].message_id == committed.decode().strip()


async def test_while_the_store_is_down_nothing_is_confirmed_and_all_is_tried_again(
    fake: FakeTelegram, channel: TelegramChannel, caplog: pytest.LogCaptureFixture
) -> None:
    book = WatchedBook()
    book.down = True
    async with running(channel, book):
        fake.user(42).send_text("một")
        await book.wait_for_failures(3)
        assert fake.unconfirmed == 1
        assert {call["offset"] for call in fake.called("getUpdates")} == {"0"}
        book.down = False
        await book.wait_for(1)
        await fake.until(lambda: fake.unconfirmed == 0)
    assert "receiving_failed" in caplog.text
    assert "bí mật" not in caplog.text


async def test_one_failing_chat_does_not_hold_up_the_others(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    class OneDown(WatchedBook):
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

    class Guessing(WatchedBook):
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
    book, person = WatchedBook(), fake.user(42)
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
