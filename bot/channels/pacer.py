"""When a message may leave: never more than a platform allows in any second, people's answers before broadcasts.

A slot is free again one window after its message must have arrived: a window less the shortest round trip after the answer to
it. So no window on the platform's own clock holds more than its limit, however long messages are under way.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from heapq import heapify, heappop, heappush

PATIENCE = 0.1  # seconds for which an answer waits for a broadcast's slot
GLANCE = 0.005
# From DENSE slots a second on they are taken in grains: of GATHERED slots or GRAIN seconds, AHEAD grains early.
# SPARE ones are kept for answers that come where all slots of the next moment are taken.
DENSE, GATHERED, GRAIN, AHEAD, SPARE = 200, 8, 0.02, 2, 5
GUARD, DOUBT = 0.002, 8  # how much longer the shortest round trip seen may be than the shortest there is
# The first answers carry the opening of connections, so their round trips are not believed.
WARM_ROUNDS, MOST_COLD = 3, 100


class Pacer:
    """The slots of one bot: `limit` messages in any `window` seconds. A new one is silent for one window."""

    def __init__(self, limit: int, window: float = 1.0, clock: Callable[[], float] = time.monotonic) -> None:
        self.limit = limit
        self._window, self._clock = window, clock
        start = clock() + window
        slots = limit - SPARE if limit >= DENSE else limit
        self._free = [start + window * slot / slots for slot in range(slots)]  # when each is free
        heapify(self._free)
        self._debt = 0  # answers that left without a slot
        self._answers = 0  # that wait for one
        self._silent_until = start
        self._last_broadcast = -window
        self._shortest, self._usual, self._rounds = window, 0.0, 0

    @property
    def now(self) -> float:
        """The time by which messages are paced."""
        return self._clock()

    @property
    def grain(self) -> float:
        """Seconds in which some slots come free together, where to take each by itself would cost too much; else 0."""
        return max(GATHERED * self._window / self.limit, GRAIN) if self.limit >= DENSE else 0.0

    @property
    def wait(self) -> float:
        """Seconds until a broadcast may take a slot; 0 if it may now. While all are under way nobody knows: a glance."""
        now = self._clock()
        if self._answers or not self._free:
            return GLANCE
        return max(0.0, self._free[0] - now - AHEAD * self.grain, self._silent_until - now)

    @property
    def is_silent(self) -> bool:
        """Whether no broadcast may leave just now."""
        return self._clock() < self._silent_until

    def take(self, most: int) -> list[float]:
        """Take slots for messages of a broadcast, `most` at most, none while an answer waits; tell when each is free.

        Where slots have a grain, those of the next two are taken, too: to look who is next takes that long.
        """
        if self._answers or self.is_silent:
            return []
        now = self._clock()
        taken: list[float] = []
        while len(taken) < most and self._is_free(now + AHEAD * self.grain):
            taken.append(heappop(self._free))
        if taken:
            self._last_broadcast = now
        return taken

    def give_back(self, slots: list[float]) -> None:
        """Give back slots in which nothing was sent."""
        for moment in slots:
            heappush(self._free, moment)

    def answered(self, sent: float) -> None:
        """Note that the platform has answered what left at a moment of `clock`."""
        now = self._clock()
        self._rounds += 1
        self._shortest = min(self._shortest, now - sent)
        self._usual += (now - sent - self._usual) / self._rounds
        doubt = GUARD + DOUBT * (self._usual - self._shortest) / self._rounds
        is_warm = self._rounds > WARM_ROUNDS * min(self.limit, MOST_COLD)
        self._release(now + self._window - (max(0.0, self._shortest - doubt) if is_warm else 0.0))

    def unanswered(self) -> None:
        """Note that no answer came to something that has left."""
        self._release(self._clock() + self._window)

    def be_silent(self, seconds: float) -> None:
        """Let no broadcast leave for some seconds: the platform wants so. Answers go on."""
        self._silent_until = max(self._silent_until, self._clock() + seconds)

    @asynccontextmanager
    async def answer(self) -> AsyncIterator[None]:
        """Send an answer inside: it takes the next slot, and waits for it only a moment, and only where a broadcast runs."""
        await self._get_ready()
        sent = self._clock()
        try:
            yield
        except BaseException:
            self.unanswered()
            raise
        self.answered(sent)

    async def _get_ready(self) -> None:
        start = now = self._clock()
        self._answers += 1
        try:
            while not self._is_free(now) and now - start < PATIENCE and self._is_broadcasting(now):
                soonest = self._free[0] - now if self._free else GLANCE
                await asyncio.sleep(min(soonest, start + PATIENCE - now))
                now = self._clock()
        finally:
            self._answers -= 1
        if self._free:
            heappop(self._free)  # where none is free yet, a broadcast will do without this one
        else:
            self._debt += 1

    def _is_free(self, now: float) -> bool:
        return bool(self._free) and self._free[0] <= now

    def _is_broadcasting(self, now: float) -> bool:
        return now - self._last_broadcast <= self._window

    def _release(self, moment: float) -> None:
        if self._debt:
            self._debt -= 1
        else:
            heappush(self._free, moment)
