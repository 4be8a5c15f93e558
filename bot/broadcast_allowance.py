"""Counts a platform's broadcasts to all followers, a month and a day of Vietnam, over restarts: before each leaves."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from bot.channels.port import Quota
from bot.channels.quota import VIETNAM
from storage.meta import load_count, save_count
from storage.store import Store
from storage.transaction import Transaction


class StoredAllowance:
    """What is left of one channel's broadcasts."""

    def __init__(
        self, store: Store, channel: str, quota: Quota, clock: Callable[[], float] = time.time
    ) -> None:
        self._store, self._channel, self._quota, self._clock = store, channel, quota, clock

    async def has_left(self, kept: int) -> bool:
        """Tell whether one is left today, and more than `kept` this month."""
        return await self._store.read(lambda tx: self._has_left(tx, kept))

    async def take(self) -> bool:
        """Take one; false if none is left this month or today."""
        return await self._store.turn(self._take)

    async def give_back(self) -> None:
        """Give back one that certainly did not go out."""
        await self._store.turn(lambda tx: self._add(tx, -1))

    def _take(self, tx: Transaction) -> bool:
        if not self._has_left(tx, 0):
            return False
        self._add(tx, 1)
        return True

    def _has_left(self, tx: Transaction, kept: int) -> bool:
        limits = (self._quota.broadcasts - kept, self._quota.broadcasts_a_day)
        return all(
            self._count(tx, name, period) < limit
            for (name, period), limit in zip(self._periods(), limits, strict=True)
        )

    def _add(self, tx: Transaction, number: int) -> None:
        for name, period in self._periods():
            save_count(tx, name, period, max(0, self._count(tx, name, period) + number))

    def _count(self, tx: Transaction, name: str, period: str) -> int:
        noted, count = load_count(tx, name)
        return count if noted == period else 0

    def _periods(self) -> tuple[tuple[str, str], tuple[str, str]]:
        now = datetime.fromtimestamp(self._clock(), UTC).astimezone(VIETNAM)
        month, day = f"{now:%Y-%m}", f"{now:%Y-%m-%d}"
        return (f"broadcasts of {self._channel}", month), (f"broadcasts today of {self._channel}", day)
