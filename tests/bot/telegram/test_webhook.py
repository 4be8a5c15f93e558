"""Says how Telegram's webhook is received: over HTTP, delivered as Telegram delivers."""

import asyncio
import json
import logging
import threading
from collections.abc import AsyncIterator, Callable

import httpx
import pytest
from starlette.types import ASGIApp

from bot.channels.telegram_webhook import LARGEST_BODY, TelegramWebhook
from handlers.messages import Button, Incoming, Reply
from tests.bot.books import Book
from tests.bot.telegram.connecting import connect, running
from tests.fakes.telegram import FakeTelegram

SECRET = "a-secret_of-the-webhook"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
PERSON = {"id": 42, "is_bot": False, "first_name": "Lan"}
MESSAGE = {"message_id": 1, "from": PERSON, "chat": {"id": 42, "type": "private"}, "date": 0}
UPDATE = {"update_id": 77, "message": {**MESSAGE, "text": "có người bán ma tuý"}}


class Store(Book):
    """A book that lives in the webhook's own loop, so that tests read it after the answer."""

    def __init__(self) -> None:
        super().__init__()
        self.entered: list[Incoming] = []

    async def take(self, incoming: Incoming) -> None:
        self.entered.append(incoming)
        await super().take(incoming)


@pytest.fixture
async def store() -> Store:
    return Store()


@pytest.fixture
async def client(serve: Callable[[ASGIApp], str], store: Store) -> AsyncIterator[httpx.AsyncClient]:
    url = serve(TelegramWebhook(SECRET, store, lambda _: None))
    headers = {HEADER: SECRET}
    async with httpx.AsyncClient(base_url=url, headers=headers, trust_env=False) as made:
        yield made


async def test_an_update_is_answered_with_an_empty_200_after_it_was_taken(
    client: httpx.AsyncClient, store: Store
) -> None:
    answer = await client.post("", json=UPDATE)
    assert (answer.status_code, answer.content) == (200, b"")
    assert store.taken == [Incoming("telegram", "42", "77", "có người bán ma tuý", deletable="1")]


async def test_200_does_not_come_before_the_commit(serve: Callable[[ASGIApp], str]) -> None:
    entered, commit = threading.Event(), threading.Event()

    class Slow(Book):
        async def take(self, incoming: Incoming) -> None:
            entered.set()
            await asyncio.to_thread(commit.wait, 10)

    url = serve(TelegramWebhook(SECRET, Slow(), lambda _: None))
    async with httpx.AsyncClient(headers={HEADER: SECRET}, trust_env=False) as client:
        posting = asyncio.create_task(client.post(url, json=UPDATE))
        assert await asyncio.to_thread(entered.wait, 10)
        assert not posting.done()
        commit.set()
        assert (await posting).status_code == 200


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", "bí mật"])
async def test_who_does_not_know_the_secret_gets_401_and_is_not_read(
    client: httpx.AsyncClient, store: Store, secret: str | None
) -> None:
    del client.headers[HEADER]
    headers = [] if secret is None else [(HEADER.encode(), secret.encode())]
    answer = await client.post("", content=b"no json", headers=headers)
    assert answer.status_code == 401
    assert store.entered == []


async def test_the_secret_is_checked_before_the_body_comes(serve: Callable[[ASGIApp], str]) -> None:
    url = httpx.URL(serve(TelegramWebhook(SECRET, Store(), lambda _: None)))
    reader, writer = await asyncio.open_connection(url.host, url.port)
    writer.write(b"POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n")
    async with asyncio.timeout(10):
        assert b" 401 " in await reader.readline()
    writer.close()
    await writer.wait_closed()


async def test_a_body_that_says_it_is_too_large_is_refused(client: httpx.AsyncClient, store: Store) -> None:
    answer = await client.post("", content=b" " * (LARGEST_BODY + 1))
    assert answer.status_code == 413
    assert store.entered == []


