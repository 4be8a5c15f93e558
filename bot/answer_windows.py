"""Counts the free answers that a platform allows after each message of a person; keyed and sealed under the runtime key.

Decides that a window opens in the very transaction of the message that opens it: it costs no commit of its own.
"""

import time
from collections.abc import Callable

from bot.channels.port import Limits
from storage.limits import get_entry, put_entry
from storage.store import Store
from storage.transaction import Transaction


class StoredWindow:
    """The windows of one channel's people."""

    def __init__(
        self, store: Store, channel: str, limits: Limits, clock: Callable[[], float] = time.time
    ) -> None:
        self._store, self._channel, self._limits, self.clock = store, channel, limits, clock

    def open(self, tx: Transaction, address: str) -> None:
        """Begin anew: the person has written."""
        self._put(tx, address, 0, self.clock() + self._limits.hours * 3600)

    async def allows(self, address: str, messages: int = 1) -> bool:
        """Tell whether so many more answers are free, or as many as ever are.

        Who is unknown, after a reboot for example, waits for the next message.
        """
        entry = await self._store.read(lambda tx: self._get(tx, address))
        most = self._limits.answers
        return entry is not None and entry[0] + min(messages, most) <= most

    async def count(self, address: str) -> None:
        """Count one answer."""
        await self._store.turn(lambda tx: self._count(tx, address))

    def _count(self, tx: Transaction, address: str) -> None:
        entry = self._get(tx, address)
        if entry is not None:
            self._put(tx, address, entry[0] + 1, entry[1])

    def _get(self, tx: Transaction, address: str) -> tuple[int, float] | None:
        entry = get_entry(tx, self._store.runtime, self._bucket(address), self.clock())
        return (int(entry["sent"]), float(entry["until"])) if entry else None

    def _put(self, tx: Transaction, address: str, sent: int, until: float) -> None:
        value = {"sent": sent, "until": until}
        put_entry(tx, self._store.runtime, self._bucket(address), value, until)

    def _bucket(self, address: str) -> bytes:
        person = self._store.runtime.name_person(self._channel, address)
        return self._store.runtime.name_bucket("free answers", person)
