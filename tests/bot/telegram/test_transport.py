"""PTB's contract for transports, kept by ours: the same errors for the same answers, time limits, files, beginning and end."""

import asyncio
import io
import json
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field

import pytest
from starlette.requests import Request
from starlette.responses import Response
from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.channels.pacer import Pacer
from bot.channels.port import SendError, SendLaterError
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_api import read_wait
from bot.channels.telegram_broadcasts import TelegramCaster
from bot.channels.telegram_transport import FOREVER, NOT_SENT, AiohttpRequest
from handlers.messages import Reply
from tests.fakes.loopback import DEADLINE, LoopbackServer

FINE = json.dumps({"ok": True, "result": {"is": "fine"}}).encode()


@dataclass
class Server:
    """Answers what it is told to, and keeps what it was asked."""

    status: int = 200
    content: bytes = FINE
    asked: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    forms: list[dict[str, object]] = field(default_factory=list)
    waits: asyncio.Event | None = None
    arrived: threading.Event = field(default_factory=threading.Event)
    url: str = ""

    async def __call__(self, scope, receive, send) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - ASGI's own
        request = Request(scope, receive)
        self.asked.append((request.method, request.url.path, dict(request.headers), await request.body()))
        async with request.form() as form:
            self.forms.append(
                {
                    name: value
                    if isinstance(value, str)
                    else (value.filename, value.content_type, await value.read())
                    for name, value in form.items()
                }
            )
        self.arrived.set()
        if self.waits is not None:
            await self.waits.wait()
        await Response(self.content, self.status)(scope, receive, send)


@pytest.fixture
def server() -> Iterator[Server]:
    answers = Server()
    running = LoopbackServer(answers)
    answers.url = f"{running.url}/bot1:A/getMe"
    yield answers
    if answers.waits is not None:
        running.loop.call_soon_threadsafe(answers.waits.set)
    running.close()


@pytest.fixture
async def transport() -> AsyncIterator[AiohttpRequest]:
    made = AiohttpRequest(2, 5)
    yield made
    await made.shutdown()


async def wait_for(server: Server) -> None:
    assert await asyncio.to_thread(server.arrived.wait, DEADLINE)


def data(**parameters: object) -> RequestData:
    return RequestData([RequestParameter.from_input(name, value) for name, value in parameters.items()])


async def test_parameters_go_as_a_form_and_results_come_back(
    server: Server, transport: AiohttpRequest
) -> None:
    assert await transport.post(server.url, data(text="Chào «bạn» & 1+1", ids=[1, 2], flag=True)) == {
        "is": "fine"
    }

    method, path, headers, _body = server.asked[0]
    assert (method, path) == ("POST", "/bot1:A/getMe")
    assert server.forms[0] == {"text": "Chào «bạn» & 1+1", "ids": "[1, 2]", "flag": "true"}
    assert headers["user-agent"] == AiohttpRequest.USER_AGENT
    assert "python" not in headers.get("accept-encoding", "")


async def test_files_go_in_parts_from_bytes_and_from_open_files(
    server: Server, transport: AiohttpRequest
) -> None:
    files = data(
        chat_id=42,
        photo=InputFile(b"\xff\xd8picture", "a.jpg"),
        document=InputFile(io.BytesIO(b"%PDF"), "b.pdf", read_file_handle=False),
    )

    await transport.post(server.url, files)

    assert server.forms[0] == {
        "chat_id": "42",
        "photo": ("a.jpg", "image/jpeg", b"\xff\xd8picture"),
        "document": ("b.pdf", "application/pdf", b"%PDF"),
    }


async def test_a_file_is_retrieved_as_it_is(server: Server, transport: AiohttpRequest) -> None:
    server.content = b"\x1f\x8b not JSON"

    assert await transport.retrieve(server.url) == server.content
    assert server.asked[0][0] == "GET"


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, BadRequest),
        (401, InvalidToken),
        (403, Forbidden),
        (404, InvalidToken),
        (409, Conflict),
        (500, NetworkError),
        (502, NetworkError),
    ],
)
async def test_each_refusal_is_the_error_that_ptb_knows(
    server: Server, transport: AiohttpRequest, status: int, error: type[TelegramError]
) -> None:
    server.status, server.content = status, json.dumps({"ok": False, "description": "No"}).encode()

    with pytest.raises(error, match="No") as caught:
        await transport.post(server.url)
    assert type(caught.value) is error


