"""What officers do at the wrong moment or to the wrong tip: each time one clear sentence, and nothing is lost."""

import re

import pytest

from handlers.registry import COMMANDS
from storage import audit, tips
from storage.erasure import erase_tip
from storage.queues import take_number
from storage.records import Role, Tip, TipResult, TipStatus
from tests.handlers.chat import Person, World
from tests.handlers.conftest import make_officer
from tests.handlers.filed import file_sample, holder_of, now
from tests.handlers.test_life_cycle import number_of

STEPS = {
    "/traloi 1": ("We look into it.", "Send the answer"),
    "/ghichu 1": ("Seen twice.",),
    "/chuyendieutra 1": ("PC04",),
    "/giahan 1": ("10 more days", "The laboratory takes long"),
    "/dong 1": ("Unfounded", "no", "skip", "Close the tip"),
    "/chuyen 1": ("To the level above", "Too large", "Hand over"),
}
AT_ONCE = ("/tin 1", "/nhan 1", "/xacminh 1", "/tranh 1", "/rac 1", "/khongrac 1", "/molai 1")


@pytest.fixture
def lan(world: World) -> Person:
    make_officer(world, "Above", "01")
    return make_officer(world, "Lan", "00004")


def erase(world: World, tip: Tip) -> None:
    world.store.run(lambda tx: erase_tip(tx, tip.id, 1))


def move(world: World, tip: Tip) -> None:
    world.store.run(lambda tx: tips.move_tip(tx, tip, "01", take_number(tx, "01"), None))


@pytest.mark.parametrize("begun", STEPS)
def test_a_tip_erased_in_the_middle_of_work_on_it(world: World, lan: Person, begun: str) -> None:
    tip = file_sample(world)
    *before, last = STEPS[begun]
    lan.tell(begun, *before)
    erase(world, tip)

    heard = lan.say(last)

    assert any("There is no tip 00004-1 in your queues." in text for text in heard)
    assert lan.conversation == ""


@pytest.mark.parametrize("begun", STEPS)
def test_a_tip_handed_over_in_the_middle_of_work_on_it(world: World, lan: Person, begun: str) -> None:
    tip = file_sample(world)
    *before, last = STEPS[begun]
    lan.tell(begun, *before)
    move(world, tip)

    heard = lan.say(last)

    assert any("was handed over to another unit" in text for text in heard)
    assert lan.conversation == ""


@pytest.mark.parametrize("begun", sorted(set(STEPS) - {"/ghichu 1"}))
def test_a_tip_claimed_by_a_colleague_in_the_middle_of_work_on_it(
    world: World, lan: Person, begun: str
) -> None:
    hai = make_officer(world, "Hai", "00004")
    tip = file_sample(world)
    *before, last = STEPS[begun]
    lan.tell(begun, *before)
    hai.say("/nhan 1")

    assert any("Hai holds tip" in text for text in lan.say(last))
    assert (now(world, tip).queue, holder_of(world, tip)) == ("00004", "Hai")


@pytest.mark.parametrize("begun", ["/chuyendieutra 1", "/giahan 1", "/dong 1"])
def test_a_tip_closed_in_the_middle_of_work_on_it(world: World, lan: Person, begun: str) -> None:
    tip = file_sample(world)
    *before, last = STEPS[begun]
    lan.tell(begun, *before)
    world.store.run(lambda tx: tips.set_status(tx, tip.id, TipStatus.CLOSED, TipResult.CONFIRMED, 1))

    assert any("closed already" in text for text in lan.say(last))
    assert now(world, tip).result is TipResult.CONFIRMED


@pytest.mark.parametrize("act", [*AT_ONCE, *STEPS, "/giao 1 1"])
def test_a_number_of_another_queue_reads_as_if_there_were_none(world: World, lan: Person, act: str) -> None:
    tip = file_sample(world, queue="00008")
    other = act.replace(" 1", " 00008-1", 1)

    assert "There is no tip 00008-1 in your queues." in lan.say(other)[0]
    assert "There is no tip 1 in your queues." in lan.say(act)[0]
    assert now(world, tip) == tip
    assert not [one for one in world.store.run(audit.all_acts) if one.queue == "00008"]


