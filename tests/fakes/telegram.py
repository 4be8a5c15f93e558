"""A strict fake of the Telegram Bot API on 127.0.0.1, for tests of every kind.

It refuses what the real one refuses, and what the product must never send. It lives in a thread of
the test's process, so that channels in this process and in its children can talk to it.
"""

import asyncio
import io
import json
import re
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Self

import httpx
import uvicorn
from PIL import Image, UnidentifiedImageError
from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from tests.fakes.telegram_quizzes import PARAMETERS as QUIZ_PARAMETERS
from tests.fakes.telegram_quizzes import NoQuizError, Quiz, read_quiz

Json = dict[str, Any]

TOKEN = "123456789:FAKE-token_of-the-test-bot_0123456789"
TWO_DAYS = 48 * 3600
DOWNLOAD_LIMIT = 20 * 1024 * 1024
PHOTO_LIMIT = 10_000_000
UPLOAD_LIMIT = 50_000_000
UPDATE_KINDS = {"message", "edited_message", "callback_query", "my_chat_member", "poll_answer"}
GOOD_TOKEN = re.compile(r"\d{5,}:[\w-]{30,}")
DEADLINE = 10.0


class LoopbackServer:
    """Serves an ASGI application on a port of its own until it is closed; can cut its connections."""

    def __init__(self, app: ASGIApp) -> None:
        server = self
        self._transports: set[asyncio.Transport] = set()
        self.is_cut = False

        class Protocol(HttpToolsProtocol):
            def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
                super().connection_made(transport)
                server._transports.add(transport)
                if server.is_cut:
                    transport.abort()

            def connection_lost(self, exc: Exception | None) -> None:
                server._transports.discard(self.transport)
                super().connection_lost(exc)

        self._socket = socket.create_server(("127.0.0.1", 0), backlog=512)
        # asyncio does it only for sockets that it made itself; without it many answers wait 40 ms.
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._config = uvicorn.Config(
            app, http=Protocol, interface="asgi3", ws="none", lifespan="off", log_config=None
        )
        self._config.load()
        self._protocol = Protocol
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        assert self._ready.wait(DEADLINE), "the loopback server does not start"

    async def _serve(self) -> None:
        # Not uvicorn.Server: it looks only ten times a second whether it should stop.
        self.loop, self._end, state = asyncio.get_running_loop(), asyncio.Event(), ServerState()
        server = await self.loop.create_server(
            lambda: self._protocol(self._config, state, {}), sock=self._socket
        )
        self._ready.set()
        await self._end.wait()
        server.close()
        self._abort()
        if state.tasks:
            await asyncio.wait(state.tasks, timeout=DEADLINE)

    def _abort(self) -> None:
        for transport in list(self._transports):
            transport.abort()

    def cut(self) -> None:
        """Drop every connection, and each new one, until `restore`."""
        self.is_cut = True

        async def abort() -> None:
            self._abort()

        asyncio.run_coroutine_threadsafe(abort(), self.loop).result(DEADLINE)

    def restore(self) -> None:
        self.is_cut = False

    def close(self) -> None:
        if not self._thread.is_alive():
            return
        self.loop.call_soon_threadsafe(self._end.set)
        self._thread.join(DEADLINE)
        assert not self._thread.is_alive(), "the loopback server does not stop"


