"""The directory: leads enter and correct, a second officer approves, people find the nearest; nothing of a search is kept."""

from pathlib import Path

import pytest

from content.directory.kinds import STALE_DAYS
from content.directory.pack import read_place
from content.directory.phones import read_phone, show_phone
from content.i18n import use_language
from handlers.durations import DAY_SECONDS
from handlers.nearby import word_shipped
from handlers.session import FIELDS
from storage.records import Role
from tests.content.test_hotlines import documented_file
from tests.handlers.chat import Person, World
from tests.handlers.conftest import make_officer
from tests.handlers.test_help import MOMENTARY, count_rows

PLACE = "Phường Ba Đình, Hà Nội"


@pytest.fixture
def lead(world: World) -> Person:
    return make_officer(world, "Minh", "00004", role=Role.LEAD)


@pytest.fixture
def second(world: World) -> Person:
    return make_officer(world, "Lan", "00004")


def enter(
    lead: Person, *, kind: str = "2", name: str = "Health station", phone: str = "024 3826 1234"
) -> str:
    return lead.tell("/danhba thêm", kind, name, phone, "Monday to Friday", "2 Quán Thánh street", "1")[0]


def near(person: Person, command: str = "/gannhat") -> str:
    person.say(command)
    return person.say(PLACE)[0]


def test_people_see_an_entry_once_a_second_officer_has_approved_it(
    lead: Person, second: Person, tipster: Person
) -> None:
    assert "Entered as number 1" in enter(lead)
    assert "waits for a second officer" in second.listen()[0]
    assert "Nobody has entered anything" in near(tipster)
    assert "Somebody else has to approve" in lead.say("/danhba duyệt 1")[0]
    assert "waits for" in second.say("/danhba")[0]
    second.say("/danhba duyệt 1")
    shown = near(tipster)
    assert "Phường Ba Đình, Thành phố Hà Nội:" in shown
    assert "• Health station – Health station: 024.3826.1234" in shown
    assert "Monday to Friday, 2 Quán Thánh street" in shown
    assert "Police 113" in shown
    assert shown.endswith("I have forgotten what you asked.")


def test_what_ships_for_a_commune_is_written_like_what_units_enter(world: World, tmp_path: Path) -> None:
    (tmp_path / "00004.toml").write_text(documented_file(), encoding="utf-8")
    found = read_place(tmp_path / "00004.toml")
    with use_language("vi"):
        said = world.store.run(lambda tx: word_shipped(world.turn(tx), found.entry[0], found.reviewed_on))
        assert said.startswith("• Trạm y tế – Trạm y tế phường Ba Đình: 024.3826.1234, thứ Hai đến thứ Sáu")
        assert said.endswith("2 Quán Thánh")
        world.now += 2 * STALE_DAYS * DAY_SECONDS
        late = world.store.run(lambda tx: word_shipped(world.turn(tx), found.entry[0], found.reviewed_on))
    assert "23/11/2026" in late


def test_who_asks_for_help_is_not_sent_to_the_drug_police(tipster: Person) -> None:
    assert "0769" in near(tipster)
    helping = near(tipster, "/gannhat giup")
    assert "0769" not in helping
    assert "Ambulance 115, Police 113" in helping


def test_a_correction_replaces_the_entry_once_it_is_approved(
    lead: Person, second: Person, tipster: Person
) -> None:
    enter(lead)
    second.say("/danhba duyệt 1")
    lead.tell("/danhba sửa 1", "2", "New station", "1900 9095", "all day", "skip", "1")
    assert "Health station: 024.3826" in near(tipster)
    second.say("/danhba duyệt 2")
    shown = near(tipster)
    assert "New station: 1900.9095" in shown
    assert "024.3826" not in shown


def test_the_communes_come_before_the_provinces_and_help_leaves_the_police_out(
    world: World, lead: Person, second: Person, tipster: Person
) -> None:
    enter(lead, kind="1", name="Police of the ward", phone="024 3826 0000")
    second.say("/danhba duyệt 1")
    above = make_officer(world, "Ha", "01", role=Role.LEAD)
    enter(above, kind="6", name="Legal aid centre")
    make_officer(world, "An", "01").say("/danhba duyệt 1")
    shown = near(tipster)
    assert shown.index("Police of the ward") < shown.index("Legal aid centre")
    helping = near(tipster, "/gannhat giup")
    assert "Police of the ward" not in helping
    assert "Legal aid centre" in helping


def test_an_old_entry_is_marked_until_it_is_confirmed(
    world: World, lead: Person, second: Person, tipster: Person
) -> None:
    enter(lead)
    second.say("/danhba duyệt 1")
    world.now += (STALE_DAYS + 1) * DAY_SECONDS
    assert "not confirmed since" in near(tipster)
    lead.say("/danhba đúng 1")
    assert "not confirmed since" not in near(tipster)
    lead.say("/danhba bớt 1")
    assert "Nobody has entered anything" in near(tipster)


@pytest.mark.parametrize("phone", ["12345", "911", "+1 202 555 0100", "call me"])
def test_a_number_that_nobody_can_call_is_refused(lead: Person, phone: str) -> None:
    said = lead.tell("/danhba thêm", "2", "Health station", phone)
    assert "no Vietnamese phone number" in said[0]


@pytest.mark.parametrize("name", ["Trạm y tế https://tram.example", "Zalo: tramyte", "nhắn @tramyte"])
def test_words_that_lead_out_of_here_are_refused(lead: Person, name: str) -> None:
    assert "This can't be sent yet" in lead.tell("/danhba thêm", "2", name)[-1]


def test_who_may_do_what(world: World, lead: Person, second: Person) -> None:
    enter(lead)
    assert "Only leads" in second.say("/danhba thêm")[-1]
    assert "Only leads" in second.say("/danhba bớt 1")[0]
    stranger = make_officer(world, "Xa", "26740", role=Role.LEAD)
    assert "You see the directory of your own units" in stranger.say("/danhba 00004")[0]
    assert "Health station" in make_officer(world, "Ha", "vn", role=Role.LEAD).say("/danhba 00004 duyệt 1")[0]
    assert "No entry has this number" in lead.say("/danhba duyệt 9")[0]


def test_nothing_of_a_search_stays(world: World, tipster: Person) -> None:
    tipster.tell("/start", "/trogiup")
    before = count_rows(world)
    near(tipster, "/gannhat giup")
    session = world.store.run(lambda tx: world.turn(tx, tipster.address).session)
    kept = {name: getattr(session, name) for name in FIELDS if name not in MOMENTARY}
    assert kept["answers"] == {}
    assert "00004" not in repr(kept)
    after = count_rows(world)
    assert {name for name in after if after[name] != before[name]} <= {"inbox", "drafts"}


def test_help_and_hotlines_lead_there(tipster: Person) -> None:
    tipster.say("/hotro #talk")
    assert "Near which ward" in tipster.press("Help near me")[-1]
    tipster.tell("cancel", "/duongdaynong")
    assert "Near which ward" in tipster.press("Numbers near me")[-1]
    tipster.say("I don't know exactly")
    assert tipster.conversation == "next_need"


def test_numbers_are_read_and_shown_in_groups() -> None:
    assert read_phone("+84 24 3826 1234") == "02438261234"
    assert show_phone("02438261234") == "024.3826.1234"
    assert show_phone("02033835678") == "0203.383.5678"
    assert show_phone("0912345678") == "0912.345.678"
    assert show_phone("19009095") == "1900.9095"
    assert show_phone("113") == "113"
