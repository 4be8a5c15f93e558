"""`/hotro`: three questions at most, an answer, and nothing that stays: neither the questions nor that they were asked."""

import json
from functools import partial

import pytest
from sqlalchemy import select

from content.help.answer import Danger, Wanted
from content.help.pack import answers
from content.i18n import use_language
from handlers.commands.getting_help import PLEAS
from handlers.conversations.get_help import danger_labels, person_labels, wanted_labels
from handlers.session import FIELDS
from storage.statements import Statement
from storage.tables import metadata
from storage.transaction import Transaction
from tests.handlers.chat import Person, World
from tests.handlers.conftest import make_officer

MOMENTARY = {"draft", "position", "touched", "minute", "messages"}
UP_TO_WORDS = ("/baotin", "1", "1", "Phường Ba Đình, Hà Nội", "by the market", "skip", "1", "skip")


def title(name: str) -> str:
    return answers()[name].en.title


def remembered(world: World, person: Person) -> dict[str, object]:
    """Read all that is remembered of somebody's conversation, but what changes with every message."""
    session = world.store.run(lambda tx: world.turn(tx, person.address).session)
    return {name: getattr(session, name) for name in FIELDS if name not in MOMENTARY}


def count_rows(world: World) -> dict[str, int]:
    """Count the rows of each table, but those that every message of every conversation brings."""

    return {
        table.name: len(world.store.run(partial(Transaction.all, statement=Statement(select(table)))))
        for table in metadata.sorted_tables
    }


@pytest.mark.parametrize("danger", Danger)
def test_in_danger_one_question_leads_to_what_to_do(tipster: Person, danger: Danger) -> None:
    tipster.say("/hotro")
    with use_language("en"):
        label = next(label for name, label in danger_labels().items() if name == danger.value)
    assert tipster.press(label)[0].startswith(title(danger))


@pytest.mark.parametrize("wanted", Wanted)
def test_without_danger_three_questions_lead_to_an_answer(tipster: Person, wanted: Wanted) -> None:
    tipster.say("/hotro")
    with use_language("en"):
        for label in (*list(danger_labels().values())[-1:], *list(person_labels().values())[:1]):
            tipster.press(label)
        said = tipster.press(wanted_labels()[wanted])
    assert title(wanted) in said[0]
    assert said[0].startswith("Thank you for asking for yourself.")
    assert tipster.conversation == "next_need"


def test_nothing_of_a_help_conversation_stays(world: World, tipster: Person) -> None:
    other = Person(world, "other")
    other.tell("/ngonngu en", "/start", "/trogiup")
    before = count_rows(world)
    tipster.tell(
        "/start", "my son is addicted, what can I do", "Trần Văn Canary, 0912 345 678", "5", "2", "2"
    )
    tipster.tell("/hotro", "1", "/hotro #despair")

    kept = remembered(world, tipster)
    assert kept.pop("answers") == {}
    unasked = remembered(world, other)
    assert kept == {name: unasked[name] for name in kept} | {"conversation": "next_need"}
    assert "anary" not in json.dumps(kept)
    after = count_rows(world)
    assert {name for name in after if after[name] != before[name]} <= {"inbox", "drafts", "senders"}


def test_a_tip_after_help_begins_empty_and_is_its_own(world: World, tipster: Person) -> None:
    tipster.tell("/hotro", "5", "1", "1", "/baotin")
    assert tipster.conversation == "report_tip"
    assert not {"danger_now", "for_whom", "wanted"} & set(tipster.answers)


def test_words_that_ask_for_help_are_not_kept_as_a_story(tipster: Person) -> None:
    tipster.say("/start")
    assert "This is not a tip" in tipster.say("con tôi nghiện")[-1]
    assert tipster.conversation == "get_help"
    assert tipster.answers == {}


def test_a_tip_about_drugs_is_no_plea(tipster: Person) -> None:
    tipster.say("/start")
    assert "I have kept what you wrote" in tipster.say("thằng nghiện ở xóm bán ma túy cho học sinh")[-1]


def test_help_in_the_middle_of_a_tip_keeps_the_tip(tipster: Person) -> None:
    before = tipster.tell(*UP_TO_WORDS)
    given = dict(tipster.answers)
    said = tipster.say("/hotro")
    assert "115" in said[0]
    assert said[-1] == before[-1]
    tipster.say("/hotro")
    assert tipster.press("Somebody is beaten or threatened")[0].startswith(title("violence"))
    assert tipster.answers == given


@pytest.mark.parametrize("word", PLEAS)
def test_one_word_is_enough_anywhere_and_may_be_an_answer(tipster: Person, word: str) -> None:
    tipster.tell(*UP_TO_WORDS)
    assert "Do you need help now" in tipster.say(word)[-1]
    assert "115" in tipster.say(word)[0]
    assert tipster.conversation == "report_tip"
    tipster.say(word)
    tipster.press("It is my answer")
    assert word in json.dumps(tipster.answers)


@pytest.mark.parametrize(
    "words", ["cai nghiện", "con tôi nghiện", "tôi muốn chết", "chồng em nghiện, cứu em"]
)
def test_a_short_plea_in_the_middle_of_a_tip_is_asked_about_and_the_tip_stays(
    tipster: Person, words: str
) -> None:
    tipster.tell(*UP_TO_WORDS)
    given = dict(tipster.answers)
    assert "Do you need help now" in tipster.say(words)[-1]
    assert "115" in tipster.press("I need help")[0]
    assert tipster.answers == given


def test_a_short_plea_may_be_the_answer_and_said_twice_it_is_none(tipster: Person) -> None:
    tipster.tell(*UP_TO_WORDS)
    assert "115" in tipster.tell("con tôi nghiện", "con tôi nghiện")[-2]
    tipster.say("con tôi nghiện")
    tipster.press("It is my answer")
    assert "con tôi nghiện" in json.dumps(tipster.answers, ensure_ascii=False)


def test_a_plea_where_one_chooses_is_answered_and_the_question_comes_again(tipster: Person) -> None:
    before = tipster.say("/baotin")
    said = tipster.say("con tôi nghiện")
    assert "115" in said[0]
    assert said[-1] == before[-1]
    assert tipster.conversation == "report_tip"
    tipster.tell("/huy", "/hotro", "5")
    assert "For whom" in tipster.say("con tôi nghiện")[-1]


def test_a_short_tip_with_the_same_words_is_an_answer(tipster: Person) -> None:
    tipster.tell(*UP_TO_WORDS)
    said = tipster.say("con nghiện tụ tập ở ngõ 5")
    assert not any("Do you need help now" in one for one in said)


def test_an_unknown_answer_and_a_cancel_lead_back(tipster: Person) -> None:
    assert "This is not a tip" in tipster.say("/hotro #nothing-such")[-1]
    assert "forgotten" in tipster.say("cancel")[0]


def test_an_officer_is_answered_too(world: World) -> None:
    officer = make_officer(world, "Lan", "00004")
    assert "This is not a tip" in officer.say("/hotro")[-1]
    assert officer.tell("5", "3", "5")[0]
    assert officer.conversation == ""