class ApiError(Exception):
    """A refusal, as Telegram words it."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.envelope: Json = {"ok": False, "error_code": code, "description": description}
        if retry_after is not None:
            self.envelope["parameters"] = {"retry_after": retry_after}


def bad_request(reason: str) -> ApiError:
    return ApiError(400, f"Bad Request: {reason}")


@dataclass
class Sent:
    """One message the bot sent to one person, as it stands now."""

    message_id: int
    text: str = ""
    rows: list[list[tuple[str, str]]] = field(default_factory=list)
    photos: tuple[bytes, ...] = ()
    file_names: tuple[str, ...] = ()
    protected: bool = False
    preview: bool = True
    deleted: bool = False
    edits: int = 0
    date: int = field(default_factory=lambda: int(time.time()))
    streams: tuple[tuple[str, bytes], ...] = ()
    quiz: Quiz | None = None

    @property
    def labels(self) -> list[str]:
        answers = self.quiz.options if self.quiz is not None else ()
        return [*answers, *(label for row in self.rows for label, _ in row)]


@dataclass
class Written:
    """One message a person wrote, as it stands in the chat now."""

    message_id: int
    content: Json
    date: int
    deleted: bool = False

    @property
    def text(self) -> str:
        return str(self.content.get("text", self.content.get("caption", "")))


@dataclass(frozen=True)
class StoredFile:
    data: bytes
    size: int
    path: str


@dataclass(frozen=True)
class Upload:
    """A file inside a request."""

    data: bytes
    name: str


class FakeUser:
    """A person with Telegram: everything they do reaches the bot as it would from the app."""

    def __init__(self, fake: "FakeTelegram", user_id: int, language: str) -> None:
        self._fake = fake
        self.id = user_id
        self.started = False
        self.refusal = ""
        self.identity: Json = {
            "id": user_id,
            "is_bot": False,
            "first_name": f"Tên{user_id}",
            "last_name": f"Họ{user_id}",
            "username": f"ban_be_{user_id}",
            "language_code": language,
        }
        self._last_message: Json = {}

    @property
    def traces(self) -> tuple[str, ...]:
        """All that names this person, for scanning what must not hold it."""
        names = ("first_name", "last_name", "username")
        return (str(self.id), *(str(self.identity[name]) for name in names))

    @property
    def messages(self) -> list[Sent]:
        return self._fake.messages(self.id)

    @property
    def written(self) -> list[Written]:
        """What this person wrote and nobody has deleted, oldest first."""
        return self._fake.written(self.id)

    def age_chat(self, seconds: int) -> None:
        """Let everything in the chat be older."""
        self._fake.age_chat(self.id, seconds)

    def send_text(self, text: str) -> None:
        self._send({"text": text})

    def send_photo(self, data: bytes, caption: str = "") -> None:
        small = self._fake.store(b"thumbnail", "photos/thumb.jpg")
        large = self._fake.store(data, "photos/file.jpg")
        sizes = [
            {**small, "width": 90, "height": 67},
            {**large, "width": 1280, "height": 960},
            {**small, "width": 320, "height": 240},
        ]
        self._send({"photo": sizes}, caption)

    def send_document(self, data: bytes, mime: str, size: int | None = None, caption: str = "") -> None:
        file = self._fake.store(data, "documents/file", size)
        self._send({"document": {**file, "mime_type": mime, "file_name": "CV_NguyenVanA"}}, caption)

    def send_video(self, data: bytes = b"video", size: int | None = None, caption: str = "") -> None:
        file = self._fake.store(data, "videos/file.mp4", size)
        self._send({"video": {**file, "width": 640, "height": 480, "duration": 3}}, caption)

    def send_voice(self, data: bytes = b"voice") -> None:
        file = self._fake.store(data, "voice/file.oga")
        self._send({"voice": {**file, "duration": 2, "mime_type": "audio/ogg"}})

    def send_sticker(self) -> None:
        file = self._fake.store(b"sticker", "stickers/file.webp")
        shape = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
        self._send({"sticker": {**file, **shape, "type": "regular", "emoji": "👍"}})

    def send_contact(self) -> None:
        contact = {"phone_number": "+84901234567", "first_name": "Bạn", "user_id": self.id}
        self._send({"contact": contact})

    def send_location(self, latitude: float = 10.7769, longitude: float = 106.7009) -> None:
        self._send({"location": {"latitude": latitude, "longitude": longitude}})

    def share_live_location(self) -> None:
        """Share where this person is, and move on: the app edits its message each time."""
        where: Json = {"latitude": 10.7769, "longitude": 106.7009, "live_period": 3600}
        self._send({"location": where})
        moved = {**self._last_message, "location": {**where, "heading": 90}, "edit_date": int(time.time())}
        self._fake.queue("edited_message", moved, lane=self.id)

    def send_raw(self, **fields: object) -> None:
        """Send a message with these fields, for the kinds that have no name here."""
        self._send(fields)

    def write_in_group(self, text: str) -> None:
        group: Json = {"id": -1000 - self.id, "type": "supergroup", "title": "Nhóm"}
        self._fake.user(group["id"]).started = True
        self._fake.queue("message", {**self._frame(), "chat": group, "text": text}, lane=group["id"])

    def edit_last(self, text: str) -> None:
        edited = {**self._last_message, "text": text, "edit_date": int(time.time())}
        self._fake.queue("edited_message", edited, lane=self.id)

    def press(self, label: str) -> None:
        """Press the newest button with this label."""
        for sent in reversed(self.messages):
            for row in sent.rows:
                for caption, data in row:
                    if caption == label:
                        self._press(sent, data)
                        return
        offered = [sent.labels for sent in self.messages if sent.rows]
        raise LookupError(f"no button {label!r}; there are {offered}")

    def vote(self, option: str) -> None:
        """Vote in the newest quiz that has this answer."""
        sent = next(one for one in reversed(self.messages) if one.quiz and option in one.quiz.options)
        assert sent.quiz is not None
        self._fake.queue("poll_answer", sent.quiz.vote(self.identity, option), lane=self.id)

    def redeliver_last(self) -> None:
        """Let Telegram deliver this person's last update once more, confirmed or not."""
        self._fake.redeliver(self.id)

    def block(self) -> None:
        self.refusal = "bot was blocked by the user"
        change = {"user": self._fake.identity, "status": "kicked", "until_date": 0}
        self._fake.queue(
            "my_chat_member",
            {
                "chat": self.chat,
                "from": self.identity,
                "date": int(time.time()),
                "old_chat_member": {"user": self._fake.identity, "status": "member"},
                "new_chat_member": change,
            },
            lane=self.id,
        )

    def unblock(self) -> None:
        self.refusal = ""

    def deactivate(self) -> None:
        self.refusal = "user is deactivated"

    @property
    def chat(self) -> Json:
        named = {key: self.identity[key] for key in ("first_name", "last_name", "username")}
        return {"id": self.id, "type": "private", **named}

    def _frame(self) -> Json:
        return {
            "message_id": self._fake.next_message_id(),
            "from": self.identity,
            "chat": self.chat,
            "date": int(time.time()),
        }

    def _send(self, content: Json, caption: str = "") -> None:
        self.started = True
        message = {**self._frame(), **content, **({"caption": caption} if caption else {})}
        self._last_message = message
        self._fake.keep_written(self.id, Written(message["message_id"], content, message["date"]))
        self._fake.queue("message", message, lane=self.id)

    def _press(self, sent: Sent, data: str) -> None:
        query_id = str(secrets.randbits(62))
        message = {
            "message_id": sent.message_id,
            "from": self._fake.identity,
            "chat": self.chat,
            "date": int(time.time()),
            "text": sent.text,
        }
        query = {"id": query_id, "from": self.identity, "message": message, "data": data}
        self._fake.unanswered.add(query_id)
        self._fake.queue(
            "callback_query", {**query, "chat_instance": str(secrets.randbits(62))}, lane=self.id
        )