def test_of_two_leads_who_remove_each_other_the_first_wins(world: World) -> None:
    first, second = (make_officer(world, name, "00004", role=Role.LEAD) for name in ("Minh", "Son"))
    make_officer(world, "Lan", "00004")
    first.say(f"/thuhoi {number_of(first, 'Son')}")
    second.say(f"/thuhoi {number_of(second, 'Minh')}")

    assert any("Son is no longer a member" in text for text in first.say("Yes, remove"))

    second.say("Yes, remove")
    assert "1. Minh (lead)" in first.say("/canbo")[0]
    assert world.store.run(lambda tx: world.turn(tx, "Son").officer) is None


def test_the_last_national_lead_can_not_leave(world: World) -> None:
    chief = make_officer(world, "Chief", "vn", role=Role.LEAD)
    make_officer(world, "Auditor", "vn", role=Role.AUDITOR)

    assert "last officer of the national desk" in chief.say(f"/thuhoi vn {number_of(chief, 'Chief')}")[0]
    assert chief.conversation == ""


def test_the_last_national_lead_stays_a_lead_even_beside_officers(world: World) -> None:
    chief = make_officer(world, "Chief", "vn", role=Role.LEAD)
    make_officer(world, "Officer", "vn")

    assert "last lead of the national desk" in chief.say(f"/thuhoi vn {number_of(chief, 'Chief')}")[0]
    code = re.search(r"\b[a-z2-7]{26}\b", "".join(chief.say("/moi vn")))
    assert code
    assert "last lead of the national desk" in chief.say(code[0])[0]
    assert "Chief (lead)" in chief.say("/canbo")[0]
    assert "Chào mừng" in Person(world, "somebody else").say(code[0])[0]  # refused, it was not used up


@pytest.mark.parametrize("begun", ["/traloi 1", "/ghichu 1", "/chuyendieutra 1"])
def test_twenty_thousand_characters_behind_a_command_are_refused_with_the_limit(
    world: World, lan: Person, begun: str
) -> None:
    file_sample(world)

    heard = lan.say(f"{begun} {'x' * 20_000}")

    assert any("20000" in text and "at most" in text for text in heard)
    assert "stored" in "".join(lan.tell("Short", *(["Send the answer"] if "traloi" in begun else []))) or (
        "passed on" in "".join(lan.say("/tin 1")).lower()
    )


@pytest.mark.parametrize("begun", ["/traloi 1", "/ghichu 1", "/chuyendieutra 1"])
def test_twenty_thousand_characters_are_refused_with_the_limit(world: World, lan: Person, begun: str) -> None:
    file_sample(world)
    lan.say(begun)

    heard = lan.say("x" * 20_000)

    assert any("20000" in text and "at most" in text for text in heard)
    assert lan.conversation != ""


ODD = (
    "9" * 5_000,
    "1 " + "9" * 5_000,
    "x" * 20_000,
    "1 {tên} {",
    "²",
    "xem ²",
    "moi 99999",
    "mới nowhere",
    "hộ 1 ²",
    "00004 d999 h999 .zzzzzz",
    "q1/0000",
    "0000-1",
)


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd[:9])
def test_whatever_is_written_behind_a_command_gets_an_answer(world: World, odd: str) -> None:
    chief = make_officer(world, "Chief", "00004", "vn", role=Role.LEAD)
    for command in (one for one in COMMANDS if one.officers):
        world.now += 5
        assert chief.say(f"/{command.name} {odd}")
        if chief.conversation:
            assert chief.say(odd)
            chief.say("/huy")


def test_no_number_is_too_long_for_a_question(world: World) -> None:
    citizen = Person(world, "citizen")

    assert citizen.tell("/baotin", "9" * 5_000)


def test_a_warning_with_braces_is_refused_because_nothing_fills_them_in(world: World, lan: Person) -> None:
    lan.say("/canhbao moi 00004")

    assert "without braces" in "".join(lan.say("Pills are sold as {loaitin}"))
    assert "without braces" not in "".join(lan.say("Pills are sold as sweets"))
