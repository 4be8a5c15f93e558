"""Sends broadcasts on one channel: leases a few recipients as slots come free, sends, and writes results with the next lease.

Each message is leased before it leaves and never sent again by itself: what nobody knows stays «unknown».
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import Any

from bot.channels.pauses import Pauses
from bot.channels.port import GoneError, SendError, SendLaterError, WaitForPersonError
from bot.delivery.casting import Casting
from bot.observe import log_event
from storage.broadcast_states import state_of
from storage.broadcasts import Broadcast
from storage.deliveries import GONE, Leased, Result, lease, record
from storage.records import BroadcastState, Outcome
from storage.store import Store
from storage.transaction import Transaction

GLANCE_SECONDS = 0.5  # how soon a pause, a cancelling or the night is noticed where nothing leaves
RECORD_SECONDS = 0.05  # results that have waited longer are written without a lease
TICK_SECONDS = 0.001  # a loop that counts whole milliseconds wakes up to one too early
LARGEST_BATCH = 256
LONGEST_SILENCE = 60.0

_log = logging.getLogger(__name__)

Choose = Callable[[], Awaitable[Broadcast | None]]
Word = Callable[[Broadcast, str], Awaitable[Any]]


class ChannelBroadcasts:
    """The broadcasts of one channel: `choose` tells which may be sent now, `word` encodes it in a language."""

    def __init__(self, store: Store, channel: str, casting: Casting, choose: Choose, word: Word) -> None:
        self._store, self._channel, self._casting = store, channel, casting
        self._caster, self._pacer = casting.caster, casting.pacer
        self._choose, self._word = choose, word
        self._under_way: set[asyncio.Task[None]] = set()
        self._has_room = asyncio.Event()
        self._results: list[Result] = []
        self._recorded = self._looked = 0.0
        self._pauses = Pauses(longest=LONGEST_SILENCE)

    async def run(self) -> None:
        """Send for ever what may be sent."""
        while True:
            one = await self._choose_allowed()
            if one is not None:
                await self.send(one)
            await asyncio.sleep(GLANCE_SECONDS)

    async def send(self, one: Broadcast) -> None:
        """Send a broadcast until it has nobody left here, or must stop."""
        self._looked = _now()
        try:
            while await self._may_go_on(one) and await self._step(one):
                pass
        finally:
            if self._under_way:
                await asyncio.wait(self._under_way)
            if self._results:
                await self._exchange(one, [])

    async def _may_go_on(self, one: Broadcast) -> bool:
        if _now() - self._looked < GLANCE_SECONDS:
            return True
        self._looked = _now()
        chosen = await self._choose_allowed()
        return chosen is not None and chosen.number == one.number

    async def _choose_allowed(self) -> Broadcast | None:
        return await self._choose() if self._casting.is_allowed else None

    async def _step(self, one: Broadcast) -> bool:
        """Do what can be done now, or wait a little; false if there is nobody left, or no more may be sent."""
        room = self._casting.most - len(self._under_way)
        slots = self._pacer.take(min(room, LARGEST_BATCH))
        is_due = self._results and _now() - self._recorded >= RECORD_SECONDS
        if not slots and not is_due:
            await self._wait(room)
            return True
        leased = await self._exchange(one, slots)
        for recipient, moment in zip(leased or (), slots, strict=False):
            self._start(one, recipient, moment)
        if leased is None or not slots:
            return leased is not None
        if not leased:
            if not self._under_way:
                return False
            await asyncio.wait(self._under_way)
        if self._pacer.grain:
            await asyncio.sleep(self._pacer.grain)
        return True

    async def _wait(self, room: int) -> None:
        longest = RECORD_SECONDS if self._results else GLANCE_SECONDS
        if room:
            await asyncio.sleep(min(self._pacer.wait, longest))
            return
        self._has_room.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(longest):
                await self._has_room.wait()

    async def _exchange(self, one: Broadcast, slots: list[float]) -> list[Leased] | None:
        """Write results and lease as many recipients as there are slots; None if the broadcast is no longer being sent."""
        results = self._results[:]
        turn = asyncio.ensure_future(self._store.turn(partial(self._turn, one.number, results, len(slots))))
        leased: list[Leased] | None = None
        try:
            leased = await asyncio.shield(turn)
        except asyncio.CancelledError:  # the writer does it all the same: what it has leased goes back
            taken = await turn or []
            self._note_done(results)
            self._results += [Result(recipient.number, Outcome.PENDING) for recipient in taken]
            raise
        finally:
            self._pacer.give_back(slots[len(leased or ()) :])
        self._note_done(results)
        return leased

    def _note_done(self, results: list[Result]) -> None:
        del self._results[: len(results)]
        self._recorded = _now()

    def _turn(self, number: int, results: list[Result], slots: int, tx: Transaction) -> list[Leased] | None:
        people = self._store.subscriptions
        record(tx, people, number, self._channel, results)
        if state_of(tx, number) is not BroadcastState.SENDING:
            return None
        return lease(tx, people, number, self._channel, slots) if slots else []

    def _start(self, one: Broadcast, recipient: Leased, moment: float) -> None:
        task = asyncio.create_task(self._cast(one, recipient, moment))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _cast(self, one: Broadcast, recipient: Leased, moment: float) -> None:
        outcome, reason = Outcome.PENDING, ""
        try:
            if not await self._may_leave(moment):
                return
            outcome = Outcome.UNKNOWN
            message = await self._word(one, recipient.subscriber.language)
            outcome, reason = await self._send_once(recipient.subscriber.address, message)
        except Exception as error:  # nobody knows how far it came
            self._pacer.unanswered()
            log_event(_log, "broadcast_failed", logging.ERROR, channel=self._channel, error=error)
        finally:
            self._results.append(Result(recipient.number, outcome, reason))
            self._has_room.set()

    async def _may_leave(self, moment: float) -> bool:
        """Wait until a slot is free; false if the platform has asked for silence meanwhile."""
        has_waited = False
        while (early := moment - self._pacer.now) > 0:
            has_waited = True
            await asyncio.sleep(max(early, TICK_SECONDS))
        if has_waited and self._pacer.is_silent:
            self._pacer.give_back([moment])
            return False
        return True

    async def _send_once(self, address: str, message: Any) -> tuple[Outcome, str]:  # noqa: ANN401 - as in Caster
        """Send and tell what became of it; where the platform is in trouble, let nothing leave for a while."""
        sent = self._pacer.now
        try:
            await self._caster.cast(address, message)
        except SendLaterError as later:
            self._pacer.unanswered()
            self._pacer.be_silent(self._pauses.next() if later.seconds is None else later.seconds)
            return (Outcome.PENDING if later.refused else Outcome.UNKNOWN), ""
        except WaitForPersonError:
            self._pacer.answered(sent)
            return Outcome.SKIPPED, ""
        except SendError as error:
            self._pacer.answered(sent)
            return Outcome.FAILED, GONE if isinstance(error, GoneError) else "refused"
        self._pacer.answered(sent)
        self._pauses.reset()
        return Outcome.SENT, ""


def _now() -> float:
    return asyncio.get_running_loop().time()
