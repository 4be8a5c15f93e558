"""Who is served next when there is more to do than can be done at once: everybody in turn, so that a flood waits for itself."""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple


class BusyError(Exception):
    """So many wait from one place that one more would wait too long: who asks is told to come back in a minute."""


class Caller(NamedTuple):
    """For whom something is done: channels take turns, in a channel its sources, in a source its people."""

    channel: str
    source: str
    person: str


class FairLine:
    """Lets at most `slots` through at a time, one of each person; the others wait for their turn.

    `longest` is how many may wait from one source before BusyError.
    """

    def __init__(self, slots: int, longest: int) -> None:
        self._free = slots
        self._longest = longest
        self._ring = _Ring()
        self._waiting: dict[Caller, deque[asyncio.Future[None]]] = {}
        self._inside: set[Caller] = set()
        self._crowds: Counter[tuple[str, str]] = Counter()

    @asynccontextmanager
    async def turn(self, caller: Caller) -> AsyncIterator[None]:
        """Wait for a person's turn and hold it; raise BusyError if too many wait already."""
        if self._free > 0 and caller not in self._inside:
            self._free -= 1
            self._inside.add(caller)
        else:
            await self._wait(caller)
        try:
            yield
        finally:
            self._leave(caller)

    async def _wait(self, caller: Caller) -> None:
        crowd = (caller.channel, caller.source)
        if self._crowds[crowd] >= self._longest:
            raise BusyError
        granted = asyncio.get_running_loop().create_future()
        self._crowds[crowd] += 1
        self._waiting.setdefault(caller, deque()).append(granted)
        if caller not in self._inside:
            self._ring.add(caller)
        try:
            await granted
        except asyncio.CancelledError:
            if not granted.cancelled():  # the turn had just come
                self._leave(caller)
            raise
        finally:
            self._crowds[crowd] -= 1
            if not self._crowds[crowd]:
                del self._crowds[crowd]

    def _leave(self, caller: Caller) -> None:
        self._inside.discard(caller)
        self._free += 1
        if caller in self._waiting:
            self._ring.add(caller)
        while self._free > 0 and self._ring:
            self._let_in(Caller(*self._ring.take()))

    def _let_in(self, caller: Caller) -> None:
        """Let a person's oldest request in; those that nobody waits for any more are dropped."""
        line = self._waiting[caller]
        while line:
            granted = line.popleft()
            if not granted.done():
                self._free -= 1
                self._inside.add(caller)
                granted.set_result(None)
                break
        if not line:
            del self._waiting[caller]


class _Ring:
    """Names in turn, level by level: whoever was served goes behind the others of their level."""

    def __init__(self) -> None:
        self._rings: dict[str, _Ring] = {}

    def __bool__(self) -> bool:
        return bool(self._rings)

    def add(self, path: tuple[str, ...]) -> None:
        if path:
            self._rings.setdefault(path[0], _Ring()).add(path[1:])

    def take(self) -> tuple[str, ...]:
        name = next(iter(self._rings))
        ring = self._rings.pop(name)
        if not ring:
            return (name,)
        rest = ring.take()
        if ring:
            self._rings[name] = ring
        return (name, *rest)
