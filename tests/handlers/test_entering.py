"""Tips that were told elsewhere and are entered by an officer: the same questions, marked with where they came from."""

import pytest

from storage import audit, tips
from storage.records import Origin, Role, Tip
from tests.handlers.chat import Person, World
from tests.handlers.conftest import make_officer

REPORT = (
    "1", "phường Ba Đình, Hà Nội", "the house beside the well", "/boqua", "2", "/boqua", "A van comes each night.", "done",
)  # fmt: skip
END = ("No", "The police of the ward or commune, and those above")


@pytest.fixture
def lan(world: World) -> Person:
    return make_officer(world, "Lan", "00004")


def enter(officer: Person, origin: str, receipt: str) -> list[str]:
    officer.tell("/nhaptin", origin, receipt, *REPORT, *END)
    return officer.say("Send the tip")


def entered(world: World, queue: str = "00004") -> Tip:
    found = world.store.run(lambda tx: tips.find_tip(tx, queue, 1))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("label", "origin"),
    [("From VNeID", Origin.VNEID), ("By telephone", Origin.PHONE), ("On paper", Origin.PAPER), ("In person", Origin.IN_PERSON)],
)  # fmt: skip
def test_a_tip_told_elsewhere_is_filed_like_any_other_and_marked(
    world: World, lan: Person, label: str, origin: Origin
) -> None:
    said = enter(lan, label, "No, without")

    assert "It went to:" in said[0]
    assert entered(world).origin is origin
    shown = lan.say("/tin 1")[0]
    assert f"entered by an officer ({label.lower()})" in shown
    assert "A van comes each night." in shown
    rows = world.store.run(lambda tx: audit.read_after(tx, 0, 100))
    assert ("enter", "00004", 1, origin) in [
        (one.act.act, one.act.queue, one.act.number, one.act.detail) for one in rows
    ]


def test_its_receipt_is_handed_on_and_opens_it(world: World, lan: Person, tipster: Person) -> None:
    said = enter(lan, "By telephone", "Yes, with a receipt")

    (receipt,) = world.receipts
    assert any(receipt in text.replace(" ", "") for text in said)
    assert "Your tip: received." in "\n".join(tipster.tell("/tincuatoi", receipt))


def test_without_a_receipt_none_is_made(world: World, lan: Person) -> None:
    enter(lan, "On paper", "No, without")
    assert world.receipts == {}
    assert "entered without a receipt" in lan.say("/traloi 1")[0]


def test_it_goes_where_it_belongs_and_its_queue_is_told(world: World, lan: Person) -> None:
    neighbour = make_officer(world, "Neighbour", "00008")
    enter(neighbour, "In person", "No, without")
    assert "New tip 1" in lan.listen()[0]
    assert entered(world).queue == "00004"
    assert "There is no tip" in neighbour.say("/tin 00004-1")[0]


def test_what_shows_who_told_it_is_found_as_with_tipsters(world: World, lan: Person) -> None:
    lan.tell(
        "/nhaptin",
        "By telephone",
        "No, without",
        *REPORT[:6],
        "Tôi tên là Nguyễn Văn An, gọi 0912345678.",
        "done",
    )
    lan.tell(*END)
    assert "Nguyễn Văn An" in lan.heard[-1].text
    assert lan.conversation == "enter_tip"


def test_auditors_and_residents_enter_nothing(world: World, tipster: Person) -> None:
    auditor = make_officer(world, "Auditor", "00004", role=Role.AUDITOR)
    assert auditor.say("/nhaptin") == ["Only officers who work tips can enter one."]
    assert "I don't know that command" in tipster.say("/nhaptin")[0]


def test_what_an_officer_writes_for_it_stands_for_an_hour_only(world: World, lan: Person) -> None:
    lan.tell("/nhaptin", "On paper", "No, without")
    lan.tell(*REPORT[:3])
    assert {reply.slot for reply in lan.heard} == {"tip"}
