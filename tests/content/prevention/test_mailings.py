"""Who gets which item when: one message a week for who wants that, every day of June for who asks, none twice."""

from collections import Counter
from datetime import date, timedelta
from functools import cache

import pytest

from content.prevention.calendar import due_between
from content.prevention.mailings import (
    CELLS,
    DATED,
    FIELDS,
    READERS,
    Mailing,
    mailings_due,
    mailings_of,
)
from content.prevention.pack import items
from content.prevention.vocabulary import Topic
from storage.choices import INTERESTS, RHYTHMS, Reader

YEAR = [date(2027, 1, 4) + timedelta(days=number) for number in range(52 * 7)]


def test_readers_fields_and_rhythms_are_those_that_are_stored() -> None:
    assert [one.value for one in READERS] == [one.value for one in Reader]
    assert list(FIELDS) == list(INTERESTS)
    assert {rhythm for one in of_the_year() for rhythm, _ in one.wanted} == set(RHYTHMS)
    assert set().union(*(field for name, field in FIELDS.items() if name != "everything")) == set(Topic)


@cache
def of_the_year() -> list[Mailing]:
    return [one for day in YEAR for one in mailings_of(day)]


def received(rhythm: str, cell: tuple[str, str]) -> list[Mailing]:
    return [
        one for one in of_the_year() if any(cell in cells for name, cells in one.wanted if name == rhythm)
    ]


@pytest.mark.parametrize("cell", CELLS)
def test_a_weekly_reader_gets_one_message_in_every_week(cell: tuple[str, str]) -> None:
    found = received("weekly", cell)

    assert [one.day.isocalendar().week for one in found] == list(range(1, 53))
    assert all(one.reminds for one in found)
    assert len({one.item.id for one in found}) >= 8
    assert sum(one.item.is_for(cell[0]) for one in found) > len(found) / 2
    assert sum(not FIELDS[cell[1]].isdisjoint(one.item.topics) for one in found) > len(found) * 0.8


def test_nobody_is_meant_twice_on_a_day() -> None:
    for day in YEAR:
        meant = Counter(
            (rhythm, cell) for one in mailings_of(day) for rhythm, cells in one.wanted for cell in cells
        )
        assert set(meant.values()) <= {1}


def test_who_wants_every_day_of_june_gets_every_day_of_june() -> None:
    june = [one for one in received("daily", ("everybody", "everything")) if one.day.month == 6]

    assert [one.item.id for one in june] == [f"june-{number:02}" for number in range(1, 31)]
    assert [one.day.weekday() for one in june if one.reminds] == [0, 0, 0, 0]
    assert [one.day.month for one in received("daily", ("driver", "everything"))].count(6) < 30


def test_who_wants_little_gets_little() -> None:
    assert 5 <= len(received("important", ("everybody", "everything"))) <= 9
    for cell in CELLS:
        quarters = [(one.day.month - 1) // 3 for one in received("quarterly", cell)]
        assert quarters == [0, 1, 2, 3]


def test_what_speaks_of_its_day_is_sent_on_its_day_only() -> None:
    days = {one.item.id: one.day for one in of_the_year() if one.item.id in DATED}

    assert days == {one.item.id: one.day for one in due_between(YEAR[0], YEAR[-1]) if one.item.id in DATED}
    for item in items().values():
        if item.id not in DATED:
            assert "{theme}" not in item.vi.text
            assert "hôm nay là" not in item.vi.text.lower()


def test_what_was_missed_is_due_until_it_expires() -> None:
    peak = date(2027, 6, 26)
    keys = [one.key for one in mailings_due(peak + timedelta(days=1))]

    assert f"june-26/{peak}/daily" not in keys  # a day of June is over with its day
    assert f"june-26/{peak}" in keys  # that of the week, which ends on Sunday
    assert not any("june-26" in one.key for one in mailings_due(peak + timedelta(days=2)))


def test_a_key_is_the_same_whenever_it_is_planned_and_names_one_mailing() -> None:
    due = [one for day in YEAR for one in mailings_due(day)]

    assert {one.key: one for one in due} == {one.key: one for one in of_the_year()} | {
        one.key: one for one in due if one.day < YEAR[0]
    }
    assert max(Counter(one.key for one in of_the_year()).values()) == 1


@pytest.mark.parametrize("day", [date(2028, 2, 29), date(2027, 2, 28), date(2026, 12, 31), date(2027, 1, 1)])
def test_odd_days_of_the_year_have_their_mailings(day: date) -> None:
    week = [day - timedelta(days=day.weekday()) + timedelta(days=number) for number in range(7)]
    meant = {
        cell
        for one in week
        for mailing in mailings_of(one)
        for rhythm, cells in mailing.wanted
        if rhythm == "weekly"
        for cell in cells
    }

    assert meant == set(CELLS)