Handler = Callable[[Json], Any]


class FakeTelegram:
    """The Bot API of one bot; use it as a context manager."""

    def __init__(self, token: str = TOKEN) -> None:
        self.token = token
        self.identity: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Hòm Thư",
            "username": "homthu_test_bot",
        }
        self.calls: list[tuple[str, Json]] = []
        self.commands: dict[str, list[tuple[str, str]]] = {}
        self.unanswered: set[str] = set()
        self.deliveries: list[tuple[int, int]] = []
        self.webhook: Json = {"url": ""}
        self.refused_tokens = 0
        self._changed = threading.Condition()
        self._users: dict[int, FakeUser] = {}
        self._sent: dict[int, list[Sent]] = {}
        self._written: dict[int, list[Written]] = {}
        self._files: dict[str, StoredFile] = {}
        self._failures: list[tuple[str, ApiError | None]] = []
        self._last_message = 100
        self._methods: dict[str, tuple[Handler, Mapping[str, str]]] = self._list_methods()
        self._prepare_updates()

    def _prepare_updates(self) -> None:
        self._pending: list[tuple[int, Json]] = []
        self._history: dict[int, Json] = {}
        self._again: set[int] = set()
        self._last_update = 500_000_000
        self._allowed = set(UPDATE_KINDS)
        self._poller: object = None
        self._waiters: set[asyncio.Future[None]] = set()
        self._stopping = False
        self._target: tuple[str, str] | None = None
        self._lanes: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def __enter__(self) -> Self:
        self._server = LoopbackServer(self._serve)
        return self

    def __exit__(self, *reason: object) -> None:
        with self._changed:
            self._stopping = True
            self._notify()
        self._server.close()

    @property
    def base_url(self) -> str:
        return f"{self._server.url}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self._server.url}/file/bot"

    # What a test does

    def user(self, user_id: int, language: str = "vi") -> FakeUser:
        """Name a person; the same one for the same id."""
        with self._changed:
            return self._users.setdefault(user_id, FakeUser(self, user_id, language))

    def messages(self, user_id: int) -> list[Sent]:
        """List what the bot sent to a person and has not deleted, oldest first."""
        with self._changed:
            return [sent for sent in self._sent.get(user_id, []) if not sent.deleted]

    def written(self, user_id: int) -> list[Written]:
        """List what a person wrote and nobody has deleted, oldest first."""
        with self._changed:
            return [one for one in self._written.get(user_id, []) if not one.deleted]

    def keep_written(self, user_id: int, one: Written) -> None:
        with self._changed:
            self._written.setdefault(user_id, []).append(one)

    def age_chat(self, user_id: int, seconds: int) -> None:
        with self._changed:
            for one in self._chat(user_id):
                one.date -= seconds

    def _chat(self, user_id: int) -> list[Sent | Written]:
        return [*self._sent.get(user_id, []), *self._written.get(user_id, [])]

    def called(self, method: str) -> list[Json]:
        """List the parameters of all calls of a method so far, refused ones too."""
        with self._changed:
            return [parameters for name, parameters in self.calls if name == method]

    @property
    def unconfirmed(self) -> int:
        """How many updates the bot has not confirmed."""
        with self._changed:
            return len(self._pending)

    def fail_next(
        self,
        method: str,
        status: int,
        description: str = "Internal Server Error",
        retry_after: int | None = None,
        times: int = 1,
    ) -> None:
        """Refuse the next calls of a method; «download» is the fetching of a file."""
        with self._changed:
            error = ApiError(status, description, retry_after)
            self._failures += [(method, error)] * times

    def lose_next_answer(self, method: str) -> None:
        """Carry out the next call of a method, but drop the connection instead of answering."""
        with self._changed:
            self._failures.append((method, None))

    def cut(self) -> None:
        """Be unreachable: drop every connection until `restore`."""
        self._server.cut()

    def restore(self) -> None:
        self._server.restore()

    @contextmanager
    def outage(self) -> Iterator[None]:
        self.cut()
        try:
            yield
        finally:
            self.restore()

    def deliver_to(self, url: str, secret: str) -> None:
        """Post updates to a webhook here (a real one needs https), one chat in order, until each gets 200."""
        with self._changed:
            self._target = (url, secret)
            self._notify()

    def wait(self, condition: Callable[[], object], within: float = DEADLINE) -> None:
        """Wait until something is so; fail after the deadline."""
        with self._changed:
            assert self._changed.wait_for(condition, within), "it did not happen in time"

    async def until(self, condition: Callable[[], object], within: float = DEADLINE) -> None:
        """Wait as `wait` does, while the event loop runs on."""
        await asyncio.to_thread(self.wait, condition, within)

    # What users and the server share

    def next_message_id(self) -> int:
        with self._changed:
            self._last_message += 1
            return self._last_message

    def queue(self, kind: str, content: Json, lane: int) -> None:
        with self._changed:
            if kind not in self._allowed:
                return
            self._last_update += 1
            update = {"update_id": self._last_update, kind: content}
            self._pending.append((lane, update))
            self._history[lane] = update
            self._notify()

    def redeliver(self, lane: int) -> None:
        with self._changed:
            update = self._history[lane]
            if all(waiting is not update for _, waiting in self._pending):
                self._pending.insert(0, (lane, update))
                self._again.add(update["update_id"])
            self._notify()

    def store(self, data: bytes, path: str, size: int | None = None) -> Json:
        """Keep a file; answer its description in a message."""
        file_id = secrets.token_urlsafe(40)
        with self._changed:
            declared = len(data) if size is None else size
            folder, _, name = path.partition("/")
            unique = f"{folder}/{len(self._files)}_{name}"
            self._files[file_id] = StoredFile(data, declared, unique)
        unique_id = secrets.token_urlsafe(10)
        return {"file_id": file_id, "file_unique_id": unique_id, "file_size": declared}

    def _notify(self) -> None:
        self._changed.notify_all()
        with suppress(RuntimeError):  # the loop is closed already
            self._server.loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
        self._waiters.clear()
        with self._changed:
            if self._target is None or self._stopping:
                return
            for lane in {lane for lane, _ in self._pending} - self._lanes:
                self._lanes.add(lane)
                task = asyncio.create_task(self._deliver(lane))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def _wait_for_change(self, seconds: float) -> None:
        waiter = self._server.loop.create_future()
        self._waiters.add(waiter)
        with suppress(TimeoutError):
            await asyncio.wait_for(waiter, seconds)
        self._waiters.discard(waiter)

    async def _deliver(self, lane: int) -> None:
        async with httpx.AsyncClient(trust_env=False, timeout=DEADLINE) as client:
            while True:
                with self._changed:
                    waiting = [update for name, update in self._pending if name == lane]
                    if not waiting or self._target is None or self._stopping:
                        self._lanes.discard(lane)
                        return
                    url, secret = self._target
                update = waiting[0]
                headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
                try:
                    answer = await client.post(url, json=update, headers=headers)
                    status = answer.status_code
                except httpx.HTTPError:
                    status = 0
                with self._changed:
                    self.deliveries.append((update["update_id"], status))
                    if status == 200:
                        self._pending.remove((lane, update))
                    self._changed.notify_all()
                if status != 200:
                    await self._wait_for_change(0.05)

    # The server

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        with suppress(ClientDisconnect):
            response = await self._answer(request)
            if response is None:  # half an answer makes the server drop the connection
                headers = [(b"content-length", b"100")]
                await send({"type": "http.response.start", "status": 200, "headers": headers})
                await send({"type": "http.response.body", "body": b"{", "more_body": True})
                return
            await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response | None:
        try:
            if request.url.path.startswith("/file/bot"):
                token, _, path = request.url.path.removeprefix("/file/bot").partition("/")
                self._check_token(token)
                return self._download(path)
            token, _, method = request.url.path.removeprefix("/bot").partition("/")
            self._check_token(token)
            result, lost = await self._call(method, request)
        except ApiError as error:
            return JSONResponse(error.envelope, error.envelope["error_code"])
        return None if lost else JSONResponse({"ok": True, "result": result})

    def _check_token(self, token: str) -> None:
        if not GOOD_TOKEN.fullmatch(token):
            raise ApiError(404, "Not Found")
        if token != self.token:
            with self._changed:
                self.refused_tokens += 1
                self._changed.notify_all()
            raise ApiError(401, "Unauthorized")

    def _download(self, path: str) -> Response | None:
        with self._changed:
            if self._take_failure("download"):
                return None
        for file in self._files.values():
            if file.path == path:
                return Response(file.data, media_type="application/octet-stream")
        raise ApiError(404, "Not Found")

    async def _call(self, method: str, request: Request) -> tuple[Any, bool]:
        if method not in self._methods:
            raise ApiError(404, "Not Found")
        handler, kinds = self._methods[method]
        given = await _read_parameters(request)
        with self._changed:
            self.calls.append((method, given))
            self._changed.notify_all()
            lost = self._take_failure(method)
            parameters = _check_parameters(given, kinds)
            result = None if method == "getUpdates" else handler(parameters)
            self._changed.notify_all()
        if method == "getUpdates":
            result = await self._get_updates(parameters)
        return result, lost

    def _take_failure(self, method: str) -> bool:
        """Raise what the test ordered; say whether the answer is to be lost."""
        for number, (name, error) in enumerate(self._failures):
            if name == method:
                del self._failures[number]
                if error is None:
                    return True
                raise error
        return False

    def _list_methods(self) -> dict[str, tuple[Handler, Mapping[str, str]]]:
        """List what the bot may call; `!` marks what a call must have."""
        options = {"protect_content": "bool", "disable_notification": "bool"}
        message = {"chat_id": "int!", "reply_markup": "json", **options}
        preview, spoiler = {"link_preview_options": "json"}, {"has_spoiler": "bool"}
        return {
            "getMe": (lambda _: self.identity, {}),
            "getUpdates": (
                lambda _: None,
                {"offset": "int", "limit": "int", "timeout": "int", "allowed_updates": "json"},
            ),
            "setWebhook": (
                self._set_webhook,
                {
                    "url": "str!",
                    "secret_token": "str",
                    "allowed_updates": "json",
                    "max_connections": "int",
                    "drop_pending_updates": "bool",
                },
            ),
            "deleteWebhook": (self._delete_webhook, {"drop_pending_updates": "bool"}),
            "getWebhookInfo": (self._describe_webhook, {}),
            "sendMessage": (self._send_message, {**message, **preview, "text": "str!"}),
            "sendPoll": (self._send_poll, {**message, **QUIZ_PARAMETERS}),
            "sendPhoto": (self._send_photo, {**message, **spoiler, "photo": "file!", "caption": "str"}),
            "sendVideo": (self._send_stream("video"), {**message, **spoiler, "video": "file!"}),
            "sendVoice": (self._send_stream("voice"), {**message, "voice": "file!"}),
            "sendDocument": (
                self._send_stream("document"),
                {**message, "document": "file!", "disable_content_type_detection": "bool"},
            ),
            "sendMediaGroup": (
                self._send_media_group,
                {"chat_id": "int!", "media": "json!", "*": "file", **options},
            ),
            "editMessageText": (
                self._edit_message,
                {
                    "chat_id": "int!",
                    "message_id": "int!",
                    "text": "str!",
                    "reply_markup": "json",
                    **preview,
                },
            ),
            "deleteMessage": (self._delete_message, {"chat_id": "int!", "message_id": "int!"}),
            "deleteMessages": (self._delete_messages, {"chat_id": "int!", "message_ids": "json!"}),
            "answerCallbackQuery": (
                self._answer_query,
                {"callback_query_id": "str!", "text": "str", "show_alert": "bool"},
            ),
            "setMyCommands": (
                self._set_commands,
                {"commands": "json!", "language_code": "str", "scope": "json"},
            ),
            "getFile": (self._get_file, {"file_id": "str!"}),
            "sendChatAction": (self._act, {"chat_id": "int!", "action": "str!"}),
        }

    # Updates

    async def _get_updates(self, parameters: Json) -> list[Json]:
        offset, limit = parameters.get("offset", 0), parameters.get("limit", 100)
        me = self._poller = object()
        self._wake()
        end = self._server.loop.time() + min(parameters.get("timeout", 0), 50)
        with self._changed:
            if "allowed_updates" in parameters:
                self._allow(parameters["allowed_updates"])
            self._confirm(offset)
        while True:
            with self._changed:
                self._check_poller(me)
                batch = [update for _, update in self._pending[: max(1, min(limit, 100))]]
                self._again.difference_update(update["update_id"] for update in batch)
            left = end - self._server.loop.time()
            if batch or self._stopping or left <= 0:
                return batch
            await self._wait_for_change(left)

    def _check_poller(self, me: object) -> None:
        if self.webhook["url"]:
            reason = "can't use getUpdates method while webhook is active"
            raise ApiError(409, f"Conflict: {reason}; use deleteWebhook to delete it first")
        if self._poller is not me:
            raise ApiError(409, "Conflict: terminated by other getUpdates request")

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self._pending = self._pending[offset:]
            return
        self._pending = [
            (lane, update)
            for lane, update in self._pending
            if update["update_id"] >= offset or update["update_id"] in self._again
        ]
        self._changed.notify_all()

    def _allow(self, kinds: object) -> None:
        if not isinstance(kinds, list) or not set(kinds) <= UPDATE_KINDS:
            raise bad_request("allowed_updates names updates the product does not know")
        self._allowed = set(kinds) or set(UPDATE_KINDS)

    def _set_webhook(self, parameters: Json) -> bool:
        url, secret = parameters["url"], parameters.get("secret_token", "")
        if not re.fullmatch(r"https://[^/:]+(:(443|80|88|8443))?/.*", url):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if not re.fullmatch(r"[\w-]{1,256}", secret, re.ASCII):
            raise bad_request("secret token contains unallowed characters")
        self._allow(parameters.get("allowed_updates", []))
        self.webhook = {"url": url, "secret_token": secret}
        self._drop_if_asked(parameters)
        self._notify()
        return True

    def _delete_webhook(self, parameters: Json) -> bool:
        self.webhook = {"url": ""}
        self._drop_if_asked(parameters)
        return True

    def _drop_if_asked(self, parameters: Json) -> None:
        if parameters.get("drop_pending_updates"):
            self._pending.clear()

    def _describe_webhook(self, _: Json) -> Json:
        pending = len(self._pending)
        url = self.webhook["url"]
        return {
            "url": url,
            "has_custom_certificate": False,
            "pending_update_count": pending,
            "allowed_updates": sorted(self._allowed),
        }

    # Messages

    def _find_user(self, chat_id: int) -> FakeUser:
        user = self._users.get(chat_id)
        if user is None:
            raise bad_request("chat not found")
        if not user.started:
            raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")
        if user.refusal:
            raise ApiError(403, f"Forbidden: {user.refusal}")
        return user

    def _keep(self, user: FakeUser, sent: Sent) -> Json:
        self._sent.setdefault(user.id, []).append(sent)
        return self._describe(user, sent)

    def _describe(self, user: FakeUser, sent: Sent) -> Json:
        message: Json = {
            "message_id": sent.message_id,
            "from": self.identity,
            "chat": user.chat,
            "date": int(time.time()),
        }
        if sent.photos:
            file = self.store(sent.photos[0], "photos/sent.jpg")
            message["photo"] = [{**file, "width": 800, "height": 600}]
        elif sent.streams:
            kind, data = sent.streams[0]
            shape = {"width": 128, "height": 96} if kind == "video" else {}
            timed = {} if kind == "document" else {"duration": 1}
            message[kind] = {**self.store(data, f"{kind}/sent"), **shape, **timed}
        elif sent.quiz is not None:
            message["poll"] = sent.quiz.describe()
        else:
            message["text"] = sent.text
        if sent.rows:
            message["reply_markup"] = {
                "inline_keyboard": [
                    [{"text": label, "callback_data": data} for label, data in row] for row in sent.rows
                ]
            }
        return message

    def _send_message(self, parameters: Json) -> Json:
        user = self._find_user(parameters["chat_id"])
        preview = parameters.get("link_preview_options") or {}
        sent = Sent(
            self.next_message_id(),
            _check_text(parameters["text"]),
            _read_keyboard(parameters.get("reply_markup")),
            protected=parameters.get("protect_content", False),
            preview=not preview.get("is_disabled", False),
        )
        return self._keep(user, sent)

    def _send_poll(self, parameters: Json) -> Json:
        user = self._find_user(parameters["chat_id"])
        try:
            quiz = read_quiz(parameters)
        except NoQuizError as error:
            raise bad_request(str(error)) from None
        rows = _read_keyboard(parameters.get("reply_markup"))
        is_protected = parameters.get("protect_content", False)
        sent = Sent(self.next_message_id(), quiz.question, rows, protected=is_protected, quiz=quiz)
        return self._keep(user, sent)

    def _send_photo(self, parameters: Json) -> Json:
        user, photo = self._find_user(parameters["chat_id"]), parameters["photo"]
        sent = Sent(
            self.next_message_id(),
            parameters.get("caption", ""),
            _read_keyboard(parameters.get("reply_markup")),
            (_check_photo(photo),),
            (photo.name,),
            parameters.get("protect_content", False),
        )
        if len(sent.text) > 1024:
            raise bad_request("message caption is too long")
        return self._keep(user, sent)

    def _send_stream(self, kind: str) -> Handler:
        """Make the method that takes an uploaded video, voice message or document."""

        def send(parameters: Json) -> Json:
            user, file = self._find_user(parameters["chat_id"]), parameters[kind]
            sent = Sent(
                self.next_message_id(),
                rows=_read_keyboard(parameters.get("reply_markup")),
                file_names=(file.name,),
                streams=((kind, _check_stream(kind, file)),),
                protected=parameters.get("protect_content", False),
            )
            return self._keep(user, sent)

        return send

    def _send_media_group(self, parameters: Json) -> list[Json]:
        user, media = self._find_user(parameters["chat_id"]), parameters["media"]
        if not isinstance(media, list) or not 2 <= len(media) <= 10:
            raise bad_request("an album has 2 to 10 items")
        photos = []
        for item in media:
            part = parameters.get(str(item["media"]).removeprefix("attach://"))
            if item["type"] != "photo" or not isinstance(part, Upload):
                raise bad_request("wrong file identifier/HTTP URL specified")
            photos.append((_check_photo(part), part.name))
        return [
            self._keep(
                user,
                Sent(
                    self.next_message_id(),
                    photos=(data,),
                    file_names=(name,),
                    protected=parameters.get("protect_content", False),
                ),
            )
            for data, name in photos
        ]

    def _find_sent(self, parameters: Json, action: str) -> tuple[FakeUser, Sent]:
        user = self._find_user(parameters["chat_id"])
        for sent in self._sent.get(user.id, []):
            if sent.message_id == parameters["message_id"] and not sent.deleted:
                return user, sent
        raise bad_request(f"message to {action} not found")

    def _edit_message(self, parameters: Json) -> Json:
        user, sent = self._find_sent(parameters, "edit")
        text = _check_text(parameters["text"])
        rows = _read_keyboard(parameters.get("reply_markup"))
        if (text, rows) == (sent.text, sent.rows):
            raise bad_request("message is not modified: same content and reply markup")
        sent.text, sent.rows, sent.edits = text, rows, sent.edits + 1
        return self._describe(user, sent)

    def _delete_message(self, parameters: Json) -> bool:
        user = self._find_user(parameters["chat_id"])
        found = [one for one in self._standing(user) if one.message_id == parameters["message_id"]]
        if not found:
            raise bad_request("message to delete not found")
        _check_deletable(found)
        found[0].deleted = True
        return True

    def _delete_messages(self, parameters: Json) -> bool:
        """Delete what there is; one message that can't be deleted refuses them all."""
        user, numbers = self._find_user(parameters["chat_id"]), parameters["message_ids"]
        if not isinstance(numbers, list) or not all(isinstance(number, int) for number in numbers):
            raise bad_request("can't parse message_ids")
        if not 1 <= len(numbers) <= 100:
            raise bad_request("there must be 1 to 100 message identifiers to delete")
        found = [one for one in self._standing(user) if one.message_id in numbers]
        _check_deletable(found)
        for one in found:
            one.deleted = True
        return True

    def _standing(self, user: FakeUser) -> list[Sent | Written]:
        return [one for one in self._chat(user.id) if not one.deleted]

    def _answer_query(self, parameters: Json) -> bool:
        if parameters["callback_query_id"] not in self.unanswered:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        if len(parameters.get("text", "")) > 200:
            raise bad_request("MESSAGE_TOO_LONG")
        self.unanswered.discard(parameters["callback_query_id"])
        return True

    def _set_commands(self, parameters: Json) -> bool:
        commands = [(item["command"], item["description"]) for item in parameters["commands"]]
        if len(commands) > 100:
            raise bad_request("too much bot commands specified")
        for command, description in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command):
                raise bad_request("BOT_COMMAND_INVALID")
            if not 1 <= len(description) <= 256:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        self.commands[parameters.get("language_code", "")] = commands
        return True

    def _get_file(self, parameters: Json) -> Json:
        file = self._files.get(parameters["file_id"])
        if file is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        if file.size > DOWNLOAD_LIMIT:
            raise bad_request("file is too big")
        return {
            "file_id": parameters["file_id"],
            "file_unique_id": file.path,
            "file_size": file.size,
            "file_path": file.path,
        }

    def _act(self, parameters: Json) -> bool:
        self._find_user(parameters["chat_id"])
        if parameters["action"] not in {"typing", "upload_photo", "upload_document"}:
            raise bad_request("wrong parameter action in request")
        return True


