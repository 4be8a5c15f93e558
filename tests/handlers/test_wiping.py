"""`/xoa`, what it erases and what stays; receipts and tips where a chat lies on somebody else's server."""

import pytest

from handlers.jobs.deletions import take_back_due
from handlers.messages import Traces
from storage import audit, conversations, outbox, posted, tips
from storage.posted import Posted
from storage.receipts import make_receipt
from storage.records import Json, Role
from tests.handlers.chat import Person, World
from tests.handlers.conftest import make_officer
from tests.handlers.test_conversing import UP_TO_REVIEW, UP_TO_WORDS

TELEGRAM = Traces(hours=48, by_hand="Close the terminal.")
ZALO = Traces(by_hand="Close the terminal.")
LATER = "I will do it later"


def lined_up(world: World, address: str) -> list[Json]:
    """List what waits for somebody, removals, too."""
    person = world.store.runtime.name_person("console", address)
    rows = world.store.run(lambda tx: outbox.waiting_for(tx, world.store.runtime, person))
    return [row.message for row in rows]


def file_tip(tipster: Person) -> str:
    tipster.tell(*UP_TO_REVIEW, "1")
    shown = list(tipster.world.receipts)[-1]
    receipt = make_receipt()  # with check digits that fit
    tipster.world.receipts[receipt] = tipster.world.receipts[shown]
    return receipt


@pytest.mark.parametrize("command", ["/xoa", "/wipe", "/XOA", "/xoa ngay"])
def test_the_command_erases_in_the_middle_and_asks_nothing(
    world: World, tipster: Person, command: str
) -> None:
    tipster.tell(*UP_TO_WORDS)

    before = world.store.run(audit.all_acts)
    heard = tipster.say(command)

    assert world.store.run(audit.all_acts) == before
    assert len(heard) == 1
    assert "Erased: your draft" in heard[0]
    assert "not lost" in heard[0]
    assert (tipster.conversation, tipster.answers) == ("", {})


def test_the_language_stays_and_the_next_message_begins_anew(tipster: Person) -> None:
    tipster.tell(*UP_TO_WORDS, "/xoa")

    assert "What do you need?" in tipster.say("hello")[-1]


def test_the_word_inside_a_conversation_is_asked_about(tipster: Person) -> None:
    tipster.tell(*UP_TO_WORDS)

    assert "«xoá hết»" in tipster.say("xoá hết")[0]
    tipster.press("It is my answer")
    assert tipster.answers["words"] == "xoá hết"

    tipster.say("back")
    tipster.say("xoá")
    assert "Erased" in tipster.say("xoá")[0]
    assert tipster.answers == {}


def test_the_word_at_a_choice_says_how_and_asks_again(tipster: Person) -> None:
    tipster.tell("/baotin", "1")

    how, again = tipster.say("xoa")

    assert "«/xoa»" in how
    assert "What did you see" in again
    assert tipster.answers["danger"] == "no"
    assert "Erased" in tipster.say("/xoa")[0]


def test_the_word_outside_of_a_conversation_is_the_command(tipster: Person) -> None:
    assert "Erased" in tipster.say("xoá hết")[0]


def test_a_filed_tip_stays_and_its_receipt_opens_it(world: World, tipster: Person) -> None:
    receipt = file_tip(tipster)
    handle = world.store.run(lambda tx: world.turn(tx, "tipster").session.receipt)

    tipster.say("/xoa")

    assert (
        world.store.run(lambda tx: conversations.get_held(tx, world.store.runtime, handle, world.now)) is None
    )
    assert "received" in tipster.tell("/tincuatoi", receipt)[0]
    assert world.store.run(lambda tx: tips.find_tip(tx, "vn", 1)) is not None


def test_what_is_held_and_what_waits_goes(world: World, tipster: Person) -> None:
    receipt = file_tip(tipster)
    tipster.tell(LATER, "/tincuatoi", receipt)
    handle = tipster.answers["receipt"]["handle"]
    world.store.run(lambda tx: world.turn(tx, "tipster").say("waits"))

    tipster.say("/xoa")

    assert (
        world.store.run(lambda tx: conversations.get_held(tx, world.store.runtime, handle, world.now)) is None
    )
    assert lined_up(world, "tipster") == []


