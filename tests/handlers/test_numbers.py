"""How tips are called and found, and that what is not one's own does not exist."""

import pytest

from content.i18n import use_language
from handlers.access import OVERSIGHT, Act
from handlers.errors import RefusalError
from handlers.numbers import is_tip_name, name_tip, require_tip
from storage.records import Role
from storage.tips import move_tip
from storage.transaction import Transaction
from tests.handlers.chat import Person, World
from tests.handlers.conftest import make_officer
from tests.storage.samples import add_sample


def find(world: World, person: Person, text: str, act: Act = Act.READ) -> str:
    """Find a tip as this person does; the refusal's words where there is none."""

    def look(tx: Transaction) -> str:
        with use_language("en"):
            try:
                return name_tip(require_tip(world.turn(tx, person.address), text, act))
            except RefusalError as refusal:
                return str(refusal)

    return world.store.run(look)


@pytest.mark.parametrize(
    "text", ["12", "#12", " 12 ", "00004-12", "00004/12", "00004 – 12", "VN-3", "vn-3", "01-#7"]
)
def test_what_looks_like_a_tips_name(text: str) -> None:
    assert is_tip_name(text)


@pytest.mark.parametrize(
    "text", ["", "x", "12 13", "0004-12", "00004-", "-12", "1234567890", "00004"[:0], "tin 12"]
)
def test_what_does_not(text: str) -> None:
    assert not is_tip_name(text)


def test_a_number_is_found_in_the_officers_own_queue(world: World) -> None:
    add_sample(world.store, queue="00004", number=12)
    officer = make_officer(world, "lan", "00004")

    for text in ("12", "#12", "00004-12", " 00004 – 12 "):
        assert find(world, officer, text, Act.CLAIM) == "00004-12"
    assert "give the number" in find(world, officer, "twelve")
    assert "no tip 13" in find(world, officer, "13")


def test_a_number_that_several_queues_have_is_asked_back(world: World) -> None:
    add_sample(world.store, queue="00004", number=12)
    add_sample(world.store, queue="00008", number=12)
    officer = make_officer(world, "lan", "00004", "00008")

    answer = find(world, officer, "12")

    assert "00004-12" in answer
    assert "00008-12" in answer
    assert find(world, officer, "00008-12") == "00008-12"


def test_a_tip_of_another_queue_reads_like_one_that_does_not_exist(world: World) -> None:
    add_sample(world.store, queue="00008", number=12)
    add_sample(world.store, queue="01", number=12)
    add_sample(world.store, queue="vn", number=12)
    officer = make_officer(world, "lan", "00004")

    for queue in ("00008", "01", "vn"):
        existing, missing = (find(world, officer, f"{queue}-{number}") for number in (12, 77))
        assert existing.replace("12", "77") == missing


def test_a_lower_queues_tip_can_be_read_and_handed_over_but_not_worked(world: World) -> None:
    add_sample(world.store, queue="00004", number=12)
    officer = make_officer(world, "lan", "01")

    for act in set(Act) - OVERSIGHT:
        allowed = act in {Act.READ, Act.TRANSFER}
        assert (find(world, officer, "00004-12", act) == "00004-12") is allowed
    assert "no tip 12" in find(world, officer, "12")


def test_auditors_and_strangers_find_nothing(world: World) -> None:
    add_sample(world.store, queue="00004", number=12)

    assert "no tip 00004-12" in find(
        world, make_officer(world, "lan", "00004", role=Role.AUDITOR), "00004-12"
    )
    assert "no tip 00004-12" in find(world, Person(world, "stranger"), "00004-12")


def test_a_former_number_says_that_the_tip_went_on_to_its_former_queue_only(world: World) -> None:
    tip = add_sample(world.store, queue="00004", number=12)
    world.store.run(lambda tx: move_tip(tx, tip, "00008", 1, "00008"))

    assert "handed over" in find(world, make_officer(world, "lan", "00004"), "12")
    assert "no tip 00004-12" in find(world, make_officer(world, "hoa", "00008"), "00004-12")
    assert "no tip 00004-12" in find(world, make_officer(world, "mai", "79"), "00004-12")
