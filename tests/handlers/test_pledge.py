"""`/camket`: no names, one a year, written at the week's end together, counted against the households of a hamlet."""

import pytest

from handlers.durations import DAY_SECONDS
from handlers.jobs.delayed import write_pledges
from handlers.report_contents import ReportContents
from storage import hamlets
from storage.pledges import count_pledges
from storage.records import Role
from tests.handlers.chat import Person, World
from tests.handlers.conftest import make_officer
from tests.handlers.test_quiz import lasting_rows

PLACE = "Phường Ba Đình, Hà Nội"


def pledge(person: Person, people: str = "4", *, hamlet: str = "") -> list[str]:
    person.tell("/camket", "1", PLACE)
    if hamlet:
        person.say(hamlet)
    person.say(people)
    return person.press("We pledge")


def week(world: World) -> None:
    """Let a week pass, and the job that writes its pledges."""
    world.store.run(lambda tx: write_pledges(tx, world.product, world.now))
    world.now += 7 * DAY_SECONDS
    world.store.run(lambda tx: write_pledges(tx, world.product, world.now))


def counted(world: World) -> list[tuple[object, ...]]:
    return [tuple(one) for one in world.store.run(lambda tx: count_pledges(tx, "vn", 0, 9999))]


def test_the_text_is_shown_before_the_yes_and_a_picture_after_it(tipster: Person) -> None:
    asked = tipster.tell("/camket", "1", PLACE, "4")[-1]
    assert "Our household in Phường Ba Đình" in asked
    assert "1. Not to sell, keep, carry or use drugs" in asked
    said = tipster.press("We pledge")
    assert said[0].startswith("Thank you!")
    assert tipster.heard[0].card == "pledge-household-en"
    assert tipster.conversation == "next_need"


def test_it_counts_once_the_week_is_over(world: World, tipster: Person) -> None:
    week(world)
    pledge(tipster)
    assert counted(world) == []
    week(world)
    assert counted(world) == [("00004", "", "household", 1, 4)]


def test_who_pledges_again_replaces_the_former_pledge(world: World, tipster: Person) -> None:
    week(world)
    pledge(tipster)
    pledge(tipster, "5")
    week(world)
    assert counted(world)[0][-1] == 5
    pledge(tipster, "6")
    week(world)
    assert counted(world) == [("00004", "", "household", 1, 6)]


def test_the_page_says_that_it_knows_nobody_again_and_other_channels_do_not(world: World) -> None:
    week(world)
    first, second = (Person(world, visit, channel="web") for visit in ("first visit", "second visit"))
    for person in (first, second):
        person.say("/ngonngu en")
        assert "This page will not know you again" in pledge(person)[0]
    assert "a pledge made then counts anew" in second.say("/riengtu")[0]
    other = Person(world, "other")
    other.say("/ngonngu en")
    assert "replaces the former pledge" in pledge(other)[0]
    assert "counts anew" not in other.say("/riengtu")[0]
    week(world)
    assert counted(world) == [("00004", "", "household", 3, 12)]


def test_no_lasting_row_is_born_in_the_visit_of_who_pledges(world: World, tipster: Person) -> None:
    week(world)
    before = lasting_rows(world)
    pledge(tipster)
    assert lasting_rows(world) == before
    week(world)
    after = lasting_rows(world)
    assert {name for name in after if after[name] != before[name]} == {"facts", "pledges"}
    assert b"tipster" not in repr(after["pledges"]).encode()


@pytest.mark.parametrize("people", ["0", "a few", "-1", "10000", "Nguyễn Văn A"])
def test_only_a_number_of_people_is_taken(tipster: Person, people: str) -> None:
    said = tipster.tell("/camket", "1", PLACE, people)
    assert "from 1 to 9999" in said[0]


def test_a_no_and_an_unknown_place_note_nothing(world: World, tipster: Person) -> None:
    week(world)
    tipster.tell("/camket", "1", PLACE, "4")
    assert "nothing was noted" in tipster.press("Not now")[0]
    tipster.tell("/camket", "2")
    assert "nothing was noted" in tipster.press("I don't know exactly")[0]
    assert "nothing was noted" in tipster.tell("/camket", "cancel")[0]
    week(world)
    assert counted(world) == []


def test_hamlets_are_chosen_from_the_list_and_counted_against_their_households(
    world: World, tipster: Person
) -> None:
    week(world)
    lead = make_officer(world, "Minh", "00004", role=Role.LEAD)
    lead.say("/thon thêm Tổ 5; Tổ 6")
    assert "1. Tổ 5: 40 households" in lead.say("/thon hộ 1 40")[0]
    pledge(tipster, hamlet="Tổ 5")
    week(world)
    (said,) = lead.say("/diaban")
    assert "Tổ 5: Confirmed 0, Pledged 1/40" in said
    assert "Tổ 6: Confirmed 0, Pledged 0" in said
    assert "The whole commune: 0 open: Confirmed 0, Pledged 1" in said
    lead.say("/thon hộ 2 10")
    assert "Pledged 1/50" in lead.say("/diaban")[0]
    above = make_officer(world, "Ha", "01", "vn")
    assert "Phường Ba Đình: Still open 0, Confirmed 0, Pledged 1" in above.say("/diaban 01")[0]
    assert "Thành phố Hà Nội: Still open 0, Confirmed 0, Pledged 1" in above.say("/diaban vn")[0]


@pytest.mark.parametrize("words", ["/thon hộ 1", "/thon hộ 1 many", "/thon hộ 1 0", "/thon hộ 9 10"])
def test_households_are_a_number_of_a_hamlet(world: World, words: str) -> None:
    lead = make_officer(world, "Minh", "00004", role=Role.LEAD)
    lead.say("/thon thêm Tổ 5")
    said = lead.say(words)[0]
    assert "How many households?" in said or "No hamlet has this number" in said
    assert world.store.run(lambda tx: hamlets.list_households(tx, "00004")) == {"Tổ 5": None}


def test_the_report_holds_pledges(world: World, tipster: Person) -> None:
    week(world)
    pledge(tipster)
    week(world)
    make_officer(world, "Minh", "00004").say("/baocao")
    contents = world.drawn[-1]
    assert isinstance(contents, ReportContents)
    tables = {table.title: table.rows for table in contents.tables}
    assert tables["Cam kết"] == (("Hộ gia đình chúng tôi", 1, 4),)


def test_too_many_pledges_wait(tipster: Person) -> None:
    for _round in range(6):
        pledge(tipster)
    said = pledge(tipster)
    assert "minute" in said[0]
    assert "Do you pledge this?" in said[-1]
