"""Moments and days as people in Vietnam read them: their clock is seven hours ahead of UTC all year."""

from datetime import UTC, date, datetime, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))
FIRST_DAY, FIRST_MONDAY = date(1970, 1, 1), date(1970, 1, 5)


def local_moment(seconds: float) -> datetime:
    """Give the moment in Vietnam of seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC).astimezone(VIETNAM)


def show_moment(seconds: float) -> str:
    """Write a moment with day and minute."""
    return local_moment(seconds).strftime("%d/%m/%Y %H:%M")


def show_day(day: date) -> str:
    """Write a day."""
    return day.strftime("%d/%m/%Y")


def local_day(seconds: float) -> int:
    """Count the day in Vietnam of seconds since 1970, from 1 January 1970."""
    return (local_moment(seconds).date() - FIRST_DAY).days


def day_at(count: int) -> date:
    """Give the day that was counted so."""
    return FIRST_DAY + timedelta(days=count)


def first_day(week: int) -> date:
    """Give the Monday of a week, counted from that of 5 January 1970."""
    return FIRST_MONDAY + timedelta(weeks=week)


def week_of_day(day: date) -> int:
    """Give the week of a day."""
    return (day - FIRST_MONDAY).days // 7