async def _read_parameters(request: Request) -> Json:
    parameters: Json = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0]
    if kind == "application/json":
        parameters |= json.loads(await request.body() or b"{}")
    elif kind in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        async with request.form() as form:
            for name, value in form.items():
                if isinstance(value, UploadFile):
                    parameters[name] = Upload(await value.read(), value.filename or "")
                else:
                    parameters[name] = value
    return parameters


def _check_parameters(given: Json, kinds: Mapping[str, str]) -> Json:
    parameters = {}
    for name, value in given.items():
        kind = kinds.get(name, kinds.get("*"))
        if kind is None:
            raise bad_request(f"the strict fake does not know the parameter {name}")
        parameters[name] = _read_value(name, value, kind.removesuffix("!"))
    for name, kind in kinds.items():
        if kind.endswith("!") and name not in parameters:
            raise bad_request(f"parameter {name} is required")
    return parameters


def _read_value(name: str, value: object, kind: str) -> object:
    try:
        if kind == "int":
            return int(str(value))
        if kind == "bool":
            return {"true": True, "false": False}[str(value).lower()]
        if kind == "json":
            return json.loads(value) if isinstance(value, str) else value
    except (KeyError, TypeError, ValueError):
        raise bad_request(f"can't parse {name}") from None
    if isinstance(value, Upload) != (kind == "file"):
        raise bad_request(f"{name} must be a {kind}")
    return value


