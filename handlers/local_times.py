"""Moments and days as people in Vietnam read them: their clock is seven hours ahead of UTC all year."""

from datetime import UTC, date, datetime, time, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7))
FIRST_DAY, FIRST_MONDAY = date(1970, 1, 1), date(1970, 1, 5)
NIGHT_BEGINS, NIGHT_ENDS = time(21), time(6, 30)  # nobody is written to in between


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


def is_night(seconds: float) -> bool:
    """Tell whether nobody is written to now."""
    moment = local_moment(seconds).time()
    return moment >= NIGHT_BEGINS or moment < NIGHT_ENDS


def after_night(seconds: float) -> float:
    """Give the moment itself, or the end of the night that it lies in."""
    if not is_night(seconds):
        return seconds
    moment = local_moment(seconds)
    morning = datetime.combine(moment.date(), NIGHT_ENDS, VIETNAM)
    return (morning if morning > moment else morning + timedelta(days=1)).timestamp()