async def test_what_comes_with_a_refusal_is_read(server: Server, transport: AiohttpRequest) -> None:
    server.status = 429
    server.content = json.dumps({"ok": False, "parameters": {"retry_after": 7}}).encode()
    with pytest.raises(RetryAfter) as wait:
        await transport.post(server.url)
    assert read_wait(wait.value) == 7

    server.status = 400
    server.content = json.dumps({"ok": False, "parameters": {"migrate_to_chat_id": -5}}).encode()
    with pytest.raises(ChatMigrated) as moved:
        await transport.post(server.url)
    assert moved.value.new_chat_id == -5


@pytest.mark.parametrize("content", [b'{"ok":false,"description":"Too Many Requests"}', b"<html>slow</html>"])
async def test_too_many_calls_are_too_many_without_a_number_of_seconds(
    server: Server, transport: AiohttpRequest, content: bytes
) -> None:
    server.status, server.content = 429, content
    with pytest.raises(RetryAfter) as wait:
        await transport.post(server.url)
    assert read_wait(wait.value) == 1


async def test_a_wait_that_cannot_be_counted_off_is_none_that_breaks_anything(
    server: Server, transport: AiohttpRequest
) -> None:
    server.status, server.content = 429, b'{"ok":false,"parameters":{"retry_after":1e300}}'
    with pytest.raises(RetryAfter) as wait:
        await transport.post(server.url)
    assert read_wait(wait.value) == FOREVER


@pytest.mark.parametrize(
    ("code", "error"),
    [(400, BadRequest), (403, Forbidden), (429, RetryAfter), (500, NetworkError), (None, NetworkError)],
)
async def test_a_refusal_under_a_fine_status_is_one(
    server: Server, transport: AiohttpRequest, code: int | None, error: type[TelegramError]
) -> None:
    server.content = json.dumps({"ok": False, "error_code": code, "description": "No"}, indent=1).encode()
    with pytest.raises(error) as caught:
        await transport.post(server.url)
    assert type(caught.value) is error


@pytest.mark.parametrize("result", [True, None, {}, {"message_id": "x"}, []])
async def test_what_was_carried_out_is_not_called_again_whatever_the_answer_says(
    server: Server, result: object
) -> None:
    server.content = json.dumps({"ok": True, "result": result}).encode()
    channel = TelegramChannel("1:A", server.url.removesuffix("1:A/getMe"))
    with pytest.raises(SendError) as error:
        await channel.send("42", Reply("Chào"), ())
    assert not isinstance(error.value, SendLaterError)
    await channel.close()
    assert len(server.asked) == 1


async def test_a_token_that_is_refused_has_certainly_sent_nothing(server: Server) -> None:
    server.status, server.content = 401, b'{"ok":false,"error_code":401,"description":"Unauthorized"}'
    channel = TelegramChannel("1:A", server.url.removesuffix("1:A/getMe"))
    with pytest.raises(SendLaterError) as later:
        await channel.send("42", Reply("Chào"), ())
    assert later.value.refused
    with pytest.raises(SendLaterError) as later:
        await channel.caster.cast("42", channel.caster.encode(Reply("Chào"), b""))
    assert later.value.refused
    await channel.close()


@pytest.mark.parametrize(("status", "content"), [(302, b""), (200, b"<html>log in first</html>")])
async def test_a_broadcast_that_somebody_between_has_answered_was_not_delivered(
    server: Server, transport: AiohttpRequest, status: int, content: bytes
) -> None:
    server.status, server.content = status, content
    caster = TelegramCaster(transport, server.url.removesuffix("/getMe"))
    with pytest.raises(SendLaterError):
        await caster.cast("42", caster.encode(Reply("Chào"), b""))


