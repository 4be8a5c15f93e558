"""The other side of a bot: a raw stub of the Bot API, in the process that measures."""

import asyncio
import json
import re
from collections import defaultdict
from collections.abc import Callable
from itertools import cycle
from typing import Any
from urllib.parse import unquote

from benchmarks.crowd import Crowd, Person

BATCH = 100  # the most that getUpdates gives
LONG_POLL_SECONDS = 5
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_CHAT = re.compile(rb"chat_id=(\d+)")
_ADDRESS = re.compile(rb'url"?[=:] *"?([^"&]+)')
_BOT = {"id": 1, "is_bot": True, "first_name": "Hòm Thư", "username": "homthu_bot"}
_RESULTS: dict[bytes, Any] = {
    b"getMe": {**_BOT, "can_join_groups": False, "can_read_all_group_messages": False},
    b"login": {"access_token": "a", "refresh_token": "b", "expires_in": "90000"},
    b"sendMessage": {
        "message_id": 1,
        "date": 1_790_000_000,
        "chat": {"id": 1, "type": "private"},
        "text": "x",
    },
}

Batches = Callable[[], Any]


class Stub(asyncio.Protocol):
    """One connection to the stub: reads a request, answers it, no more."""

    def __init__(self, api: "BotApi") -> None:
        self._api = api
        self._data = b""
        self._transport: Any = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the connection."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer each request that is complete."""
        self._data += data
        while True:
            head, separator, rest = self._data.partition(b"\r\n\r\n")
            length = _LENGTH.search(head)
            size = int(length[1]) if length else 0
            if not separator or len(rest) < size:
                return
            self._data = rest[size:]
            method = head.split(b" ", 2)[1].rpartition(b"/")[2]
            if method.lower() in {b"getupdates", b"get_updates"}:
                self._api.give_updates(self._write)
            else:
                self._api.note(method, rest[:size])
                self._write(self._api.result_of(method))

    def _write(self, result: Any) -> None:  # noqa: ANN401 - whatever JSON can say
        said = result if isinstance(result, dict) and "access_token" in result else {"result": result}
        body = json.dumps({"ok": True, **said}).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self._transport.write(head.encode() + body)


class BotApi:
    """What the stub knows: who waits for a reply, how many were sent, and what is to be polled."""

    def __init__(self) -> None:
        self.sent = 0
        self.url = self.webhook = ""
        self._replies: defaultdict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self._batches: Batches | None = None
        self._write: Callable[[Any], None] | None = None
        self._timeout: asyncio.TimerHandle | None = None

    async def listen(self) -> None:
        """Begin to serve."""
        server = await asyncio.get_running_loop().create_server(lambda: Stub(self), "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"

    def note(self, method: bytes, body: bytes) -> None:
        """Note a call; a person who is sent something gets it."""
        if method == b"setWebhook" and (address := _ADDRESS.search(body)):
            self.webhook = unquote(address[1].decode())
        chat = _CHAT.search(body) if method == b"sendMessage" else None
        if chat:
            self.sent += 1
            self._replies[chat[1].decode()].set()

    def result_of(self, method: bytes) -> Any:  # noqa: ANN401 - whatever JSON can say
        """Give what a method results in."""
        if method == b"getWebhookInfo":
            return {"url": self.webhook, "has_custom_certificate": False, "pending_update_count": 0}
        return _RESULTS.get(method, True)

    async def reply_to(self, person: Person) -> None:
        """Wait until a person has been sent something."""
        event = self._replies[person.address]
        await event.wait()

    def forget_reply(self, person: Person) -> None:
        """Wait for a new one from now on."""
        self._replies[person.address].clear()

    def offer(self, batches: Batches | None) -> None:
        """Offer updates to the bot that polls; none with None."""
        self._batches = batches
        self._release()

    def give_updates(self, write: Callable[[Any], None]) -> None:
        """Give the next updates; without any let the bot wait."""
        self._release()
        self._write = write
        if self._batches is not None:
            self._release()
        else:
            self._timeout = asyncio.get_running_loop().call_later(LONG_POLL_SECONDS, self._release)

    def _release(self) -> None:
        write, self._write = self._write, None
        if self._timeout is not None:
            self._timeout.cancel()
        if write is not None:
            write(self._batches() if self._batches is not None else [])


def make_events(crowd: Crowd) -> Batches:
    """Make one event a poll, as Zalo hands them over."""
    people = cycle(crowd.people)
    return lambda: crowd.update(next(people))


def make_batches(crowd: Crowd) -> Batches:
    """Make batches for polling in which nobody is twice."""
    position = 0

    def batch() -> list[dict[str, Any]]:
        nonlocal position
        people = [crowd.people[(position + number) % len(crowd.people)] for number in range(BATCH)]
        position += BATCH
        return [crowd.update(person) for person in people]

    return batch
