"""Quarters of a year as the plans count them, in Vietnam: every hamlet is to be reached once in each [Hà Nội II.1b]."""

import re
from datetime import date

from content.i18n import _

QUARTERS, MONTHS = 4, 3
_WORD = re.compile(r"q(?:uy)?\s?([1-4])(?:[/.-](\d{4}))?")


def quarter_of(day: date) -> int:
    """Count the quarter of a day, from the first of the year 0."""
    return day.year * QUARTERS + (day.month - 1) // MONTHS


def first_day_of(quarter: int) -> date:
    """Give the first day of a quarter."""
    return date(quarter // QUARTERS, quarter % QUARTERS * MONTHS + 1, 1)


def write_quarter(quarter: int) -> str:
    """Write a quarter as commands do."""
    return f"q{quarter % QUARTERS + 1}/{quarter // QUARTERS}"


def read_quarter(word: str, today: date) -> int | None:
    """Read a quarter's word, of this year unless it says another one; None if it is none."""
    found = _WORD.fullmatch(word)
    if found is None:
        return None
    return int(found[2] or today.year) * QUARTERS + int(found[1]) - 1


def show_quarter(quarter: int) -> str:
    """Say a quarter."""
    return _("Quarter {number} of {year}").format(number=quarter % QUARTERS + 1, year=quarter // QUARTERS)
