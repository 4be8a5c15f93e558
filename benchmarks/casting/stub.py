"""A stub of the Bot API in a process of its own: strict, each bot with a limit for any second, and it counts everything.

Run by benchmarks.broadcast; it tells its port when asked. A request arrives up to `jitter` seconds late, which is when it counts.
"""

import asyncio
import json
import random
import re
import threading
import time
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Any

import uvloop

from benchmarks.process import answer_questions, pin

CORE = 0
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_CHAT = re.compile(rb"chat_id=(\d+)")
_BOT = re.compile(rb"/bot(\w+)")
_TOO_MANY = json.dumps({"ok": False, "error_code": 429, "parameters": {"retry_after": 1}}).encode()
_SENT = json.dumps(
    {
        "ok": True,
        "result": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "x" * 387},
    }
).encode()


@dataclass
class Book:
    """What one bot may do and has done."""

    limit: int = 0
    delay: float = 0.06
    jitter: float = 0.0
    window: deque[float] = field(default_factory=deque)
    chats: Counter[int] = field(default_factory=Counter)
    refused: int = 0
    first: float = 0.0
    last: float = 0.0

    def arrive(self, chat: int) -> bool:
        """Count a message that arrives now; false if it is one too many."""
        now = time.monotonic()
        while self.window and self.window[0] <= now - 1:
            self.window.popleft()
        if self.limit and len(self.window) >= self.limit:
            self.refused += 1
            return False
        self.window.append(now)
        self.first, self.last = self.first or now, now
        self.chats[chat] += 1
        return True


class Connection(asyncio.Protocol):
    """One kept-alive connection; requests come one after another."""

    books: dict[str, Book]

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._read = b""
        self._transport: Any = None  # uvloop's are none of asyncio's classes

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Let each whole request arrive."""
        self._read += data
        head, found, rest = self._read.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        size = int(length[1]) if length else 0
        if found and len(rest) >= size:
            self._read = rest[size:]
            bot, chat = _BOT.search(head), _CHAT.search(rest)
            book = self.books.setdefault(bot[1].decode() if bot else "", Book())
            late = random.uniform(0, book.jitter)  # noqa: S311 - a network, not a secret
            self._loop.call_later(late, self._arrive, book, int(chat[1]) if chat else 0)

    def _arrive(self, book: Book, chat: int) -> None:
        if book.arrive(chat):
            self._loop.call_later(book.delay, self._answer, b"200 OK", _SENT)
        else:
            self._loop.call_later(book.delay, self._answer, b"429 Too Many Requests", _TOO_MANY)

    def _answer(self, status: bytes, body: bytes) -> None:
        head = b"HTTP/1.1 %b\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % (
            status,
            len(body),
        )
        if not self._transport.is_closing():
            self._transport.write(head + body)


class Stub:
    """The server in a thread, and the answers to what the benchmark asks."""

    def __init__(self) -> None:
        self.books: dict[str, Book] = {}
        self._ready = threading.Event()
        threading.Thread(target=lambda: uvloop.run(self._serve()), daemon=True).start()
        self._ready.wait()

    async def _serve(self) -> None:
        protocol = type("BookedConnection", (Connection,), {"books": self.books})
        server = await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", 0, backlog=2048)
        self.port: int = server.sockets[0].getsockname()[1]
        self._ready.set()
        await server.serve_forever()

    def answer(self, question: str, *arguments: Any) -> Any:  # noqa: ANN401 - whatever JSON can say
        """Tell the port, open a bot's book, or read it."""
        if question == "port":
            return self.port
        bot = arguments[0]
        if question == "open":
            self.books[bot] = Book(**arguments[1])
            return True
        book = self.books.get(bot, Book())
        if question == "chats":
            return sorted(book.chats)
        return {
            "taken": book.chats.total(),
            "people": len(book.chats),
            "most": max(book.chats.values(), default=0),
            "refused": book.refused,
            "seconds": book.last - book.first,
        }


if __name__ == "__main__":
    pin(CORE)
    answer_questions(Stub().answer)
