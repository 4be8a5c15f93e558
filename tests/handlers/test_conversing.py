"""A conversation with its controls: back, cancel, skip, change, secrets, old buttons, and what a draft keeps."""

import pytest

from handlers.messages import Attachment, Incoming, Media, Reply
from handlers.session import Session, dump_session, load_session
from storage import tips
from storage.records import SavedFile, TipStatus
from tests.handlers.chat import Person, World
from tests.handlers.conftest import make_officer

UP_TO_WORDS = ("/baotin", "1", "1", "Phường Ba Đình, Hà Nội", "by the market", "skip", "1", "skip")
UP_TO_REVIEW = (*UP_TO_WORDS, "somebody sells", "done", "1", "1")


def test_back_asks_the_question_before_and_keeps_the_others(tipster: Person) -> None:
    tipster.tell(*UP_TO_WORDS)
    assert "when" in tipster.answers

    tipster.say("back")  # to «who»
    tipster.say("quay lại")  # to «how often»

    assert "repeats" not in tipster.answers
    assert {"danger", "kind", "place", "where", "when"} <= set(tipster.answers)
    tipster.tell("2", "a man", "words")
    assert tipster.answers["repeats"] == "often"
    assert tipster.answers["who"] == "a man"


def test_back_at_the_first_question_says_so(tipster: Person) -> None:
    tipster.say("/baotin")

    assert "first question" in tipster.say("back")[0]
    assert tipster.conversation == "report_tip"


def test_back_inside_a_question_takes_back_its_part(tipster: Person) -> None:
    tipster.tell("/baotin", "1", "1", "Hà Nội")
    assert tipster.answers["place"] == {"province": "01"}

    tipster.say("back")

    assert "place" not in tipster.answers
    assert "kind" in tipster.answers


def test_only_some_questions_can_be_skipped(tipster: Person) -> None:
    tipster.say("/baotin")

    assert "can't be skipped" in tipster.say("skip")[0]
    tipster.tell("1", "1", "Phường Ba Đình, Hà Nội")
    tipster.say("bỏ qua")
    assert tipster.answers["where"] is None


def test_cancel_forgets_everything(tipster: Person) -> None:
    tipster.tell(*UP_TO_WORDS)

    assert "erased" in tipster.say("cancel")[0]
    assert tipster.conversation == "next_need"
    assert tipster.answers == {}


def test_a_name_that_sounds_like_cancel_is_asked_about_and_can_be_the_answer(tipster: Person) -> None:
    tipster.tell(*UP_TO_WORDS[:-1])

    assert "«Huy»" in tipster.say("Huy")[0]
    tipster.press("It is my answer")
    assert tipster.answers["who"] == "Huy"

    tipster.say("huy")
    tipster.say("huy")
    assert tipster.conversation == "next_need"


def test_a_wrong_answer_is_asked_again_with_what_was_wrong(tipster: Person) -> None:
    tipster.say("/baotin")

    wrong, again = tipster.say("maybe")

    assert "its number" in wrong
    assert "danger" in again
    assert "danger" not in tipster.answers


def test_the_language_can_be_changed_at_every_question(tipster: Person) -> None:
    tipster.tell(*UP_TO_WORDS)
    before = tipster.answers

    heard = tipster.say("/ngonngu vi")

    assert tipster.answers == before
    assert any("của bạn" in text or "kể" in text.lower() for text in heard)


def test_an_old_button_and_the_same_button_twice_change_nothing(tipster: Person) -> None:
    tipster.say("/baotin")
    data = tipster.heard[-1].rows[0][0].data
    tipster.say(press=data)
    before = tipster.answers

    assert "answered that already" in tipster.say(press=data)[0]
    assert tipster.answers == before
    tipster.tell("cancel", "/baotin")
    assert "old" in tipster.say(press=data)[0]
    assert "danger" not in tipster.answers


def test_an_answer_can_be_changed_at_review_and_all_others_stay(world: World, tipster: Person) -> None:
    make_officer(world, "lan", "00004")
    shown = tipster.tell(*UP_TO_REVIEW)
    assert "somebody sells" in shown[-1]

    tipster.say("Change something")
    tipster.say("In your own words")
    shown = tipster.say("something else")

    assert "something else" in shown[-1]
    assert "by the market" in shown[-1]
    tipster.say("Send")
    tip = world.store.run(lambda tx: tips.find_tip(tx, "00004", 1))
    assert tip is not None
    assert tip.status is TipStatus.NEW


def test_changing_nothing_leads_back_to_the_review(tipster: Person) -> None:
    shown = tipster.tell(*UP_TO_REVIEW)
    before = tipster.answers
    tipster.say("Change something")

    assert tipster.say("Change nothing") == shown[-1:]
    assert tipster.answers == before


