"""Officers' words to tipsters: ready texts, one answer to many tips, and questions that are answered one by one."""

import pytest

from handlers.conversations.report_tip import TipDraft
from handlers.dialogue.places import Place
from handlers.filing import file_tip
from handlers.reports import Report
from storage import audit
from storage.records import Floor, Origin, TipKind
from tests.handlers.chat import Person, World
from tests.handlers.conftest import make_officer
from tests.handlers.filed import file_sample

ANSWERED = "Your answer is stored for each of these tips: {tips}."


@pytest.fixture
def lan(world: World) -> Person:
    return make_officer(world, "Lan", "00004")


@pytest.fixture
def receipt(world: World) -> str:
    """File a tip with a receipt, without its conversation."""
    facts = {("new_receipt", None): world.find("new_receipt", None)}
    report = Report("00004", "", "", "once", "", "A van", "no", ())
    draft = TipDraft(report, TipKind.SELLING, Place("01", "00004"), Floor.COMMUNE)
    world.store.run(lambda tx: file_tip(world.turn(tx, "teller", facts), draft))
    return str(facts["new_receipt", None]["receipt"])


def acts(world: World) -> list[tuple[str, int, str]]:
    rows = world.store.run(lambda tx: audit.read_after(tx, 0, 1000))
    return [(one.act.act, one.act.number, one.act.detail) for one in rows]


def test_a_ready_text_is_chosen_filled_in_and_seen_before_it_goes(world: World, lan: Person) -> None:
    file_sample(world, kind=TipKind.GROWING)
    lan.say("/traloi 1")

    shown = lan.press("Received, being looked at")[0]

    assert "«Growing cannabis, poppy or khat»" in shown
    assert "{" not in shown
    assert lan.press("Send the answer") == [
        "Your answer to tip 1 is stored. The tipster reads it with the receipt."
    ]
    assert "Growing cannabis" in lan.say("/tin 1")[0].split("Officer,")[1]


@pytest.mark.parametrize("word", ["1", "Received, being looked at", "received being looked at"])
def test_a_ready_text_is_meant_by_its_number_or_whole_title(world: World, lan: Person, word: str) -> None:
    file_sample(world)
    assert "We received your tip" in lan.tell("/traloi 1", word)[0]


def test_words_that_only_begin_like_a_title_or_a_command_are_an_answer(world: World, lan: Person) -> None:
    file_sample(world)
    for words in ("Received", "nhận 1", "Please stay"):
        lan.say("/traloi 1")
        assert words in lan.say(words)[0].splitlines()[0]
        lan.say("/huy")


@pytest.mark.parametrize("wrong", ["{ten}", "{loaitin", "loaitin}", "{}"])
def test_a_blank_that_nothing_fills_is_told_and_the_words_stay(world: World, lan: Person, wrong: str) -> None:
    file_sample(world)

    told = lan.tell("/traloi 1", f"Thank you for {wrong} of {{ngaynhan}}.")[0]

    assert "only these can be filled in: {loaitin}, {donvi}, {ngaynhan}" in told
    assert f"Thank you for {wrong}" in told
    assert "Thank you for your tip of" in lan.say("Thank you for your tip of {ngaynhan}.")[0]


def test_one_answer_goes_to_many_each_filled_in_and_recorded_by_itself(world: World, lan: Person) -> None:
    file_sample(world, kind=TipKind.GROWING)
    file_sample(world, kind=TipKind.MAKING)
    file_sample(world, kind=TipKind.POST)

    shown = lan.tell("/traloi 1, 2 Thank you for «{loaitin}».")[0]
    assert "00004-1, 00004-2" in lan.heard[-1].text
    assert "Growing" in lan.heard[-1].text, shown
    assert lan.say("Send the answer") == [ANSWERED.format(tips="1, 2")]

    assert "«Making drugs»" in lan.say("/tin 2")[0]
    assert "Thank you" not in lan.say("/tin 3")[0]
    assert [number for act, number, _detail in acts(world) if act == "reply"] == [1, 2]


@pytest.mark.parametrize("argument", ["1 2", "1,2", "1; 2", "00004-1 00004-2", "1, 2, 1"])
def test_several_numbers_are_read_however_they_are_set_apart(
    world: World, lan: Person, argument: str
) -> None:
    file_sample(world)
    file_sample(world)
    lan.tell(f"/traloi {argument}", "Thank you.")
    assert lan.say("Send the answer") == [ANSWERED.format(tips="1, 2")]