async def test_a_body_that_grows_too_large_is_refused(client: httpx.AsyncClient, store: Store) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(17):
            yield b" " * (LARGEST_BODY // 16)

    answer = await client.post("", content=pieces())
    assert answer.status_code == 413
    assert store.entered == []


async def test_a_body_in_pieces_is_put_together(client: httpx.AsyncClient, store: Store) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        body = json.dumps(UPDATE).encode()
        yield body[:40]
        yield body[40:]

    assert (await client.post("", content=pieces())).status_code == 200
    assert len(store.taken) == 1


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b"\xff\xfe\x00", b"[" * 100_000])
async def test_what_is_no_update_gets_400_and_leaves_nothing_in_the_log(
    client: httpx.AsyncClient, store: Store, body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    assert (await client.post("", content=body)).status_code == 400
    assert store.entered == []
    assert not [record for record in caplog.records if record.exc_info]


async def test_an_update_that_is_no_message_is_taken_off_telegrams_hands(
    client: httpx.AsyncClient, store: Store
) -> None:
    assert (await client.post("", json={"update_id": 1, "poll": {}})).status_code == 200
    assert store.entered == []


async def test_a_store_that_is_down_makes_telegram_deliver_again(
    fake: FakeTelegram,
    serve: Callable[[ASGIApp], str],
    store: Store,
    caplog: pytest.LogCaptureFixture,
) -> None:
    store.failures = 2
    fake.user(42).send_text("một")
    fake.user(42).send_text("hai")
    with caplog.at_level(logging.DEBUG, "bot"):
        fake.deliver_to(serve(TelegramWebhook(SECRET, store, lambda _: None)), SECRET)
        await fake.until(lambda: fake.unconfirmed == 0)
    assert [status for _, status in fake.deliveries] == [500, 500, 200, 200]
    assert store.texts == ["một", "hai"]
    assert len({incoming.message_id for incoming in store.entered[:3]}) == 1
    ours = [record for record in caplog.records if record.name.startswith("bot.")]
    assert ours
    assert not any("bí mật" in record.getMessage() or record.exc_info for record in ours)


async def test_an_update_delivered_twice_has_the_same_message_id(
    fake: FakeTelegram, serve: Callable[[ASGIApp], str], store: Store
) -> None:
    person = fake.user(42)
    fake.deliver_to(serve(TelegramWebhook(SECRET, store, lambda _: None)), SECRET)
    person.send_text("một")
    await fake.until(lambda: fake.unconfirmed == 0)
    person.redeliver_last()
    await fake.until(lambda: len(fake.deliveries) == 2)
    assert store.taken[0] == store.taken[1]


async def test_a_webhook_with_another_secret_takes_nothing_and_loses_nothing(
    fake: FakeTelegram, serve: Callable[[ASGIApp], str], store: Store
) -> None:
    url = serve(TelegramWebhook(SECRET, store, lambda _: None))
    fake.user(42).send_text("một")
    fake.deliver_to(url, "another-secret")
    await fake.until(lambda: len(fake.deliveries) >= 2)
    assert {status for _, status in fake.deliveries} == {401}
    fake.deliver_to(url, SECRET)
    await fake.until(lambda: fake.unconfirmed == 0)
    assert store.texts == ["một"]


async def test_the_channel_announces_its_webhook_and_then_waits(fake: FakeTelegram) -> None:
    channel = connect(fake, SECRET)
    async with running(channel, Book()):
        await fake.until(lambda: "all_private_chats en" in fake.commands)
        fake.user(42).send_text("/start")
        for _ in range(2):  # round trips, in which a poll would show
            await channel.send("42", Reply("chào"), ())
        assert fake.webhook == {"url": "https://homthu.example/telegram", "secret_token": SECRET}
    await channel.close()
    assert fake.called("getUpdates") == []
    [call] = fake.called("setWebhook")
    assert set(json.loads(call["allowed_updates"])) == {
        "message",
        "edited_message",
        "callback_query",
        "my_chat_member",
        "poll_answer",
    }
    assert "drop_pending_updates" not in call


async def test_a_webhook_that_somebody_takes_away_is_set_again(fake: FakeTelegram) -> None:
    channel = connect(fake, SECRET, look_seconds=0.01)
    async with running(channel, Book()):
        await fake.until(lambda: fake.called("getWebhookInfo"))
        channel._receiving.heard -= 1000
        fake.webhook = {"url": "https://elsewhere.example/hook"}
        await fake.until(lambda: fake.webhook["url"] == "https://homthu.example/telegram")
        looked = len(fake.called("getWebhookInfo"))
        await fake.until(lambda: len(fake.called("getWebhookInfo")) > looked + 1)
        fake.webhook_error = {"last_error_date": 1_790_000_000, "last_error_message": "bí mật"}
        looked = len(fake.called("getWebhookInfo"))
        await fake.until(lambda: len(fake.called("getWebhookInfo")) > looked + 1)
    await channel.close()
    assert channel.silence < 1000


async def test_a_press_is_answered_after_it_was_taken_and_only_then(
    fake: FakeTelegram, serve: Callable[[ASGIApp], str], store: Store
) -> None:
    channel, person = connect(fake), fake.user(42)
    person.send_text("/baotin")
    await channel.send("42", Reply("Bạn thấy gì?", ((Button("Bán", "kind:1"),),)), ())
    loop = asyncio.get_running_loop()
    taken_when_answered: list[int] = []

    def answer(query_id: str) -> None:
        taken_when_answered.append(len(store.taken))
        loop.call_soon_threadsafe(channel.answer, query_id)

    store.failures = 1
    fake.deliver_to(serve(TelegramWebhook(SECRET, store, answer)), SECRET)
    person.press("Bán")
    await fake.until(lambda: not fake.unanswered)
    await channel.close()
    assert store.taken[-1].press == "kind:1"
    assert taken_when_answered == [2]
