"""What strict fakes of chat platforms share: ordered failures, lost answers, cuts, a webhook's caller, and waiting."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Self

import httpx
from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from tests.fakes.loopback import DEADLINE, LoopbackServer

Json = dict[str, Any]


@dataclass(frozen=True)
class Failure:
    """What is answered instead of the truth; `lost`: it was carried out, and the connection breaks."""

    status: int = 0
    content: Json = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    lost: bool = False


@dataclass
class Got:
    """One message the bot sent to one person."""

    text: str = ""
    buttons: list[tuple[str, str]] = field(default_factory=list)
    pictures: tuple[bytes, ...] = ()
    files: tuple[bytes, ...] = ()


class FakePlatform:
    """A platform on loopback; use it as a context manager. Subclasses answer requests and know their people."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, Json]] = []
        self.deliveries: list[int] = []
        self.files: dict[str, bytes] = {}
        self._changed = threading.Condition()
        self._failures: list[tuple[str, Failure | None]] = []
        self._waiting: list[tuple[str, bytes, dict[str, str]]] = []
        self._target = ""
        self._lanes: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = False

    def __enter__(self) -> Self:
        self._server = LoopbackServer(self._serve)
        return self

    def __exit__(self, *reason: object) -> None:
        with self._changed:
            self._stopping = True
            self._notify()
        self._server.close()

    @property
    def url(self) -> str:
        return self._server.url

    # What a test does

    def called(self, method: str) -> list[Json]:
        """List the parameters of all calls of a method so far, refused ones too."""
        with self._changed:
            return [parameters for name, parameters in self.calls if name == method]

    def fail_next(
        self, method: str, status: int, content: Json | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        """Refuse the next calls of a method; «file» is the fetching of a file."""
        with self._changed:
            self._failures.append((method, Failure(status, content or {}, headers or {})))

    def spare_next(self, method: str) -> None:
        """Let the next call of a method through before what is ordered after this."""
        with self._changed:
            self._failures.append((method, None))

    def lose_next_answer(self, method: str) -> None:
        """Carry out the next call of a method, but drop the connection instead of answering."""
        with self._changed:
            self._failures.append((method, Failure(lost=True)))

    @contextmanager
    def outage(self) -> Iterator[None]:
        """Drop every connection, and each new one, as long as this lasts."""
        self._server.cut()
        self.hang_up()
        try:
            yield
        finally:
            self._server.restore()

    @contextmanager
    def blocked(self) -> Iterator[None]:
        """Let nobody even connect, as where a whole network is cut off; what people write is posted all the same."""
        self._server.vanish()
        self.hang_up()
        try:
            yield
        finally:
            self._server.appear()

    def deliver_to(self, url: str) -> None:
        """Post events here, those of one chat in order, until each gets 200 (a real one needs https)."""
        with self._changed:
            self._target = url
            self._notify()

    @property
    def undelivered(self) -> int:
        """How many events the product has not taken."""
        with self._changed:
            return len(self._waiting)

    def wait(self, condition: Callable[[], object], within: float = DEADLINE) -> None:
        """Wait until something is so; fail after the deadline."""
        with self._changed:
            assert self._changed.wait_for(condition, within), "it did not happen in time"

    async def until(self, condition: Callable[[], object], within: float = DEADLINE) -> None:
        """Wait as `wait` does, while the event loop runs on."""
        await asyncio.to_thread(self.wait, condition, within)

    # What subclasses use

    async def respond(self, request: Request) -> Response | None:
        """Answer one request; None drops the connection."""
        raise NotImplementedError

    def hang_up(self) -> None:
        """Forget who was waiting for an answer: the connection is gone."""

    def keep_file(self, data: bytes, name: str) -> str:
        """Keep a file and give its public address."""
        with self._changed:
            path = f"/{len(self.files)}/{name}"
            self.files[path] = data
        return f"{self.url}/media{path}"

    def show_file(self, request: Request) -> Response | None:
        """Answer the fetching of a file."""
        failure = self.take_failure("file")
        if failure is not None:
            return None if failure.lost else Response(b"", failure.status, failure.headers)
        data = self.files.get(request.url.path.removeprefix("/media"))
        return Response(b"", 404) if data is None else Response(data, media_type="application/octet-stream")

    def take_failure(self, method: str) -> Failure | None:
        """Take what the test ordered for a method; None if nothing, or if this call is spared."""
        with self._changed:
            for number, (name, failure) in enumerate(self._failures):
                if name == method:
                    del self._failures[number]
                    return failure
        return None

    def note_call(self, method: str, parameters: Json) -> None:
        with self._changed:
            self.calls.append((method, parameters))
            self._changed.notify_all()

    def post(self, lane: str, event: Json, headers: dict[str, str]) -> None:
        """Put an event in line for the webhook."""
        body = json.dumps(event, ensure_ascii=False).encode()
        with self._changed:
            self._waiting.append((lane, body, headers))
            self._notify()

    def change(self) -> None:
        """Tell whoever waits that something has changed."""
        with self._changed:
            self._changed.notify_all()

    # The server

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        with suppress(ClientDisconnect):
            response = await self.respond(Request(scope, receive))
            self.change()
            if response is None:  # half an answer makes the server drop the connection
                headers = [(b"content-length", b"100")]
                await send({"type": "http.response.start", "status": 200, "headers": headers})
                await send({"type": "http.response.body", "body": b"{", "more_body": True})
                return
            await response(scope, receive, send)

    def _notify(self) -> None:
        self._changed.notify_all()
        with suppress(RuntimeError):  # the loop is closed already
            self._server.loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        with self._changed:
            if not self._target or self._stopping:
                return
            for lane in {lane for lane, _body, _headers in self._waiting} - self._lanes:
                self._lanes.add(lane)
                task = asyncio.create_task(self._deliver(lane))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def _deliver(self, lane: str) -> None:
        async with httpx.AsyncClient(trust_env=False, timeout=DEADLINE) as client:
            while True:
                with self._changed:
                    waiting = [one for one in self._waiting if one[0] == lane]
                    if not waiting or self._stopping:
                        self._lanes.discard(lane)
                        return
                    url = self._target
                status = await _post(client, url, waiting[0])
                with self._changed:
                    self.deliveries.append(status)
                    if status == 200:
                        self._waiting.remove(waiting[0])
                    self._changed.notify_all()
                if status != 200:
                    await asyncio.sleep(0.05)


async def _post(client: httpx.AsyncClient, url: str, waiting: tuple[str, bytes, dict[str, str]]) -> int:
    _lane, body, headers = waiting
    try:
        answer = await client.post(url, content=body, headers={"Content-Type": "application/json", **headers})
    except httpx.HTTPError:
        return 0
    return answer.status_code


def answer_failure(failure: Failure) -> Response | None:
    """Answer what a test ordered."""
    return None if failure.lost else JSONResponse(failure.content, failure.status, failure.headers)


async def read_parameters(request: Request) -> Json:
    """Read what a call says: query, form, JSON or multipart; a file is its bytes."""
    parameters: Json = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0]
    if kind == "application/json":
        parameters |= json.loads(await request.body() or b"{}")
    elif kind in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        async with request.form() as form:
            for name, value in form.items():
                parameters[name] = await value.read() if isinstance(value, UploadFile) else value
    return parameters
