"""What officers read around a tip, and its tipster after they have acted: nothing twice, nothing untrue, nothing in vain."""

import pytest

from handlers.messages import Incoming
from handlers.page import draw_page
from storage.records import Role
from tests.handlers.chat import Person, World
from tests.handlers.conftest import make_officer
from tests.handlers.test_conversing import UP_TO_REVIEW


def desk_page(world: World, name: str, text: str) -> list[tuple[str, str]]:
    """Let an officer write on the page; give who says what on it then, from top to bottom."""
    Person(world, name).take(Incoming("console", name, str(next(world._numbers)), text=text, seen=0))
    page = world.store.run(lambda tx: draw_page(tx, world.product, "console", name, world.now))
    return [(bubble.speaker, bubble.text) for bubble in page.bubbles]


def test_a_command_stands_above_what_its_conversation_says_first(world: World, tipster: Person) -> None:
    make_officer(world, "lan", "00004")
    tipster.tell(*UP_TO_REVIEW, "Send")

    shown = desk_page(world, "lan", "/traloi 1")

    assert [speaker for speaker, _text in shown[-3:]] == ["you", "bot", "bot"]
    assert shown[-3] == ("you", "/traloi 1")
    assert "do not ask who they are" in shown[-2][1]


def test_what_an_officer_writes_and_nobody_understands_stays_to_be_seen(world: World) -> None:
    make_officer(world, "lan", "00004")
    words = "the house with the green gate was empty today"

    shown = desk_page(world, "lan", words)

    assert [("you", words)] == shown[-2:-1]
    assert "did not understand" in shown[-1][1]


def test_nobody_is_offered_the_level_above_where_there_is_none(world: World, tipster: Person) -> None:
    lan = make_officer(world, "lan", "vn")
    tipster.tell(*UP_TO_REVIEW, "Send")

    asked = lan.say("/chuyen 1")[-1]

    assert "which ward or commune" in asked
    make_officer(world, "mai", "01")
    lan.tell("cancel", "/chuyen 1", "Phường Ba Đình, Hà Nội", "theirs", "Hand over")
    mai = Person(world, "mai")
    assert "To the level above" in [
        button.label for _text in mai.say("/chuyen 1") for row in mai.heard[-1].rows for button in row
    ]


def test_who_reads_an_ended_tip_is_not_told_to_wait_for_an_answer(world: World, tipster: Person) -> None:
    lan = make_officer(world, "lan", "00004")
    tipster.tell(*UP_TO_REVIEW, "Send", "I will do it later")
    (receipt,) = world.receipts
    assert "look again in a day or two" in tipster.tell("/tincuatoi", receipt)[0]
    lan.tell("/dong 1", "2", "2", "skip", "Close the tip")

    shown = tipster.tell("cancel", "/tincuatoi", receipt)[0]

    assert "Your tip: ended." in shown
    assert "left no answer" in shown
    assert "day or two" not in shown


def test_news_of_a_closed_tip_offers_to_open_it_again(world: World, tipster: Person) -> None:
    lan = make_officer(world, "lan", "00004")
    tipster.tell(*UP_TO_REVIEW, "Send", "I will do it later")
    (receipt,) = world.receipts
    lan.tell("/dong 1", "2", "2", "skip", "Close the tip")
    tipster.tell("/tincuatoi", receipt, "1", "they are back", "no pictures", "Send to the officers")

    (told,) = lan.listen()

    assert "added something" in told
    assert [button.data for row in lan.heard[0].rows for button in row] == ["/tin 00004-1", "/molai 00004-1"]


def test_an_officer_hears_once_that_a_command_is_unknown(world: World) -> None:
    lan = make_officer(world, "lan", "00004")

    (said,) = lan.say("/nothing 1")

    assert "don't know that command" in said


@pytest.mark.parametrize(
    ("acts", "heard"),
    [
        (["/chuyen 1", "1", "theirs", "Hand over"], "was handed over by a colleague"),
        (["/dong 1", "2", "2", "skip", "Close the tip"], "was closed by a colleague"),
        (["/rac 1"], "was marked as spam by a colleague"),
    ],
)
def test_who_holds_a_tip_hears_that_a_colleague_took_it_away(
    world: World, tipster: Person, acts: list[str], heard: str
) -> None:
    lan, _mai = make_officer(world, "lan", "00004"), make_officer(world, "mai", "01")
    minh = make_officer(world, "minh", "00004", role=Role.LEAD)
    tipster.tell(*UP_TO_REVIEW, "Send")
    lan.tell("/nhan 1")

    minh.tell(*acts)

    (told,) = lan.listen()
    assert "Tip 00004-1, which you held" in told
    assert heard in told
    assert not any("which you held" in text for text in minh.say("/hangdoi"))
