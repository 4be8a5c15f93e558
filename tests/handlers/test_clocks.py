"""The clocks of a case: what the law says, what the national lead sets, and what they do to tips and lists."""

import pytest

from content.clocks import STANDARDS, URGENT_KINDS, Clock, clock_labels, clock_sources
from handlers.clocks import hours_of
from handlers.durations import DAY_SECONDS, HOUR_SECONDS
from handlers.list_views import PAGE
from storage import audit, tips
from storage.records import Role, TipKind, TipResult, TipStatus
from tests.handlers.chat import Person, World
from tests.handlers.conftest import make_officer
from tests.handlers.filed import file_sample, now

DAY = 24


@pytest.fixture
def lan(world: World) -> Person:
    return make_officer(world, "Lan", "00004")


@pytest.fixture
def chief(world: World) -> Person:
    return make_officer(world, "Chief", "vn", role=Role.LEAD)


def test_every_clock_has_a_label_a_source_and_sensible_bounds() -> None:
    assert set(STANDARDS) == set(clock_labels()) == set(clock_sources()) == set(Clock)
    assert all(one.least <= one.hours <= one.most for one in STANDARDS.values())
    assert set(URGENT_KINDS) < {kind.value for kind in TipKind}


def test_the_national_lead_sets_a_clock_for_tips_that_come_from_then_on(
    world: World, chief: Person, tipster: Person, lan: Person
) -> None:
    before = file_sample(world)

    assert "15 days" in chief.say("/thoihan giaiquyet 15")[0]
    assert "12 hours" in chief.say("/thoihan nhan 12")[0]

    assert "15 days" in lan.say("/thoihan")[0]
    assert world.store.run(lambda tx: hours_of(tx, Clock.RESOLVE)) == 15 * DAY
    assert now(world, before) == before
    acts = world.store.run(audit.all_acts)
    assert [act.detail for act in acts if act.act == "set_clock"] == ["giaiquyet 360", "nhan 12"]


@pytest.mark.parametrize(
    "argument", ["giaiquyet", "giaiquyet x", "nothing 3", "giaiquyet ١٥", "nhan 9999999999"]
)
def test_a_clock_set_wrongly_stays(world: World, chief: Person, argument: str) -> None:
    assert "for example" in chief.say(f"/thoihan {argument}")[0]
    assert world.store.run(lambda tx: hours_of(tx, Clock.RESOLVE)) == 20 * DAY


def test_a_clock_keeps_its_bounds_and_its_master(world: World, chief: Person, lan: Person) -> None:
    assert "between 1 and 60" in chief.say("/thoihan giaiquyet 0")[0]
    assert "between 1 and 168" in chief.say("/thoihan nhan 200")[0]
    assert "Only a lead of the national desk" in lan.say("/thoihan giaiquyet 15")[0]
    assert world.store.run(lambda tx: hours_of(tx, Clock.RESOLVE)) == 20 * DAY


def test_time_is_extended_twice_each_time_up_to_two_months_and_never_again(world: World, lan: Person) -> None:
    tip = file_sample(world)
    first = tip.received_hour + 60 * DAY

    lan.tell("/giahan 1", "3", "The laboratory takes long")
    assert now(world, tip).resolve_due == first
    lan.tell("/giahan 1", "20 more days", "Still waiting")
    assert now(world, tip).resolve_due == first + 20 * DAY
    assert "extended twice already" in lan.say("/giahan 1")[0]
    assert lan.conversation == ""

    assert "The laboratory takes long" in lan.say("/tin 1")[0]
    acts = [act for act in world.store.run(audit.all_acts) if act.act == "extend"]
    assert [act.detail for act in acts] == ["1", "2"]


def test_days_are_added_but_never_past_what_the_law_lets(world: World, lan: Person) -> None:
    tip = file_sample(world, resolve_due=int(world.now // HOUR_SECONDS) + 55 * DAY)

    lan.tell("/giahan 1", "20 more days", "Far away")

    assert now(world, tip).resolve_due == tip.received_hour + 60 * DAY


def test_a_tip_closed_meanwhile_gets_no_more_time(world: World, lan: Person) -> None:
    tip = file_sample(world)
    lan.tell("/giahan 1", "1")
    world.store.run(lambda tx: tips.set_status(tx, tip.id, TipStatus.CLOSED, TipResult.UNFOUNDED, 1))

    assert "closed already" in lan.say("Far away")[0]
    assert now(world, tip).resolve_due == tip.resolve_due


def test_clocks_run_on_through_a_transfer(world: World, lan: Person) -> None:
    make_officer(world, "Above", "01")
    tip = file_sample(world)
    world.now += 2 * DAY_SECONDS

    lan.tell("/chuyen 1", "To the level above", "Too large", "Hand over")

    moved = now(world, tip)
    assert moved.queue == "01"
    assert (moved.claim_due, moved.resolve_due) == (tip.claim_due, tip.resolve_due)


def test_lists_say_what_is_late(world: World, lan: Person) -> None:
    file_sample(world)
    assert "To be resolved by" in lan.say("/hangdoi")[0]
    world.now += 2 * DAY_SECONDS
    assert "nobody has claimed it in time" in lan.say("/hangdoi")[0]
    lan.say("/nhan 1")
    assert "To be resolved by" in lan.say("/hangdoi")[0]
    world.now += 20 * DAY_SECONDS
    assert "Overdue: it was to be resolved by" in lan.say("/hangdoi")[0]


def test_urgent_kinds_come_first_on_every_page_and_none_is_left_out(world: World, lan: Person) -> None:
    kinds = [TipKind.SELLING, TipKind.SCHOOL, TipKind.POST] * PAGE
    for number, kind in enumerate(kinds, start=1):
        file_sample(world, kind=kind)
        if number % 4 == 0:
            lan.say(f"/nhan {number}")
    seen: list[str] = []
    lan.say("/hangdoi")
    while True:
        buttons = {button.label: button.data for reply in lan.heard for row in reply.rows for button in row}
        seen += [label.removeprefix("Tip ") for label in buttons if label.startswith("Tip ")]
        if "Next page" not in buttons:
            break
        lan.press("Next page")

    urgent = [str(number) for number, kind in enumerate(kinds, start=1) if kind is TipKind.SCHOOL]
    others = [str(number) for number, kind in enumerate(kinds, start=1) if kind is not TipKind.SCHOOL]
    assert seen == urgent + others


def test_tips_sent_by_post_have_their_own_line(world: World, lan: Person) -> None:
    file_sample(world, kind=TipKind.SELLING)
    file_sample(world, kind=TipKind.POST)
    lan.say("/hangdoi")

    assert "Tip 1 " not in lan.press("Post or courier")[0]
    assert "Tip 2 " in lan.heard[0].text
