"""People who write to a bot by its webhook, as fast as they are answered or at an even rate."""

import asyncio
from collections.abc import Awaitable, Callable
from itertools import cycle
from typing import Any

from benchmarks.crowd import CONVERSATION, Crowd, Person
from benchmarks.numbers import Stopwatch

CONNECTIONS = 40


class Poster(asyncio.Protocol):
    """One kept-alive connection that posts updates, one at a time."""

    def __init__(self) -> None:
        self.lost = False
        self._transport: Any = None
        self._answer: asyncio.Future[bytes] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the connection."""
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Note that the bot hung up, as it may on who is silent for seconds."""
        self.lost = True
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(ConnectionResetError())

    def data_received(self, data: bytes) -> None:
        """Take the answer; it is so short that it comes in one piece."""
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(data)

    async def post(self, request: bytes) -> None:
        """Post an update and wait for its 200."""
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        answer = await self._answer
        if not answer.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(answer[:60].decode(errors="replace"))

    def close(self) -> None:
        """Hang up."""
        self._transport.close()


async def spread_people(port: int, crowd: Crowd) -> None:
    """Lead people to different questions: in step they would all send their tips, which takes longest, at once."""
    steps = [(person, number % len(CONVERSATION)) for number, person in enumerate(crowd.people)]

    async def lead(group: list[tuple[Person, int]]) -> None:
        poster = await _connect(port)
        for person, number in group:
            for _step in range(number):
                await poster.post(crowd.request(person))
        poster.close()

    await asyncio.gather(*(lead(steps[number::CONNECTIONS]) for number in range(CONNECTIONS)))


async def post_all(
    port: int, crowd: Crowd, watch: Stopwatch, wait: Callable[[Person], Awaitable[None]]
) -> None:
    """Let people write by webhook over 40 connections until the time is up; `wait` is what they wait for besides."""
    groups = [crowd.people[number::CONNECTIONS] for number in range(CONNECTIONS)]

    async def serve(group: list[Person]) -> None:
        poster = await _connect(port)
        while watch.running():
            for person in group:
                if poster.lost:
                    poster = await _connect(port)
                begun = asyncio.get_running_loop().time()
                await poster.post(crowd.request(person))
                await wait(person)
                watch.latencies.append(asyncio.get_running_loop().time() - begun)
        poster.close()

    await asyncio.gather(*map(serve, groups))


async def post_evenly(port: int, crowd: Crowd, watch: Stopwatch, rate: float) -> None:
    """Let people write so many times a second, whether the earlier ones are answered or not, until the time is up.

    A wait counts from when somebody wanted to write: who finds no free connection waits, too.
    """
    loop, tasks = asyncio.get_running_loop(), set()
    free: asyncio.Queue[Poster] = asyncio.Queue()
    for _number in range(CONNECTIONS):
        free.put_nowait(await _connect(port))

    async def write(person: Person, due: float) -> None:
        poster = await free.get()
        if poster.lost:
            poster = await _connect(port)
        await poster.post(crowd.request(person))
        watch.latencies.append(loop.time() - due)
        free.put_nowait(poster)

    begun = loop.time()
    for number, person in enumerate(cycle(crowd.people)):
        due = begun + number / rate
        if due - begun > watch.seconds:
            break
        await asyncio.sleep(due - loop.time())
        tasks.add(asyncio.create_task(write(person, due)))
    await asyncio.gather(*tasks)
    while not free.empty():
        free.get_nowait().close()


async def _connect(port: int) -> Poster:
    return (await asyncio.get_running_loop().create_connection(Poster, "127.0.0.1", port))[1]
