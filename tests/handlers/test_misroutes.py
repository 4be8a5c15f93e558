"""How often tips went to a wrong unit first: counted when a tip is closed, by how its place was found, and taken back at reopening."""

import pytest

from handlers.conversations.report_tip import TipDraft
from handlers.dialogue.places import Place
from handlers.filing import file_tip
from handlers.reports import Report
from storage import misroutes
from storage.misroutes import Misrouted
from storage.records import Floor, Placing, Role, TipKind
from storage.tallies import week_of
from tests.handlers.chat import Person, World
from tests.handlers.conftest import make_officer

PLACE = ("phường Ngọc Hà, Hà Nội", "1")  # 00008


def file(world: World, placing: str, place: Place) -> None:
    facts = {("new_receipt", None): world.find("new_receipt", None)}
    report = Report(
        place.commune or place.province or "", "", "", "once", "", "A van", "no", (), placing=placing
    )
    draft = TipDraft(report, TipKind.SELLING, place, Floor.COMMUNE)
    world.store.run(lambda tx: file_tip(world.turn(tx, "teller", facts), draft))


def close(officer: Person, number: str) -> None:
    officer.tell(f"/dong {number}", "Unfounded", "no", "skip", "Close the tip")


def counted(world: World) -> list[Misrouted]:
    week = week_of(int(world.now // 3600))
    return world.store.run(lambda tx: misroutes.list_weeks(tx, week - 1, week + 1))


@pytest.fixture
def lan(world: World) -> Person:
    return make_officer(world, "Lan", "00004")


def test_a_tip_that_stayed_and_one_that_moved(world: World, lan: Person) -> None:
    mai = make_officer(world, "Mai", "00008")
    for _number in range(2):
        file(world, Placing.NAMED, Place("01", "00004"))
    lan.tell("/chuyen 2", "To another ward, commune or province", *PLACE, "Not here", "Hand over")
    mai.listen()
    assert counted(world) == []

    close(lan, "1")
    close(mai, "1")

    week = week_of(int(world.now // 3600))
    assert counted(world) == [Misrouted(week, Placing.NAMED, 2, 1)]
    lan.say("/molai 1")
    mai.say("/molai 1")
    assert counted(world) == [Misrouted(week, Placing.NAMED, 0, 0)]
    close(mai, "1")
    assert counted(world) == [Misrouted(week, Placing.NAMED, 1, 1)]


def test_a_tip_handed_to_the_level_above_was_not_misrouted(world: World, lan: Person) -> None:
    chief = make_officer(world, "Chief", "vn", role=Role.LEAD)
    file(world, Placing.PIN, Place("01", "00004"))
    lan.tell("/chuyen 1", "To the level above", "Too large", "Hand over")
    close(chief, "1")
    assert [(one.placing, one.tips, one.moved) for one in counted(world)] == [(Placing.PIN, 1, 0)]
    assert "Went to a wrong unit first: 0 of 1 closed tips" in chief.say("/thongke vn")[0]


def test_tips_from_before_are_not_counted_and_closed_ones_not_moved(world: World, lan: Person) -> None:
    make_officer(world, "Mai", "00008")
    file(world, "", Place("01", "00004"))
    close(lan, "1")
    assert counted(world) == []
    assert "closed already" in lan.say("/chuyen 1")[0]


@pytest.mark.parametrize(
    ("answers", "placing"),
    [
        (("phường Ba Đình, Hà Nội",), Placing.NAMED),
        (("phường Ngọc Hà, Hà Nội", "1"), Placing.CHOSEN),
        (("Thành phố Hà Nội", "Phường Ba Đình"), Placing.LISTED),
        (("21.0350, 105.8340", "1"), Placing.PIN),
        (("Thành phố Hà Nội", "I only know the province"), Placing.OPEN),
        (("I don't know exactly",), Placing.OPEN),
    ],
)
def test_how_a_place_was_found_is_noted(
    world: World, tipster: Person, answers: tuple[str, ...], placing: Placing
) -> None:
    tipster.tell("/baotin", "No, nobody is in danger", "1", *answers)
    assert tipster.answers["place"]["placing"] in {
        placing,
        Placing.CHOSEN if placing is Placing.PIN else placing,
    }