def test_an_officer_stays_an_officer_and_keeps_notices(world: World, tipster: Person) -> None:
    officer = make_officer(world, "lan", "00004")
    officer.say("/hangdoi")
    tipster.tell(*UP_TO_REVIEW, "1")  # a notice waits now

    heard = officer.say("/xoa")

    assert any("New tip 1" in text for text in heard)
    assert any("stay as they are" in text for text in heard)
    assert "Tip 1" in officer.say("/hangdoi")[0]


def test_on_a_channel_that_deletes_the_chat_goes_before_the_last_word(world: World, tipster: Person) -> None:
    world.traces["console"] = TELEGRAM
    tipster.tell(*UP_TO_WORDS)

    heard = tipster.hear_rows("/xoa")

    assert [row.get("remove", "-") for row in heard] == ["", "-"]
    assert "48 hours" in heard[1]["text"]
    assert heard[1]["text"].endswith("Close the terminal.")


def test_the_receipt_is_taken_back_once_it_was_repeated(world: World, tipster: Person) -> None:
    world.traces["console"] = TELEGRAM
    tipster.tell(*UP_TO_REVIEW)
    shown = [row for row in tipster.hear_rows("1") if row.get("slot") == "receipt"]
    receipt = list(world.receipts)[-1]

    assert [(row["lasts"], row["secret"]) for row in shown] == [(600, True)]
    removals = [row for row in tipster.hear_rows(receipt[-4:]) if "remove" in row]
    assert removals == [{"address": "tipster", "remove": "receipt", "messages": []}]


def test_who_writes_it_down_later_keeps_seeing_it_for_its_ten_minutes(world: World, tipster: Person) -> None:
    world.traces["console"] = TELEGRAM
    tipster.tell(*UP_TO_REVIEW, "1")

    assert not [row for row in tipster.hear_rows(LATER) if "remove" in row]


@pytest.mark.parametrize("before", [["/tincuatoi"], ["/start"], [*UP_TO_WORDS], ["/baotin"]])
def test_a_typed_receipt_is_taken_back_at_once(world: World, tipster: Person, before: list[str]) -> None:
    receipt = file_tip(tipster)
    tipster.say(LATER)
    world.traces["console"] = TELEGRAM
    tipster.tell(*before)

    rows = tipster.hear_rows(receipt, deletable="77")

    assert rows[0] == {"address": "tipster", "remove": "", "messages": ["77"]}
    assert sum("remove" in row for row in rows) == 1


def test_a_wrong_receipt_is_taken_back_too(world: World, tipster: Person) -> None:
    world.traces["console"] = TELEGRAM
    tipster.say("/tincuatoi")

    assert "remove" in tipster.hear_rows("1234 5678", deletable="77")[0]
    assert not [row for row in tipster.hear_rows("huỷ", deletable="78") if "remove" in row]


def test_what_is_due_is_lined_up_for_its_chat(world: World, tipster: Person) -> None:
    world.traces["console"] = TELEGRAM
    tipster.say("/start")
    person = world.store.runtime.name_person("console", "tipster")
    for name in ("5", "6"):
        one = Posted(person, "console", "tipster", name, fleeting=True)
        world.store.run(
            lambda tx, one=one: posted.note(tx, world.store.runtime, one, world.now, world.now + 600)  # type: ignore[misc]
        )

    early = world.store.run(lambda tx: take_back_due(tx, world.product, world.now, world.now + 500))
    late = world.store.run(lambda tx: take_back_due(tx, world.product, world.now, world.now + 600))

    assert (early, [one.person for one in late]) == (frozenset(), [person])
    (row,) = lined_up(world, "tipster")
    assert sorted(row["messages"]) == ["5", "6"]
    assert "What do you need?" in tipster.hear_rows("hello")[-1]["text"]


# Officers' text


@pytest.fixture
def lan(world: World, tipster: Person) -> Person:
    lan = make_officer(world, "lan", "00004")
    tipster.tell(*UP_TO_REVIEW, "1")
    lan.listen()
    return lan