async def test_a_picture_whose_name_is_not_told_is_uploaded_again(
    server: Server, transport: AiohttpRequest
) -> None:
    server.content = b'{"ok":true,"result":{"message_id":1}}'
    caster = TelegramCaster(transport, server.url.removesuffix("/getMe"))
    message = caster.encode(Reply("Chào"), b"picture")
    await caster.cast("42", message)
    await caster.cast("43", message)
    assert [form["photo"] for form in server.forms] == [("hom-thu.png", "image/png", b"picture")] * 2


@pytest.mark.parametrize("content", [b"<html>Nguyen Van A</html>", b"[1]", b'{"ok": true}', b"\xff\xfe"])
async def test_an_answer_that_is_none_is_an_error_without_its_words(
    server: Server, transport: AiohttpRequest, content: bytes
) -> None:
    server.content = content
    with pytest.raises(TelegramError, match="unreadable answer"):
        await transport.post(server.url)


async def test_an_answer_that_does_not_come_has_timed_out_and_may_have_worked(
    server: Server, transport: AiohttpRequest
) -> None:
    server.waits = asyncio.Event()
    with pytest.raises(TimedOut) as caught:
        await transport.post(server.url, read_timeout=0.05)
    assert not isinstance(caught.value.__cause__, NOT_SENT)
    assert transport.read_timeout == 5


async def test_who_waits_too_long_for_a_connection_has_certainly_not_sent(server: Server) -> None:
    server.waits = asyncio.Event()
    one = AiohttpRequest(1, 5)
    first = asyncio.create_task(one.post(server.url))
    await wait_for(server)

    with pytest.raises(TimedOut) as caught:
        await one.post(server.url, pool_timeout=0.01)

    assert isinstance(caught.value.__cause__, NOT_SENT)
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    await one.shutdown()
    assert len(server.asked) == 1


async def test_no_connection_is_told_from_one_that_broke(server: Server, transport: AiohttpRequest) -> None:
    with pytest.raises(NetworkError) as refused:
        await transport.post("http://127.0.0.1:9/bot1:A/getMe")
    assert isinstance(refused.value.__cause__, NOT_SENT)
    assert "1:A" not in str(refused.value)

    breaking = LoopbackServer(Server())
    address = f"{breaking.url}/bot1:A/getMe"
    await transport.post(address)
    breaking.cut()
    with pytest.raises(NetworkError):
        await transport.post(address)
    breaking.close()


async def test_what_is_closed_fails_until_it_is_opened_anew(
    server: Server, transport: AiohttpRequest
) -> None:
    for _cycle in range(2):
        async with transport:
            await transport.post(server.url)
        with pytest.raises(NetworkError, match="closed"):
            await transport.post(server.url)
    await transport.shutdown()


async def test_redirects_are_not_followed(server: Server, transport: AiohttpRequest) -> None:
    server.status = 302
    with pytest.raises(NetworkError):
        await transport.post(server.url)
    assert len(server.asked) == 1


async def test_ptbs_bot_works_on_it(server: Server) -> None:
    me = {"id": 1, "is_bot": True, "first_name": "Hòm Thư", "username": "homthubot"}
    server.content = json.dumps({"ok": True, "result": me}).encode()
    async with Bot("1:A", server.url.removesuffix("1:A/getMe"), request=AiohttpRequest(2, 5)) as bot:
        assert bot.first_name == "Hòm Thư"


async def test_messages_wait_for_the_pacer_and_other_calls_do_not(server: Server) -> None:
    pacer = Pacer(30)
    server.waits = asyncio.Event()
    paced = AiohttpRequest(2, 5, pacer=pacer)
    for method, free in (("sendMessage", 29), ("editMessageText", 29), ("sendChatAction", 30), ("getMe", 30)):
        server.arrived.clear()
        call = asyncio.create_task(paced.post(server.url.replace("getMe", method)))
        await wait_for(server)
        assert len(pacer._free) == free
        call.cancel()
        await asyncio.gather(call, return_exceptions=True)
    await paced.shutdown()
