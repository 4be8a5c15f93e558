"""Periods of figures: whole weeks that end with the present one."""

from datetime import date, timedelta
from typing import NamedTuple

from content.i18n import ngettext
from handlers.local_times import first_day, local_moment, show_day, week_of_day

WEEKS = (4, 13, 26, 52)
USUAL_WEEKS = 13
MARK = "t"  # «13t»: thirteen weeks («tuần»); a bare number could be a province's code


class Period(NamedTuple):
    """The weeks from one to another, both included."""

    first: int
    last: int

    @property
    def weeks(self) -> int:
        """Tell how many weeks there are."""
        return self.last - self.first + 1

    @property
    def word(self) -> str:
        """Write the period as commands do."""
        return f"{self.weeks}{MARK}"

    @property
    def begins(self) -> date:
        """Give the first day."""
        return first_day(self.first)

    @property
    def ends(self) -> date:
        """Give the last day."""
        return first_day(self.last + 1) - timedelta(days=1)


def make_period(weeks: int, now: float) -> Period:
    """Make the period of so many weeks that ends with the present one."""
    last = week_of_day(local_moment(now).date())
    return Period(last - weeks + 1, last)


def read_weeks(word: str) -> int | None:
    """Read a period's word; None if it is none."""
    return next((weeks for weeks in WEEKS if word == f"{weeks}{MARK}"), None)


def show_weeks(weeks: int) -> str:
    """Say how long a period is."""
    return ngettext("{count} week", "{count} weeks", weeks).format(count=weeks)


def show_span(period: Period) -> str:
    """Write the days of a period."""
    return f"{show_day(period.begins)} – {show_day(period.ends)}"
