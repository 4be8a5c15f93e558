"""Figures for everybody: no number under five, and none that could be worked out, even by somebody who knows this rule.

Only whole quarters that have ended are told, each by kind and by province alone, never both at once: what is told of two of
them shares no tip, so that nothing can be subtracted from anything.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

SMALLEST = 5

K = TypeVar("K")


_QUARTER = re.compile(r"(20\d\d)-([1-4])")


class Quarter(NamedTuple):
    """A quarter of a year: the weeks whose Mondays lie in it, so that no two quarters share one."""

    year: int
    number: int

    @property
    def word(self) -> str:
        """Write it as commands do."""
        return f"{self.year}-{self.number}"

    @property
    def mondays(self) -> tuple[date, date]:
        """Give its first Monday and its last."""
        first = date(self.year, 3 * self.number - 2, 1)
        first += timedelta(days=-first.weekday() % 7)
        return first, self._next_monday() - timedelta(days=7)

    def before(self) -> "Quarter":
        """Give the quarter before."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    def _next_monday(self) -> date:
        after = date(self.year + self.number // 4, 3 * self.number % 12 + 1, 1)
        return after + timedelta(days=-after.weekday() % 7)


def read_quarter(text: str) -> Quarter | None:
    """Read a quarter like «2026-3»; None if it is none."""
    found = _QUARTER.fullmatch(text.strip())
    return Quarter(int(found[1]), int(found[2])) if found else None


def last_quarter(today: date) -> Quarter:
    """Give the last quarter all of whose weeks have ended."""
    quarter = Quarter(today.year, (today.month + 2) // 3)
    while quarter.mondays[1] + timedelta(days=7) > today:
        quarter = quarter.before()
    return quarter


class Published(NamedTuple):
    """A total with its parts; None where a number is not told."""

    total: int | None
    parts: Mapping[object, int | None]


def hide_small(counts: Mapping[K, int]) -> Published:
    """Hide numbers under five, and as many others, the last of them first, as it takes that no hidden one follows.

    Which others are hidden hangs on their place, never on their size: else their size would follow from the rule. They
    are enough when beside five for each of them five are left in the sum: then the small ones can be anything.
    """
    total = sum(counts.values())
    if total < SMALLEST:
        return Published(None, dict.fromkeys(counts))
    small = [key for key in counts if counts[key] < SMALLEST]
    others = [key for key in reversed(list(counts)) if key not in small]
    hidden: list[K] = list(small)
    while others and small and not _is_enough([counts[key] for key in hidden], len(small)):
        hidden.append(others.pop(0))
    return Published(total, {key: None if key in hidden else counts[key] for key in counts})


def _is_enough(hidden: list[int], small: int) -> bool:
    """Tell whether none of the hidden numbers follows from their sum, of which the first ones are small."""
    if len(hidden) == small:  # four each would follow, too
        return small > 1 and SMALLEST <= sum(hidden) < (SMALLEST - 1) * small
    return sum(hidden) >= SMALLEST * (len(hidden) - small + 1)
