"""A tip on its way through the hands of officers: who holds it, who gives it away, who steps out of it."""

import pytest

from handlers.durations import DAY_SECONDS, HOUR_SECONDS
from storage import audit, claims, tips
from storage.records import Role, TipResult, TipStatus
from storage.tallies import CLAIMED_IN_TIME, count_now
from tests.handlers.chat import Person, World
from tests.handlers.conftest import make_officer
from tests.handlers.filed import file_sample, holder_of, now


@pytest.fixture
def lan(world: World) -> Person:
    return make_officer(world, "Lan", "00004")


@pytest.fixture
def minh(world: World) -> Person:
    return make_officer(world, "Minh", "00004", role=Role.LEAD)


def number_of(lead: Person, name: str) -> str:
    """Find a member's number as their lead sees it."""
    lines = lead.say("/canbo")[0].splitlines()
    return next(line.partition(".")[0] for line in lines if f" {name} (" in line)


@pytest.mark.parametrize(("hours", "in_time"), [(24, 1), (25, 0)])
def test_a_claim_counts_as_in_time_until_its_hour(
    world: World, lan: Person, hours: int, in_time: int
) -> None:
    tip = file_sample(world)
    world.now += hours * HOUR_SECONDS

    lan.say("/nhan 1")

    assert (now(world, tip).claim_due == CLAIMED_IN_TIME) is bool(in_time)
    assert world.store.run(lambda tx: count_now(tx, "vn")).claimed_in_time == in_time


def test_verifying_and_passing_on_keep_their_status_when_the_claim_expires(world: World, lan: Person) -> None:
    verified, passed, claimed = (file_sample(world) for _ in range(3))
    lan.say("/xacminh 1")
    lan.say("/chuyendieutra 2 PC04")
    lan.say("/nhan 3")
    world.now += 4 * DAY_SECONDS

    assert len(world.store.run(lambda tx: claims.end_expired(tx, int(world.now), 3))) == 3

    statuses = [now(world, tip).status for tip in (verified, passed, claimed)]
    assert statuses == [TipStatus.VERIFYING, TipStatus.PASSED_ON, TipStatus.NEW]
    listed = "\n".join(lan.say("/hangdoi"))
    assert "Being verified by nobody at present." in listed
    assert "Passed on to an investigating unit; held by nobody at present." in listed
    assert "You have claimed tip 1." in lan.say("/nhan 1")[0]
    assert now(world, verified).status is TipStatus.VERIFYING


def test_work_makes_a_claim_last_again(world: World, lan: Person) -> None:
    tip = file_sample(world)
    lan.say("/nhan 1")
    for step in ("/xacminh 1", "/nhan 1", "/chuyendieutra 1 PC04"):
        world.now += 2 * DAY_SECONDS
        lan.say(step)
    world.now += 2 * DAY_SECONDS

    assert holder_of(world, tip) == "Lan"


def test_the_unit_that_investigates_stands_in_the_notes_only(world: World, lan: Person) -> None:
    file_sample(world)

    lan.tell("/chuyendieutra 1", "Drug police of Ha Noi")

    assert "Passed on to: Drug police of Ha Noi" in lan.say("/tin 1")[0]
    acts = world.store.run(audit.all_acts)
    assert "refer" in [act.act for act in acts]
    assert not any("Drug police" in act.detail for act in acts)


def test_who_reads_a_colleagues_tip_says_why_and_that_is_recorded(
    world: World, lan: Person, minh: Person
) -> None:
    hai = make_officer(world, "Hai", "00004")
    file_sample(world, "Behind the market")
    lan.say("/nhan 1")

    assert "Behind the market" not in "".join(hai.say("/tin 1"))
    assert "Behind the market" not in "".join(hai.say("/tin 1 nonsense"))
    assert "Behind the market" in hai.press("I stand in for them")[0]
    assert "Behind the market" in minh.say("/tin 1")[0]

    reads = [act.detail for act in world.store.run(audit.all_acts) if act.act == "read"]
    assert reads == ["thay", ""]


@pytest.mark.parametrize("act", ["/traloi", "/chuyen", "/dong", "/xacminh", "/chuyendieutra", "/rac"])
def test_two_officers_never_work_one_tip(world: World, lan: Person, minh: Person, act: str) -> None:
    hai = make_officer(world, "Hai", "00004")
    file_sample(world)
    lan.say("/nhan 1")

    assert "Lan holds tip 1." in hai.say(f"{act} 1")[0]
    assert hai.conversation == ""
    assert "Lan holds tip" not in minh.say(f"{act} 1")[0]


def test_a_tip_that_a_lead_gave_away_meanwhile_is_not_closed_by_the_former_holder(
    world: World, lan: Person, minh: Person
) -> None:
    tip = file_sample(world)
    lan.tell("/nhan 1", "/dong 1", "Unfounded", "no", "skip")

    minh.say(f"/giao 1 {number_of(minh, 'Minh')}")

    assert "Minh holds tip 1." in lan.say("Close the tip")[0]
    assert now(world, tip).status is TipStatus.CLAIMED
    assert holder_of(world, tip) == "Minh"


