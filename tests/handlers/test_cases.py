"""Tips of one case: linked, answered together, closed as duplicates, and taken apart."""

import pytest

from storage import audit, claims, links, tips
from storage.erasure import erase_tip
from storage.records import Role, Tip, TipResult, TipStatus
from storage.tip_readers import NOTES, THREAD
from tests.handlers.chat import Person, World
from tests.handlers.conftest import make_officer
from tests.handlers.filed import file_sample, holder_of, now

ANSWER = "Cảm ơn, chúng tôi đang kiểm tra."


@pytest.fixture
def lan(world: World) -> Person:
    return make_officer(world, "Lan", "00004")


@pytest.fixture
def filed(world: World) -> list[Tip]:
    return [file_sample(world, words) for words in ("Quán ở ngõ năm", "Nhà trọ cạnh trường", "Xe tải đêm")]


def case_of(world: World, tip: Tip) -> set[bytes]:
    return set(world.store.run(lambda tx: links.linked_tips(tx, tip.id)))


def texts(world: World, tip: Tip, family: str) -> list[str]:
    def work(tx: object) -> list[str]:
        return [entry["text"] for entry in world.store.vault.open_for_queue(tx, tip.id).read(tx, family)]  # type: ignore[arg-type]

    return world.store.run(work)


def test_linked_tips_are_one_case_and_can_be_taken_apart(world: World, lan: Person, filed: list[Tip]) -> None:
    first, second, third = filed
    assert "Linked: tips 1, 2 are one case." in lan.say("/trung 1 2")[0]
    assert "tips 3, 1, 2 are one case" in lan.say("/trung 3 1")[0]

    assert case_of(world, first) == {second.id, third.id}
    assert "One case with: 2, 3." in lan.say("/tin 1")[0]
    assert "Tip 1 is one case with: 2, 3." in lan.say("/trung 1")[0]

    assert lan.say("/trung 1 tach") == ["Tip 1 stands alone again."]
    assert case_of(world, first) == set()
    assert case_of(world, second) == {third.id}


def test_two_cases_become_one(world: World, lan: Person, filed: list[Tip]) -> None:
    fourth = file_sample(world)
    lan.tell("/trung 1 2", "/trung 3 4", "/trung 2 4")

    assert case_of(world, fourth) == {tip.id for tip in filed}


def test_an_answer_to_the_case_is_sealed_to_each_tip(world: World, lan: Person, filed: list[Tip]) -> None:
    lan.say("/trung 1 2")

    heard = lan.tell("/traloi 1", ANSWER)
    assert "This tip is one case with: 2. Who shall read the answer?" in heard[-1]
    assert "Its tipster will read this, and those of: 2." in "\n".join(lan.say("1"))
    heard = lan.say("1")

    assert "stored for the tips 1, 2" in heard[0]
    assert [texts(world, tip, THREAD) for tip in filed] == [[ANSWER], [ANSWER], []]
    acts = [act.number for act in world.store.run(audit.all_acts) if act.act == "reply"]
    assert acts == [1, 2]


def test_an_answer_can_go_to_one_tipster_alone(world: World, lan: Person, filed: list[Tip]) -> None:
    lan.say("/trung 1 2")

    lan.tell("/traloi 1", ANSWER, "2", "1")

    assert [texts(world, tip, THREAD) for tip in filed] == [[ANSWER], [], []]


def test_each_keeps_its_own_content_and_number(world: World, lan: Person, filed: list[Tip]) -> None:
    lan.say("/trung 1 2")

    opened = lan.say("/tin 1")[0]

    assert "Quán ở ngõ năm" in opened
    assert "Nhà trọ" not in opened
    assert [now(world, tip).number for tip in filed] == [1, 2, 3]


def test_a_linked_tip_goes_to_who_holds_the_other(world: World, lan: Person, filed: list[Tip]) -> None:
    minh = make_officer(world, "Minh", "00004")
    minh.say("/nhan 2")

    lan.say("/trung 1 2")

    assert holder_of(world, filed[0]) == "Minh"
    assert "Tip 00004-1 was linked with tip 00004-2, which you hold." in minh.listen()[-1]

    lan.say("/nhan 3")
    assert "tips 3, 1, 2" in lan.say("/trung 3 2")[0]
    assert holder_of(world, filed[2]) == "Minh"


def test_what_a_colleague_holds_is_not_linked_away_and_answers_stop_there(
    world: World, lan: Person, filed: list[Tip]
) -> None:
    minh = make_officer(world, "Minh", "00004")
    minh.say("/nhan 1")
    assert "Minh holds tip 1." in lan.say("/trung 1 2")[0]

    lan.say("/trung 2 3")
    world.store.run(lambda tx: links.link(tx, filed[0].id, filed[1].id))
    lan.tell("/traloi 2", ANSWER, "1", "1")

    assert [texts(world, tip, THREAD) for tip in filed] == [[], [ANSWER], [ANSWER]]