def _check_deletable(messages: list[Sent | Written]) -> None:
    for one in messages:
        age = time.time() - one.date
        is_dice = isinstance(one, Written) and "dice" in one.content
        if age >= TWO_DAYS or (is_dice and age <= TWO_DAYS / 2):
            raise bad_request("message can't be deleted")


def _check_text(text: str) -> str:
    if not text.strip():
        raise bad_request("message text is empty")
    if len(text.encode("utf-16-le")) // 2 > 4096:
        raise bad_request("message is too long")
    return text


def _check_photo(photo: Upload) -> bytes:
    if len(photo.data) > PHOTO_LIMIT:
        raise ApiError(413, "Request Entity Too Large")
    try:
        with Image.open(io.BytesIO(photo.data)) as image:
            image.verify()
    except (UnidentifiedImageError, OSError):
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    return photo.data


def _check_stream(kind: str, file: Upload) -> bytes:
    """Refuse what an app could not play under the button of that kind."""
    if len(file.data) > UPLOAD_LIMIT:
        raise ApiError(413, "Request Entity Too Large")
    is_mp4 = file.data[4:8] == b"ftyp"
    is_playable = {
        "video": is_mp4,
        "voice": is_mp4 or file.data.startswith((b"OggS", b"ID3")),
        "document": True,
    }
    if not file.data or not is_playable[kind]:
        raise bad_request("wrong file: the app would show a document in place of what can be played")
    return file.data


def _read_keyboard(markup: Json | None) -> list[list[tuple[str, str]]]:
    if markup is None:
        return []
    if set(markup) != {"inline_keyboard"}:
        raise bad_request("the product shows inline keyboards only")
    return [[_read_button(button) for button in row] for row in markup["inline_keyboard"]]


def _read_button(button: Json) -> tuple[str, str]:
    if set(button) != {"text", "callback_data"}:
        raise bad_request("can't parse inline keyboard button: text buttons are allowed only")
    if not button["text"].strip():
        raise bad_request("can't parse inline keyboard button: Text must be non-empty")
    if not 1 <= len(button["callback_data"].encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    return button["text"], button["callback_data"]
