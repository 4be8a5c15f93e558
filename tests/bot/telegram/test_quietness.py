"""Says that the Telegram channel tells nobody its token or its people, and goes only through the proxy that is set."""

import asyncio
import json
import logging
from contextlib import suppress

import pytest
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.channels.port import SendError, SendLaterError
from bot.channels.telegram import TelegramChannel
from handlers.messages import Button, Reply
from tests.bot.books import WatchedBook
from tests.bot.telegram.connecting import COMMANDS, connect, running
from tests.fakes.loopback import LoopbackServer
from tests.fakes.telegram import TOKEN, FakeTelegram


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


async def test_our_logs_hold_neither_token_nor_person_nor_words(
    fake: FakeTelegram, channel: TelegramChannel, caplog: pytest.LogCaptureFixture
) -> None:
    book, person = WatchedBook(), fake.user(4242424242)
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


async def test_polls_go_through_a_proxy_of_their_own() -> None:
    seen: dict[str, set[str]] = {"calls": set(), "polls": set()}
    polled = asyncio.Event()

    def make_proxy(which: str, result: object) -> ASGIApp:
        async def proxy(scope: Scope, receive: Receive, send: Send) -> None:
            seen[which].add(str(scope["path"]).rpartition("/")[2])
            await Response(json.dumps({"ok": True, "result": result}))(scope, receive, send)
            if which == "polls":
                loop.call_soon_threadsafe(polled.set)

        return proxy

    loop, bot = asyncio.get_running_loop(), {"id": 1, "is_bot": True, "first_name": "x", "username": "x_bot"}
    calls, polls = LoopbackServer(make_proxy("calls", bot)), LoopbackServer(make_proxy("polls", []))
    channel = TelegramChannel(
        TOKEN, "http://telegram.invalid/bot", proxy=calls.url, updates_proxy=polls.url, commands=COMMANDS
    )
    async with running(channel, WatchedBook()):
        async with asyncio.timeout(10):
            await polled.wait()
    await channel.close()
    calls.close()
    polls.close()
    assert seen == {"calls": {"getMe", "deleteWebhook", "setMyCommands"}, "polls": {"getUpdates"}}
