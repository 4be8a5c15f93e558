"""When each item is due: by a date or a rule, every year."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from content.prevention.item import WEEKDAYS, DayOfYear, Item
from content.prevention.pack import items
from content.prevention.vocabulary import Series

WEEK = 7
DAYS_CURRENT = {Series.ACTION_MONTH: 1, Series.QUARTER: 14, Series.AUDIENCE: 14}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An item on one of its days. `key` is the same whenever it is planned; after `expires` it is sent no more."""

    day: date
    item: Item

    @property
    def key(self) -> str:
        """Name this occurrence: the item and the year."""
        return f"{self.item.id}/{self.day.year}"

    @property
    def expires(self) -> date:
        """Give the last day on which a missed one is still worth sending."""
        return self.day + timedelta(days=DAYS_CURRENT[self.item.series])


def day_in(item: Item, year: int) -> date:
    """Give the day of an item in a year."""
    when = item.when
    days = monthrange(year, when.month)[1]
    if isinstance(when, DayOfYear):
        return date(year, when.month, min(when.day, days))
    first = date(year, when.month, 1)
    ahead = (WEEKDAYS.index(when.weekday) - first.weekday()) % WEEK
    return first + timedelta(days=ahead + WEEK * (when.nth - 1))


def due(day: date) -> tuple[Occurrence, ...]:
    """List what is due on a day."""
    return due_between(day, day)


def due_between(first: date, last: date) -> tuple[Occurrence, ...]:
    """List what is due from one day to another, both included, in order; across the turn of years, too."""
    found = (
        Occurrence(day_in(item, year), item)
        for year in range(first.year, last.year + 1)
        for item in items().values()
    )
    return tuple(sorted((one for one in found if first <= one.day <= last), key=_order))


def still_due(day: date) -> tuple[Occurrence, ...]:
    """List what is due on a day or was missed and has not expired: what a job that wakes late has to plan."""
    longest = max(DAYS_CURRENT.values())
    return tuple(one for one in due_between(day - timedelta(days=longest), day) if one.expires >= day)


def upcoming(day: date) -> Iterator[Occurrence]:
    """Go through the calendar from a day on, without an end."""
    year = day.year
    yield from due_between(day, date(year, 12, 31))
    while True:
        year += 1
        yield from due_between(date(year, 1, 1), date(year, 12, 31))


def following(name: str, day: date) -> Item:
    """Give the item that comes after another one, as seen from a day; without another one, what comes next."""
    row = [one.item for one in islice(upcoming(day), len(items()))]
    names = [item.id for item in row]
    return row[(names.index(name) + 1) % len(row) if name in names else 0]


def nearest(day: date) -> Occurrence:
    """Give the occurrence of the day, or the one with the fewest days between; of two, the coming one."""
    around = due_between(day - timedelta(days=366), day + timedelta(days=366))
    return min(around, key=lambda one: (abs(one.day - day), one.day < day, one.item.id))


def _order(one: Occurrence) -> tuple[date, str]:
    return one.day, one.item.id