def test_closing_as_duplicate_names_the_other_tip(world: World, lan: Person, filed: list[Tip]) -> None:
    lan.tell("/dong 1", "Duplicate of another tip")
    assert "There is no tip 77 in your queues." in lan.say("77")[0]
    assert "That is the same tip." in lan.say("1")[0]
    assert "Please give the number" in lan.say("chẳng biết")[0]
    lan.say("2")
    lan.tell("No, only that it has ended", "skip")
    assert "Tip 1 is closed." in lan.say("1")[0]

    closed = now(world, filed[0])
    assert (closed.status, closed.result) == (TipStatus.CLOSED, TipResult.DUPLICATE)
    assert case_of(world, closed) == {filed[1].id}
    assert texts(world, filed[0], NOTES) == ["Duplicate of tip 2."]
    assert texts(world, filed[1], NOTES) == ["Tip 1 is a duplicate of this one."]

    lan.tell("/traloi 2", ANSWER, "1", "1")
    assert texts(world, filed[0], THREAD) == [ANSWER]


def test_what_is_linked_already_is_offered_when_closing(world: World, lan: Person, filed: list[Tip]) -> None:
    lan.say("/trung 1 2")

    lan.tell("/dong 1", "Duplicate of another tip")
    lan.press("Tip 2")
    lan.tell("No, only that it has ended", "skip", "1")

    assert now(world, filed[0]).status is TipStatus.CLOSED


def test_only_tips_of_one_queue_are_linked_and_a_transfer_parts_them(world: World, filed: list[Tip]) -> None:
    both = make_officer(world, "Hoa", "00004", "01")
    above = file_sample(world, queue="01")
    assert "Only tips of one queue can be linked." in both.say("/trung 00004-1 01-1")[0]

    world.store.run(lambda tx: links.link(tx, filed[0].id, filed[1].id))
    tip = now(world, filed[0])
    world.store.run(lambda tx: tips.move_tip(tx, tip, "01", 2, "00004"))

    assert case_of(world, filed[1]) == set()
    assert "One case" not in both.say("/tin 00004-2")[0]
    assert case_of(world, above) == set()


def test_an_erased_tip_leaves_its_case(world: World, filed: list[Tip]) -> None:
    first, second, third = filed
    for other in (second, third):
        world.store.run(lambda tx, other=other: links.link(tx, first.id, other.id))  # type: ignore[misc]

    world.store.run(lambda tx: erase_tip(tx, first.id, 0))

    assert case_of(world, second) == {third.id}


def test_a_tip_that_is_not_theirs_is_not_linked(world: World, lan: Person, filed: list[Tip]) -> None:
    file_sample(world, queue="00008")

    assert "There is no tip 00008-1" in lan.say("/trung 1 00008-1")[0]
    assert "There is no tip 00008-1" in lan.say("/trung 00008-1 1")[0]
    assert "Please give the number" in lan.say("/trung")[0]


def test_refusals_stand_in_the_log_with_what_was_named_and_no_words(
    world: World, lan: Person, filed: list[Tip]
) -> None:
    lead = make_officer(world, "Minh", "00004", role=Role.LEAD)
    file_sample(world, queue="00008")
    for text in ("/tin 00008-1 bí mật", "/tim 00008 lời kể", "/tin abc", "/thuhoi 1", "/nhatky"):
        lan.say(text)

    acts = [act for act in world.store.run(audit.all_acts) if act.act == "refusal"]
    assert [(act.queue, act.number, act.detail) for act in acts] == [
        ("00004", 0, "tin 00008-1"),
        ("00004", 0, "tim"),
        ("00004", 0, "thuhoi"),
        ("00004", 0, "nhatky"),
    ]
    log = "\n".join(lead.say("/nhatky"))
    assert "Lan · was refused: /tin 00008-1" in log


def test_an_act_that_is_refused_at_its_end_stands_in_the_log(
    world: World, lan: Person, filed: list[Tip]
) -> None:
    lan.tell("/ghichu 1")
    tip = now(world, filed[0])
    world.store.run(lambda tx: tips.move_tip(tx, tip, "00008", 9, "00008"))

    assert "was handed over" in lan.say("một ghi chú")[0]

    acts = [act.detail for act in world.store.run(audit.all_acts) if act.act == "refusal"]
    assert acts == ["note_tip"]


def test_citizens_are_refused_without_a_row(world: World, tipster: Person) -> None:
    tipster.say("/tin 00004-1")

    assert world.store.run(audit.all_acts) == []


@pytest.mark.parametrize("word", ["có", "co", "yes", "dongy"])
def test_stepping_out_takes_yes_behind_the_number(world: World, lan: Person, word: str) -> None:
    make_officer(world, "Minh", "00004")
    file_sample(world)

    assert "You have stepped out of tip 1." in lan.say(f"/tranh 1 {word}")[0]


@pytest.mark.parametrize(
    ("word", "heard"), [("có", "You have stepped out"), ("không", "Nothing was changed.")]
)
def test_stepping_out_asks_and_takes_a_word(world: World, lan: Person, word: str, heard: str) -> None:
    make_officer(world, "Minh", "00004")
    tip = file_sample(world)
    lan.say("/nhan 1")

    lan.say("/tranh 1")

    assert heard in lan.say(word)[0]
    holder = world.store.run(lambda tx: claims.holder(tx, tip.id, int(world.now)))
    assert (holder is None) is (word == "có")