def test_a_tips_text_stands_for_an_hour_and_is_not_passed_on(world: World, lan: Person) -> None:
    world.traces["console"] = TELEGRAM

    (shown,) = lan.hear_rows("/tin 1", deletable="9")
    _notice, claimed = lan.hear_rows("/nhan 1", deletable="10")

    assert (shown["slot"], shown["lasts"], shown["secret"]) == ("tip", 3600, True)
    assert "slot" not in claimed
    assert fleeting(world, "lan") == {"9": True, "10": False}


def test_what_an_officer_writes_about_a_tip_goes_as_well(world: World, lan: Person) -> None:
    world.traces["console"] = TELEGRAM
    for name, text in enumerate(("/traloi 1", "we are on it", "1", "/ghichu 1 seen", "/hangdoi")):
        rows = lan.hear_rows(text, deletable=str(name))
        assert all(row.get("lasts") == 3600 for row in rows) is (text != "/hangdoi")

    assert fleeting(world, "lan") == {"0": True, "1": True, "2": True, "3": True, "4": False}


def test_the_national_lead_switches_text_off_and_that_is_recorded(world: World, lan: Person) -> None:
    chief = make_officer(world, "chief", "vn", role=Role.LEAD)
    assert "can read tips on Telegram" in lan.say("/hienchu")[0]
    assert "Only a lead of the national desk" in lan.say("/hienchu tat")[0]

    assert "only number, kind and age" in chief.say("/hienchu tat")[0]

    assert "somebody sells" in lan.say("/tin 1")[0], "where nobody else's server is, it is shown"
    world.traces["console"] = TELEGRAM
    for command in ("/tin 1", "/traloi 1 words", "/ghichu 1 words", "/dong 1", "/chuyen 1"):
        (text,) = [row["text"] for row in lan.hear_rows(command)]
        assert "Tip 1" in text
        assert "http://127.0.0.1/canbo" in text
        assert "somebody sells" not in text
    world.traces.clear()
    assert "can read" in chief.say("/hienchu bat")[0]
    world.traces["console"] = TELEGRAM
    assert "somebody sells" in lan.hear_rows("/tin 1")[0]["text"]
    acts = [act for act in world.store.run(audit.all_acts) if act.act == "show_text"]
    assert [(act.queue, act.detail) for act in acts] == [("vn", "off"), ("vn", "on")]


def test_a_chat_that_stays_never_shows_a_tip(world: World, lan: Person) -> None:
    world.traces["console"] = ZALO

    assert "on the page" in lan.say("/tin 1")[0]


# Chats that nobody can delete


def test_the_page_is_offered_before_the_first_question(world: World, tipster: Person) -> None:
    world.traces["console"] = ZALO

    offer, first = tipster.say("/baotin")

    assert "http://127.0.0.1" in offer
    assert "danger" in first


def test_no_receipt_is_shown_there_and_the_tip_is_filed(world: World, tipster: Person) -> None:
    world.traces["console"] = ZALO

    said = tipster.tell(*UP_TO_REVIEW, "1")

    assert "I show no receipt here" in said[0]
    assert list(world.receipts)[-1] not in "".join(said).replace(" ", "")
    assert world.store.run(lambda tx: tips.find_tip(tx, "vn", 1)) is not None
    assert "no longer be shown" in tipster.say("/matin")[0]


def test_no_receipt_is_typed_there(world: World, tipster: Person) -> None:
    receipt = file_tip(tipster)
    tipster.say(LATER)
    world.traces["console"] = ZALO

    assert "on our page only" in tipster.say("/tincuatoi")[0]
    typed = tipster.say(receipt)
    assert "delete your message yourself" in typed[0]
    assert "on our page only" in typed[1]
    assert "received" not in "".join(typed)


def fleeting(world: World, address: str) -> dict[str, bool]:
    person = world.store.runtime.name_person("console", address)
    found = world.store.run(lambda tx: posted.of_person(tx, world.store.runtime, person))
    return {one.message: one.fleeting for one in found}
