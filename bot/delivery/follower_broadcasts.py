"""Sends broadcasts where the platform itself writes to all followers at one go.

Everybody on the list there is leased first, then it leaves once: whatever dies in between, it never leaves a second time by itself.
"""

import asyncio
import logging
from collections.abc import Callable
from functools import partial

from bot.channels.port import BroadcastChannel, SendError, SendLaterError
from bot.delivery.channel_broadcasts import GLANCE_SECONDS, Choose
from bot.observe import log_event
from handlers.mailings import Article
from storage.broadcast_states import state_of
from storage.broadcasts import Broadcast
from storage.deliveries import Result, lease, record
from storage.delivery_counts import count
from storage.records import BroadcastState, Outcome
from storage.store import Store
from storage.transaction import Transaction

SLICE = 256
KEPT_FOR_ALERTS = 1  # of a month's broadcasts, those that campaigns leave alone
LATER_SECONDS = 300.0

_log = logging.getLogger(__name__)

Write = Callable[[Broadcast], Article]


class FollowerBroadcasts:
    """The broadcasts of one such channel: `choose` tells which may be sent now, `write` words it."""

    def __init__(self, store: Store, channel: BroadcastChannel, choose: Choose, write: Write) -> None:
        self._store, self._channel, self._name = store, channel, channel.name
        self._choose, self._write = choose, write

    async def run(self) -> None:
        """Send for ever what may be sent."""
        while True:
            one = await self._choose()
            if one is None:
                await asyncio.sleep(GLANCE_SECONDS)
            elif not await self.send(one):
                await asyncio.sleep(LATER_SECONDS)

    async def send(self, one: Broadcast) -> bool:
        """Send a broadcast once; false if it can't leave for now."""
        kept = 0 if one.urgent else KEPT_FOR_ALERTS
        if not await self._channel.allows(kept):
            return False
        people = await self._lease_all(one)
        outcome, reason = Outcome.UNKNOWN if people else Outcome.PENDING, ""
        try:
            if people:
                outcome, reason = await self._send_once(one)
        finally:
            for first in range(0, len(people), SLICE):
                results = [Result(number, outcome, reason) for number in people[first : first + SLICE]]
                await self._store.turn(partial(self._record, one.number, results))
        return outcome is not Outcome.PENDING

    async def _send_once(self, one: Broadcast) -> tuple[Outcome, str]:
        try:
            await self._channel.broadcast(*self._write(one))
        except SendLaterError as later:
            return (Outcome.PENDING if later.refused else Outcome.UNKNOWN), ""
        except SendError as error:
            log_event(_log, "broadcast_refused", logging.WARNING, channel=self._name, error=error)
            return Outcome.FAILED, "refused"
        return Outcome.SENT, ""

    async def _lease_all(self, one: Broadcast) -> list[int]:
        """Lease everybody who waits; nobody if the broadcast is no longer being sent."""
        people: list[int] = []
        while True:
            leased, is_going, waiting = await self._store.turn(partial(self._lease, one))
            people += leased
            if not is_going:
                await self._store.turn(
                    partial(self._record, one.number, [Result(each, Outcome.PENDING) for each in people])
                )
                return []
            if not waiting:
                return people

    def _lease(self, one: Broadcast, tx: Transaction) -> tuple[list[int], bool, int]:
        if state_of(tx, one.number) is not BroadcastState.SENDING:
            return [], False, 0
        leased = lease(tx, self._store.subscriptions, one.number, self._name, SLICE)
        return [each.number for each in leased], True, count(tx, one)[self._name].pending

    def _record(self, number: int, results: list[Result], tx: Transaction) -> None:
        record(tx, self._store.subscriptions, number, self._name, results)
