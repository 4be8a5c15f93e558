"""Counts what a platform counts: messages of a calendar month, both ways, and the people they were with.

Decides that nothing of it names anybody: the people are counted by keyed hashes that end with the process.
"""

import logging
import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from hashlib import blake2b

from bot.channels.port import Quota
from bot.observe import log_event

WARNINGS = (0.95, 0.8)
VIETNAM = timezone(timedelta(hours=7))

_log = logging.getLogger(__name__)


class QuotaCounter:
    """Counts one channel's month; `messages` of a month that began before this process is set by `begin`."""

    def __init__(self, channel: str, quota: Quota, clock: Callable[[], float] = time.time) -> None:
        self.channel, self.quota, self._clock = channel, quota, clock
        self._key = secrets.token_bytes(32)
        self._people: set[bytes] = set()
        self._warned = 0.0
        self.month = self._name_month()
        self.messages = 0

    @property
    def people(self) -> int:
        """How many people this process has met this month."""
        self._turn_month()
        return len(self._people)

    @property
    def used(self) -> float:
        """The part of the quota that is used up: of messages or people, whichever is more."""
        self._turn_month()
        parts = [(self.messages, self.quota.messages), (len(self._people), self.quota.people)]
        return max((count / most for count, most in parts if most), default=0.0)

    def begin(self, month: str, messages: int) -> None:
        """Go on with what an earlier process has counted of a month."""
        self._turn_month()
        if month == self.month:
            self.messages += messages

    def count(self, address: str) -> None:
        """Count one message from or to somebody, and warn once at each mark."""
        self._turn_month()
        self.messages += 1
        self._people.add(blake2b(address.encode(), key=self._key, digest_size=16).digest())
        mark = next((mark for mark in WARNINGS if self.used >= mark), 0.0)
        if mark > self._warned:
            self._warned = mark
            log_event(_log, "quota_nearly_used", logging.WARNING, channel=self.channel, count=int(mark * 100))

    def _turn_month(self) -> None:
        if (month := self._name_month()) != self.month:
            self.month, self.messages, self._warned = month, 0, 0.0
            self._people.clear()

    def _name_month(self) -> str:
        return f"{datetime.fromtimestamp(self._clock(), UTC).astimezone(VIETNAM):%Y-%m}"