def test_a_lead_gives_a_tip_to_a_member_who_hears_of_it(world: World, lan: Person, minh: Person) -> None:
    tip = file_sample(world)
    minh.say(f"/giao 1 {number_of(minh, 'Lan')}")

    assert holder_of(world, tip) == "Lan"
    assert lan.listen() == ["These tips were given to you: 00004-1."]
    assert "There is no tip 1" in lan.say("/giao 1 1")[0]


def test_all_tips_of_a_member_go_to_another_or_none(world: World, lan: Person, minh: Person) -> None:
    hai = make_officer(world, "Hai", "00004")
    held = [file_sample(world) for _ in range(3)]
    for number in (1, 2, 3):
        lan.say(f"/nhan {number}")
    one, other = number_of(minh, "Lan"), number_of(minh, "Hai")
    hai.say("/tranh 2 dongy")

    assert "Hai has stepped out of tip 2." in minh.say(f"/bangiao {one} {other}")[0]
    assert [holder_of(world, tip) for tip in held] == ["Lan"] * 3
    assert minh.say(f"/bangiao {one} {number_of(minh, 'Minh')}") == ["3 tips of Lan are now held by Minh."]
    assert [holder_of(world, tip) for tip in held] == ["Minh"] * 3
    assert "holds no tips" in minh.say(f"/bangiao {one} {other}")[0]
    assert "no member of that number" in minh.say("/bangiao 1")[0]
    assert "Only a lead" in lan.say(f"/bangiao {one} {other}")[0]


def test_who_stepped_out_never_reads_or_claims_it_again(world: World, lan: Person, minh: Person) -> None:
    tip = file_sample(world, "My cousin")
    lan.say("/nhan 1")
    lan.tell("/tranh 1")
    lan.press("Yes, step out")

    assert now(world, tip).status is TipStatus.NEW
    for act in ("/tin 1", "/nhan 1", "/ghichu 1", "/tranh 1", "/tin 1 thay"):
        assert "You have stepped out of tip 1" in lan.say(act)[0]
    assert "stepped out" in minh.say(f"/giao 1 {number_of(minh, 'Lan')}")[0]
    assert "My cousin" in minh.say("/tin 1")[0]


def test_a_tip_goes_up_when_its_last_officer_steps_out(world: World, lan: Person) -> None:
    make_officer(world, "Auditor", "00004", role=Role.AUDITOR)
    above = make_officer(world, "Above", "01")
    tip = file_sample(world, "My cousin")

    lan.say("/tranh 1 dongy")

    assert now(world, tip).queue == "01"
    assert "Tip 1 was handed over to you" in above.listen()[0]
    assert "My cousin" in above.say("/tin 1")[0]


def test_the_last_officer_of_all_can_not_step_out(world: World, lan: Person) -> None:
    tip = file_sample(world)

    assert "Nobody else could work this tip." in lan.say("/tranh 1 dongy")[0]
    assert now(world, tip).queue == "00004"
    assert "Tip 1" in lan.say("/tin 1")[0]


def test_nobody_leaves_while_only_those_remain_who_stepped_out(
    world: World, lan: Person, minh: Person
) -> None:
    file_sample(world)
    lan.say("/tranh 1 dongy")

    refused = minh.say(f"/thuhoi {number_of(minh, 'Minh')}")[0]
    assert "Nobody would be left to work tip 00004-1." in refused
    assert minh.conversation == ""


def test_the_queue_hears_how_many_tips_a_leaver_held(world: World, lan: Person, minh: Person) -> None:
    tip = file_sample(world)
    lan.say("/xacminh 1")

    minh.tell(f"/thuhoi {number_of(minh, 'Lan')}", "Yes, remove")

    assert now(world, tip).status is TipStatus.NEW
    assert any("1 tip that they held waits" in reply.text for reply in minh.heard)


def test_forgotten_claims_are_counted_as_new_again(world: World, lan: Person) -> None:
    file_sample(world)
    lan.say("/nhan 1")
    assert world.store.run(lambda tx: count_now(tx, "vn")).new == 0

    world.store.run(claims.forget_claims)

    assert world.store.run(lambda tx: count_now(tx, "vn")).new == 1


def test_a_closed_tip_is_neither_verified_nor_given_away(world: World, lan: Person, minh: Person) -> None:
    tip = file_sample(world)
    world.store.run(lambda tx: tips.set_status(tx, tip.id, TipStatus.CLOSED, TipResult.UNFOUNDED, 1))

    assert "Tip 1 is closed." in lan.say("/xacminh 1")[0]
    assert "closed already" in lan.say("/chuyendieutra 1")[0]
    assert "closed already" in minh.say("/giao 1 1")[0]
