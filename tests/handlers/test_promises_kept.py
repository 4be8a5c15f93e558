"""Promises of the ledger (docs/promises.md) that no other test proves: what is shown, asked, recorded, and left out."""

import re
from functools import partial
from pathlib import Path

import pytest

from storage import audit, outbox, tips
from tests.handlers.chat import Person, World
from tests.handlers.conftest import QUEUES, make_officer
from tests.handlers.test_conversing import UP_TO_REVIEW

CITIZENS = ("report_tip", "my_tip", "keep_receipt", "welcome")
CONVERSATIONS = Path(__file__).parent.parent.parent / "handlers" / "conversations"
ASKS_WHO = re.compile(
    r"\byour (full )?(name|phone|address|identity|e-?mail)\b|\bwho are you\b|\bcalled\?", re.IGNORECASE
)


@pytest.fixture
def officer(world: World) -> Person:
    return make_officer(world, "Lan", "00004")


def test_the_officer_reads_what_the_tipster_saw_before_sending(officer: Person, tipster: Person) -> None:
    shown = tipster.tell(*UP_TO_REVIEW)[-1]
    tipster.say("1")
    opened = "\n".join(officer.say("/tin 1"))

    lines = [line for line in shown.splitlines() if ": " in line]
    written = [line for line in lines if not line.startswith(("Can be read by", "This is exactly"))]
    assert len(written) >= 5
    assert [line for line in written if line not in opened] == []
    for word in ("console", "tipster", str(tipster.world.now)):
        assert word not in opened.replace("The tipster", "").replace("the tipster", "")


def test_above_every_answer_stands_that_officers_do_not_ask_who_it_is(
    officer: Person, tipster: Person
) -> None:
    tipster.tell(*UP_TO_REVIEW, "1")
    officer.tell("/tin 1", "/nhan 1")

    heard = "\n".join(officer.say("/traloi 1"))
    assert re.search(r"(do not|not) ask who", heard)
    assert "What do you answer?" in heard


def test_opening_a_tip_is_recorded(world: World, officer: Person, tipster: Person) -> None:
    tipster.tell(*UP_TO_REVIEW, "1")

    before = len(world.store.run(audit.all_acts))
    officer.say("/tin 1")
    acts = world.store.run(audit.all_acts)[before:]
    assert [(act.act, act.number) for act in acts] == [("read", 1)]


def test_a_tipsters_acts_are_not_recorded(world: World, tipster: Person) -> None:
    before = world.store.run(audit.all_acts)
    tipster.tell(*UP_TO_REVIEW, "1")
    assert world.store.run(audit.all_acts) == before


def test_asking_for_help_leaves_nothing_with_the_police(
    world: World, officer: Person, tipster: Person
) -> None:
    heard = [*tipster.tell("/start", "3"), *tipster.tell("5", "1", "1")]

    assert "nothing of it goes to the police" in "\n".join(heard)
    for code, _above in QUEUES:
        assert world.store.run(partial(tips.list_all, queue=code)) == []
    person = world.store.runtime.name_person("console", officer.address)
    assert world.store.run(lambda tx: outbox.waiting_for(tx, world.store.runtime, person)) == []


@pytest.mark.parametrize("script", CITIZENS)
def test_no_question_to_citizens_asks_who_they_are(script: str) -> None:
    source = (CONVERSATIONS / f"{script}.py").read_text(encoding="utf-8")
    assert ASKS_WHO.findall(source) == []


def test_a_question_for_the_name_would_be_noticed() -> None:
    assert ASKS_WHO.search('_("Please type your phone number.")')


def test_a_notice_holds_no_word_of_the_tip(officer: Person, tipster: Person) -> None:
    tipster.tell(*UP_TO_REVIEW, "1")

    notice = "\n".join(officer.listen())
    assert "1" in notice
    for word in ("somebody sells", "by the market", "market"):
        assert word not in notice
