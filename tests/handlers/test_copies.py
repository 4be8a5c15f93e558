"""Information copies: who gets one, what it shows, and that it goes with the tip."""

import pytest

from storage import audit, information_copies
from storage.erasure import erase_tip
from storage.records import Floor, Role, Tip
from tests.handlers.chat import Person, World
from tests.handlers.conftest import make_officer
from tests.handlers.filed import file_sample
from tests.handlers.test_life_cycle import number_of

NEIGHBOUR = ("phường Ngọc Hà, Hà Nội", "1")  # 00008, the first of those that were called so
NO_COPY = "No copy went there"


@pytest.fixture
def lan(world: World) -> Person:
    return make_officer(world, "Lan", "00004")


@pytest.fixture
def mai(world: World) -> Person:
    return make_officer(world, "Mai", "00008")


def send(lan: Person) -> list[str]:
    lan.tell("/saochep 1", *NEIGHBOUR)
    return lan.say("Send the copy")


def copied(world: World, tip: Tip) -> list[str]:
    return world.store.run(lambda tx: information_copies.queues_with_copy(tx, tip.id))


def test_a_neighbour_reads_the_report_and_nothing_else(world: World, lan: Person, mai: Person) -> None:
    tip = file_sample(world, "A van at the bus station")
    lan.tell("/ghichu 1 Seen twice.")
    lan.tell("/traloi 1 We look into it.", "Send the answer")

    assert "A copy of tip 1 went to: Phường Ngọc Hà" in send(lan)[0]

    assert "sent you a copy of tip 00004-1, for information: Selling drugs." in mai.listen()[0]
    shown = mai.press("Open")[0]
    assert "Information copy." in shown
    assert "A van at the bus station" in shown
    assert "Seen twice" not in shown
    assert "We look into it" not in shown
    assert mai.heard[0].rows == ()
    assert copied(world, tip) == ["00008"]


def test_a_copy_is_read_and_no_more(world: World, lan: Person, mai: Person) -> None:
    file_sample(world)
    send(lan)
    mai.listen()
    for command in ("nhan", "traloi", "ghichu", "chuyen", "dong", "saochep", "tranh"):
        assert "There is no tip 00004-1" in mai.say(f"/{command} 00004-1")[0]
    assert "No open tips" in mai.say("/hangdoi")[0]


def test_copies_are_listed_and_each_opening_is_recorded_and_counted(
    world: World, lan: Person, mai: Person
) -> None:
    file_sample(world)
    assert "received no copies" in mai.say("/saochep")[0]
    send(lan)
    mai.listen()
    assert "Tip 00004-1 · Selling drugs" in mai.say("/saochep")[0]
    mai.press("00004-1")

    rows = world.store.run(lambda tx: audit.read_after(tx, 0, 100))
    acts = [(one.act.act, one.act.queue, one.act.detail) for one in rows]
    assert ("copy", "00004", "to 00008") in acts
    assert ("read", "00004", "copy 00008") in acts


def test_who_has_no_copy_reads_nothing(world: World, lan: Person, mai: Person) -> None:
    other = make_officer(world, "Other", "26740")
    file_sample(world)
    assert "There is no tip 00004-1" in mai.say("/tin 00004-1")[0]
    send(lan)
    assert "There is no tip 00004-1" in other.say("/tin 00004-1")[0]
    auditor = make_officer(world, "Auditor", "00008", role=Role.AUDITOR)
    assert "There is no tip 00004-1" in auditor.say("/tin 00004-1")[0]


def test_the_level_that_the_tipster_chose_holds_for_copies(world: World, mai: Person) -> None:
    province = make_officer(world, "Province", "01")
    tip = file_sample(world, queue="01", floor=Floor.PROVINCE)
    assert NO_COPY in "\n".join(province.tell("/saochep 1", *NEIGHBOUR))
    assert copied(world, tip) == []


@pytest.mark.parametrize("place", ["phường Ba Đình, Hà Nội", "phường Sài Gòn, Hồ Chí Minh"])
def test_neither_the_tips_own_line_nor_an_unstaffed_place_gets_one(
    world: World, lan: Person, place: str
) -> None:
    file_sample(world)
    make_officer(world, "Province", "01")
    assert NO_COPY in "\n".join(lan.tell("/saochep 1", place))


def test_a_copy_is_given_once(world: World, lan: Person, mai: Person) -> None:
    file_sample(world)
    send(lan)
    assert NO_COPY in "\n".join(lan.tell("/saochep 1", *NEIGHBOUR))


def test_a_copy_follows_the_tips_new_number_and_goes_with_the_tip(
    world: World, lan: Person, mai: Person
) -> None:
    make_officer(world, "Province", "01")
    tip = file_sample(world, "A van at the bus station")
    send(lan)
    lan.tell("/chuyen 1", "To the level above", "Too large", "Hand over")
    mai.listen()

    assert "A van at the bus station" in mai.say("/tin 00004-1")[0]
    assert "Tip 01-1" in mai.say("/saochep")[0]
    world.store.run(lambda tx: erase_tip(tx, tip.id, 1))
    assert "There is no tip 00004-1" in mai.say("/tin 00004-1")[0]
    assert copied(world, tip) == []


def test_only_who_may_work_a_tip_sends_copies(world: World, lan: Person, mai: Person) -> None:
    file_sample(world)
    hai = make_officer(world, "Hai", "00004")
    hai.say("/nhan 1")
    assert "Hai holds tip 1" in lan.say("/saochep 1")[0]
    hai.tell("/saochep 1", *NEIGHBOUR)
    lead = make_officer(world, "Lead", "00004", role=Role.LEAD)
    lead.say("/giao 1 " + number_of(lead, "Lan"))
    assert "Lan holds tip" in hai.say("Send the copy")[0]