def test_a_number_behind_the_tips_name_belongs_to_the_words(world: World, lan: Person) -> None:
    file_sample(world)
    file_sample(world)
    lan.say("/traloi 1 2 people were seen.")
    assert lan.say("Send the answer") == [
        "Your answer to tip 1 is stored. The tipster reads it with the receipt."
    ]


def test_what_gets_no_answer_is_told_with_its_reason_before_and_after(world: World, lan: Person) -> None:
    hai = make_officer(world, "Hai", "00004")
    for _number in range(3):
        file_sample(world)
    hai.say("/nhan 2")

    told = lan.say("/traloi 1, 2, 3, 9")
    assert told[0].startswith("2 tips get no answer:")
    assert "Hai holds tip 2" in told[0]
    assert "There is no tip 9" in told[0]
    lan.say("We look into it.")
    hai.say("/nhan 3")

    sent, refused = lan.say("Send the answer")
    assert sent == "Your answer to tip 1 is stored. The tipster reads it with the receipt."
    assert "Hai holds tip 3" in refused
    assert refused.endswith("We look into it.")
    assert lan.conversation == ""


def test_not_all_of_the_country_at_once(world: World, lan: Person) -> None:
    told = lan.say("/traloi " + ",".join(map(str, range(1, 30))))
    assert told == ["At most 20 tips can be answered at once. Please do it in parts."]
    assert lan.say("/traloi 8, 9")[0].count("There is no tip") == 2


def ask(lan: Person) -> list[str]:
    lan.tell("/cauhoi 1", "Does it still happen?", "Which colour is the gate?")
    lan.say("/boqua")
    return lan.say("Send the questions")


def test_questions_are_answered_one_by_one_and_arrive_in_the_thread(
    world: World, lan: Person, tipster: Person, receipt: str
) -> None:
    assert ask(lan) == ["Your questions on tip 1 are stored. The tipster answers them with the receipt."]

    tipster.say("/tincuatoi")
    status = "\n".join(tipster.say(receipt))
    assert "There is an answer for you" in status
    assert "• Does it still happen, and when was the last time?" in status
    first = tipster.press("Answer the questions")[-1]
    assert first.startswith("Officers may not ask who you are.\nQuestion 1 of 2: Does it still happen")
    second = tipster.say("Yes, on Sunday")[-1]
    assert second == "Officers may not ask who you are.\nQuestion 2 of 2: Which colour is the gate?"
    assert "→ not answered" in tipster.say("/boqua")[-1]
    tipster.say("Send to the officers")

    assert "Answer the questions" not in [button.label for row in tipster.heard[-1].rows for button in row]
    case = lan.say("/tin 1")[-1]
    assert "Does it still happen, and when was the last time?\n→ Yes, on Sunday" in case
    assert "Which colour is the gate?\n→ not answered" in case


def test_questions_wait_until_they_are_answered_or_all_passed_over(
    world: World, lan: Person, tipster: Person, receipt: str
) -> None:
    ask(lan)
    tipster.tell("/tincuatoi", receipt, "Answer the questions", "/boqua")
    assert "Nothing was added." in tipster.say("/boqua")
    assert "Answer the questions" in [button.label for row in tipster.heard[-1].rows for button in row]


def test_an_officer_can_ask_neither_who_it_is_nor_without_end(world: World, lan: Person) -> None:
    file_sample(world)
    lan.say("/cauhoi 1")
    assert "it asks who the tipster is" in lan.say("Bạn tên gì?")[0]
    lan.tell(*(f"What {word}?" for word in ("colour", "size", "floor", "shop")))
    assert "• What smell?" in lan.say("What smell?")[0]
    lan.say("Send the questions")
    lan.tell("/cauhoi 1", *(f"What {word}?" for word in ("road", "sign", "dog", "bridge", "tree")))
    lan.say("Send the questions")
    assert "has not answered the questions before yet" in lan.say("/cauhoi 1")[0]


def test_a_tip_entered_without_a_receipt_gets_no_answer(world: World, lan: Person) -> None:
    file_sample(world, origin=Origin.PHONE)
    for command in ("/traloi 1", "/cauhoi 1"):
        assert "entered without a receipt" in lan.say(command)[0]