def test_answers_of_a_branch_no_longer_taken_are_erased_at_review_and_not_before(
    world: World, tipster: Person
) -> None:
    lead = make_officer(world, "lan", "00004")
    make_officer(world, "hoa", "26740")
    make_officer(world, "mai", "01")
    tipster.tell(*UP_TO_REVIEW, "Send")
    lead.tell("/chuyen 1", "2", "Phường Sài Gòn, Hồ Chí Minh", "moved house")
    assert "place" in lead.answers

    lead.tell("change something", "where to")
    assert "place" in lead.answers  # not before
    lead.say("1")

    assert "place" not in lead.answers
    assert {"up", "reason", "tip"} <= set(lead.answers)
    assert lead.conversation == "transfer_tip"


def test_a_receipt_typed_is_never_recorded(world: World, tipster: Person) -> None:
    make_officer(world, "lan", "00004")
    tipster.tell(*UP_TO_REVIEW, "Send", "I will do it later", "/tincuatoi")
    (receipt,) = world.receipts

    tipster.say("0" * 20)  # its check digits are wrong

    assert receipt == "00000000000000000098"
    assert tipster.conversation == "my_tip"
    assert any("received" in text for text in tipster.say("0000-0000 0000-0000 0098"))
    assert set(tipster.answers["receipt"]) == {"handle"}
    assert "0098" not in str(tipster.answers)


def test_wrong_receipts_are_slowed_down(tipster: Person, world: World) -> None:
    tipster.say("/tincuatoi")
    for _ in range(5):
        assert "No tip belongs" in tipster.say("0000 0000 0000 0000 0098")[0]

    assert "Too many" in tipster.say("0000 0000 0000 0000 0098")[0]
    world.now += 601
    assert "No tip belongs" in tipster.say("0000 0000 0000 0000 0098")[0]


def test_an_idle_draft_is_erased_and_the_person_hears_of_it(world: World, tipster: Person) -> None:
    tipster.tell(*UP_TO_WORDS)
    world.now += 3599
    tipster.say("words")
    assert "words" in tipster.answers

    world.now += 3600

    assert "erased your draft" in tipster.say("more words")[0]
    assert "words" not in tipster.answers


@pytest.mark.parametrize("command", ["/tincuatoi", "/baotin", "/start"])
def test_a_command_that_begins_something_waits_while_something_runs(tipster: Person, command: str) -> None:
    tipster.tell(*UP_TO_WORDS)
    before = tipster.answers

    assert "in the middle" in tipster.say(command)[0]
    assert tipster.answers == before


def test_help_in_the_middle_leaves_the_conversation_where_it_was(tipster: Person) -> None:
    tipster.tell(*UP_TO_WORDS)
    before = tipster.answers

    helped, again = tipster.say("/trogiup")

    assert "/baotin" in helped
    assert "own words" in again
    assert tipster.answers == before


def test_a_session_of_another_version_is_still_read() -> None:
    session = Session(language="en", answers={"a": 1}, doubt="no")
    record = dump_session(session)

    del record["doubt"]
    read = load_session({**record, "new in the next version": 1})

    assert (read.language, read.answers, read.doubt) == ("en", {"a": 1}, "")


def post(page: Person, *texts: str) -> list[Reply]:
    """Post on the page, one after the other; give what the last one brings, with the person's own words."""
    for text in texts:
        number = str(next(page.world._numbers))
        page.take(Incoming("web", page.address, number, text=text, seen=0))
        page.listen()
    return page.heard


def test_the_page_shows_the_words_that_are_to_be_written_anew(world: World) -> None:
    page = Person(world, "page", channel="web")
    post(page, "/ngonngu en", *UP_TO_REVIEW)

    heard = post(page, "Change something", "In your own words")

    assert ("echo", "somebody sells") in [(reply.kind, reply.text) for reply in heard]
    assert "words" not in page.answers


def test_the_page_shows_words_that_led_to_a_further_question(world: World) -> None:
    page = Person(world, "page", channel="web")
    post(page, "/ngonngu en", "/baotin", "1", "1", "nowhere at all")

    heard = post(page, "Tân Lập")

    assert ("echo", "Tân Lập") in [(reply.kind, reply.text) for reply in heard]


def test_pictures_that_a_change_takes_out_are_not_lost_in_silence(tipster: Person) -> None:
    tipster.tell(*UP_TO_WORDS, "somebody sells")
    saved = Attachment(Media.PICTURE, saved=(SavedFile("ab" * 16, "cd" * 32, 1000),))
    tipster.take(Incoming("console", tipster.address, "a picture", attachment=saved))
    tipster.tell("done", "1", "1")

    said = tipster.tell("Change something", "Pictures")

    assert any("send again what you want to keep" in text for text in said)
