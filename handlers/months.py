"""Months, counted from January 1970: all that is left of an erased tip."""

from datetime import UTC, date, datetime

from babel.dates import format_skeleton

from content.i18n import current_language

FIRST_YEAR = 1970


def month_of(now: float) -> int:
    """Tell the month of a moment (seconds since 1970, UTC)."""
    moment = datetime.fromtimestamp(now, UTC)
    return (moment.year - FIRST_YEAR) * 12 + moment.month - 1


def show_month(month: int) -> str:
    """Write a month with its year."""
    year, rest = divmod(month, 12)
    return format_skeleton("yMMMM", date(FIRST_YEAR + year, rest + 1, 1), locale=current_language())
