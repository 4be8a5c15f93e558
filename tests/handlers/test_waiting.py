"""Who is too fast is asked to wait, in the same words for every reason, and loses nothing by it."""

import re

import pytest

from handlers.turn import BUSY
from storage import limits
from tests.handlers.chat import Person, World
from tests.handlers.conftest import make_officer

MINUTE, HOUR = 60, 3600
WAIT = re.compile(
    r"This can't be done just now. Please try again in (\d+) minutes?. What you have written stays."
)


def write(person: Person, words: str = "They sell it by the market") -> list[str]:
    """Answer every question of a tip, up to the last one."""
    if person.conversation == "keep_receipt":
        person.say("I will do it later")
    return person.tell(
        "/baotin", "1", "1", "Phường Ba Đình, Hà Nội", "skip", "skip", "1", "skip", words, "done", "1", "1"
    )


def file(person: Person, words: str = "They sell it by the market") -> list[str]:
    write(person, words)
    return person.say("Send the tip")


def newest_receipt(world: World) -> str:
    """Give the newest tip a receipt whose check digits are right, and give it."""
    receipt = "0" * 18 + "98"
    world.receipts[receipt] = list(world.receipts.values())[-1]
    return receipt


def waits(heard: list[str]) -> int:
    """Give the minutes that somebody is asked to wait; 0 if they are not."""
    found = [int(match[1]) for text in heard if (match := WAIT.fullmatch(text))]
    return found[0] if found else 0


def test_the_sixth_tip_of_an_hour_waits_and_then_goes_as_it_was_written(
    world: World, tipster: Person
) -> None:
    for number in range(5):
        assert not waits(file(tipster, f"story {number}"))
        world.now += MINUTE

    heard = file(tipster, "the sixth story")

    assert waits(heard) == 55
    assert "the sixth story" in heard[-1]  # the review stands there again
    assert tipster.answers["words"] == "the sixth story"
    world.now += 54 * MINUTE
    assert waits(tipster.say("Send the tip")) == 1
    world.now += MINUTE
    assert "Your tip is stored" in tipster.say("Send the tip")[0]


def test_others_do_not_wait_for_somebody_who_files_too_often(world: World, tipster: Person) -> None:
    heard = [file(tipster, f"story {number}") for number in range(6)]
    assert waits(heard[-1])
    other = Person(world, "other")
    other.say("/ngonngu en")

    assert "Your tip is stored" in file(other)[0]


def test_wrong_receipts_wait_for_the_one_who_types_them(world: World, tipster: Person) -> None:
    wrong = "1111 1111 1111 1111 1104"
    tipster.say("/tincuatoi")
    heard = [tipster.say(wrong)[0] for _ in range(6)]

    assert heard[:5] == ["No tip belongs to this receipt. Please check the digits and type them again."] * 5
    assert heard[5] == "Too many wrong receipts. Please try again in 10 minutes."
    other = Person(world, "other")
    other.say("/ngonngu en")
    assert "No tip belongs" in other.tell("/tincuatoi", wrong)[0]


def test_wrong_codes_wait(world: World, tipster: Person) -> None:
    code = "a" * 26
    heard = [tipster.say(code)[0] for _ in range(11)]

    assert all("wrong, used or expired" in text for text in heard[:10])
    assert waits(heard[10:]) == 10
    world.now += 10 * MINUTE
    assert "wrong, used or expired" in tipster.say(code)[0]


def test_a_flood_of_messages_is_answered_once_and_the_draft_stays(world: World, tipster: Person) -> None:
    world.now += 2 * MINUTE  # what came before is over
    write(tipster, "the story")
    answers = tipster.answers

    heard = [tipster.say("what now?") for _ in range(200)]

    told = [texts for texts in heard if texts and texts[0].startswith("So many messages")]
    assert len(told) == 1
    assert heard[-1] == []
    assert tipster.answers == answers
    world.now += MINUTE
    assert "Your tip is stored" in tipster.say("Send the tip")[0]


def test_words_to_a_tip_wait_too(world: World, tipster: Person) -> None:
    file(tipster)
    tipster.say("I will do it later")
    tipster.tell("/tincuatoi", newest_receipt(world))
    heard: list[str] = []
    for number in range(21):
        world.now += MINUTE
        heard = tipster.tell("1", f"more words {number}", "done", "1")

    assert waits(heard)
    assert tipster.answers["words"] == "more words 20"


@pytest.mark.parametrize("purpose", ["tips", "pause", "receipt", "code"])
def test_what_is_counted_ends_within_two_days(world: World, tipster: Person, purpose: str) -> None:
    officer = make_officer(world, "officer", "00004")
    file(tipster)
    officer.say("/rac 1")
    tipster.say("a" * 26)

    world.now += 48 * HOUR
    world.store.run(lambda tx: limits.sweep_limits(tx, world.store.runtime, world.now))

    kept = {bucket for bucket, _sealed in world.store.run(lambda tx: tx.all(limits._ALL))}
    runtime = world.store.runtime
    person = runtime.name_person("console", "tipster")
    assert runtime.name_bucket(purpose, person) not in kept
    assert kept <= {runtime.name_bucket("slowed", b"")}


@pytest.mark.parametrize("words", ["/tincuatoi", "/baotin"])
def test_who_comes_when_too_many_wait_is_asked_to_come_back(
    world: World, tipster: Person, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    if words == "/baotin":
        write(tipster, "the story")
    else:
        tipster.say(words)
    monkeypatch.setattr(World, "find", lambda *_: BUSY)

    heard = tipster.say("0000 0000 0000 0000 0098" if words == "/tincuatoi" else "Send the tip")

    assert waits(heard) == 1
    assert tipster.conversation == ("my_tip" if words == "/tincuatoi" else "report_tip")
    assert "review" not in tipster.answers
    assert "receipt" not in tipster.answers
