"""Reminders of due reports: to the leads of the province, on the right days, once, and never at night."""

from datetime import datetime, timedelta, timezone

import pytest

from content.places.gazetteer import provinces
from content.plans import DUE_REPORTS, HA_NOI
from handlers.jobs.reports_due import remind_of_reports
from storage.records import Role
from tests.handlers.chat import Person, World
from tests.handlers.conftest import make_officer

VIETNAM = timezone(timedelta(hours=7))


def at(world: World, month: int, day: int, hour: int = 9, year: int = 2027) -> None:
    """Let the job run at a time of Vietnam."""
    world.now = datetime(year, month, day, hour, tzinfo=VIETNAM).timestamp()
    world.store.run(lambda tx: remind_of_reports(tx, world.product, world.now))


@pytest.fixture
def lead(world: World) -> Person:
    return make_officer(world, "Minh", "00004", role=Role.LEAD)


@pytest.mark.parametrize(("day", "left"), [(3, "14 days"), (10, "7 days"), (16, "1 day")])
def test_leads_are_reminded_on_the_right_days_once(world: World, lead: Person, day: int, left: str) -> None:
    at(world, 6, day - 1)
    assert lead.listen() == []

    at(world, 6, day)
    at(world, 6, day, 15)

    (text,) = lead.listen()
    assert text == f"Half-year report: due before 17/06/2027, in {left} [Hà Nội IV.2]."
    assert [button.data for reply in lead.heard for row in reply.rows for button in row] == [
        "/baocao 00004 26t"
    ]


def test_what_a_standstill_missed_is_made_up_in_one_message(world: World, lead: Person) -> None:
    at(world, 6, 1)
    at(world, 6, 13)

    (text,) = lead.listen()
    assert "in 4 days" in text
    at(world, 6, 14)
    assert lead.listen() == []


def test_nobody_is_woken(world: World, lead: Person) -> None:
    at(world, 6, 2)
    at(world, 6, 3, 5)
    at(world, 6, 3, 22)
    assert lead.listen() == []

    at(world, 6, 4, 7)
    assert len(lead.listen()) == 1


def test_only_the_leads_of_that_province_are_reminded(world: World) -> None:
    people = [
        make_officer(world, "a", "01", role=Role.LEAD),
        make_officer(world, "b", "01", "00004", role=Role.LEAD),
        make_officer(world, "c", "00004"),
        make_officer(world, "d", "79", role=Role.LEAD),
        make_officer(world, "e", "00008", role=Role.AUDITOR),
    ]
    at(world, 12, 3)

    assert [len(person.listen()) for person in people] == [1, 1, 0, 0, 0]


def test_a_year_has_three_reminders_of_each_report(world: World, lead: Person) -> None:
    start = datetime(2027, 1, 1, 9, tzinfo=VIETNAM)
    for days in range(365):
        world.now = (start + timedelta(days=days)).timestamp()
        world.store.run(lambda tx: remind_of_reports(tx, world.product, world.now))

    assert len(lead.listen()) == 3 * sum(one.province == HA_NOI and not one.year for one in DUE_REPORTS)


def test_every_report_is_a_provinces_and_has_its_source() -> None:
    assert {one.province for one in DUE_REPORTS} <= {one.code for one in provinces()}
    assert all(one.source and one.name for one in DUE_REPORTS)
