"""The calendar: the same in every year, across its turn and on 29 February; what is missed expires."""

from datetime import date, timedelta
from itertools import islice

from content.prevention.calendar import day_in, due, due_between, nearest, still_due, upcoming
from content.prevention.item import DayOfYear, Item, WeekdayOfMonth
from content.prevention.pack import items


def moved(when: DayOfYear | WeekdayOfMonth) -> Item:
    return items()["june-01"].model_copy(update={"when": when})


def test_the_peak_is_due_on_its_day_alone() -> None:
    assert [one.key for one in due(date(2027, 6, 26))] == ["june-26/2027"]
    assert due(date(2027, 7, 1)) == ()


def test_29_february_is_the_28th_where_there_is_none() -> None:
    leap = moved(DayOfYear(month=2, day=29))
    assert day_in(leap, 2028) == date(2028, 2, 29)
    assert day_in(leap, 2027) == date(2027, 2, 28)
    assert due(date(2028, 2, 29)) == ()
    assert nearest(date(2028, 2, 29)).day == date(2028, 2, 23)


def test_a_rule_finds_the_nth_weekday() -> None:
    second = moved(WeekdayOfMonth(month=1, nth=2, weekday="saturday"))
    assert day_in(second, 2027) == date(2027, 1, 9)
    first = moved(WeekdayOfMonth(month=5, nth=1, weekday="saturday"))
    assert day_in(first, 2027) == date(2027, 5, 1)


def test_the_turn_of_the_year_loses_nothing_and_repeats_nothing() -> None:
    found = due_between(date(2026, 12, 1), date(2027, 1, 31))
    assert [one.key for one in found] == [
        "q4-4/2026",
        "for-farmers/2026",
        "q1-1/2027",
        "for-recovering/2027",
        "q1-2/2027",
    ]
    assert len({one.key for one in due_between(date(2026, 1, 1), date(2030, 12, 31))}) == 5 * len(items())


def test_each_day_of_years_is_planned_once_however_the_days_are_cut() -> None:
    first, last = date(2027, 11, 20), date(2028, 3, 10)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    assert [one for day in days for one in due(day)] == list(due_between(first, last))


def test_a_missed_day_is_caught_up_until_it_expires() -> None:
    assert [one.item.id for one in still_due(date(2027, 6, 27))] == ["june-26", "june-27"]
    assert [one.item.id for one in still_due(date(2027, 7, 1))] == ["june-30"]
    late = still_due(date(2027, 1, 23))
    assert [one.item.id for one in late] == ["q1-1", "for-recovering", "q1-2"]
    assert [one.item.id for one in still_due(date(2027, 1, 24))] == ["for-recovering", "q1-2"]


def test_what_comes_next_never_ends() -> None:
    coming = list(islice(upcoming(date(2027, 12, 20)), 60))
    assert coming[0].key == "for-farmers/2027"
    assert coming[1].key == "q1-1/2028"
    assert [one.day for one in coming] == sorted(one.day for one in coming)
