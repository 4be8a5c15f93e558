"""What could show who the tipster is: shown in its place before sending, and gone from the draft when it is removed."""

import json

import pytest

from handlers.messages import Incoming
from handlers.router import take_message
from tests.handlers.chat import Person, World

UP_TO_WORDS = ("/baotin", "1", "1", "Phường Ba Đình, Hà Nội", "quán nước đầu ngõ", "skip", "1", "skip")
TO_THE_GUARD = ("done", "1", "1")


def tell(tipster: Person, words: str) -> list[str]:
    return tipster.tell(*UP_TO_WORDS, words, *TO_THE_GUARD)


def test_a_tip_that_shows_nobody_goes_straight_to_the_review(tipster: Person) -> None:
    heard = tell(tipster, "Nó bán ở quán net, số của nó 0905123123, xe 51F-123.45.")

    assert "exactly what the officer will see" in heard[-1]


def test_a_detail_is_shown_in_its_place(tipster: Person) -> None:
    heard = tell(tipster, "Tối nào tôi cũng thấy họ giao hàng cạnh nhà tôi số 5, đông lắm.")

    assert "Tối nào tôi cũng thấy họ giao hàng «cạnh nhà tôi số 5», đông lắm." in heard[-1]
    assert "where you live" in heard[-1]
    assert "In your own words" in heard[-1]


@pytest.mark.parametrize("word", ["Remove it", "1", "bỏ", "yes"])
def test_what_is_removed_is_gone_from_the_draft(tipster: Person, word: str) -> None:
    tell(tipster, "Họ giao hàng cạnh nhà tôi số 5, đông lắm.")

    heard = tipster.say(word)

    assert heard[0] == "It is removed."
    assert "Họ giao hàng …, đông lắm." in heard[-1]
    assert "số 5" not in json.dumps(tipster.answers, ensure_ascii=False)
    assert "so 5" not in json.dumps(tipster.answers)


@pytest.mark.parametrize("word", ["Keep it", "2", "giữ", "không"])
def test_what_is_kept_stays_and_is_not_asked_again(tipster: Person, word: str) -> None:
    tell(tipster, "Tôi là hàng xóm của nó.")

    heard = tipster.say(word)

    assert "In your own words: Tôi là hàng xóm của nó." in heard[-1]
    tipster.press("Change something")
    tipster.press("When")
    assert "exactly what the officer will see" in tipster.say("hôm qua")[-1]


def test_details_are_asked_about_one_by_one(tipster: Person) -> None:
    first = tell(
        tipster, "Tôi tên là Nguyễn Thị Hồng, gọi tôi 0912 345 678 nhé, tôi làm ở công ty may Phú Thịnh."
    )
    assert "«Tôi tên là Nguyễn Thị Hồng»" in first[-1]

    second = tipster.press("Remove it")
    assert "«0912 345 678»" in second[-1]

    third = tipster.press("Remove it")
    assert "công ty may" in third[-1]

    tipster.press("Keep it")
    assert tipster.answers["words"] == "…, gọi tôi … nhé, tôi làm ở công ty may Phú Thịnh."


def test_all_can_be_removed_or_kept_at_once(tipster: Person) -> None:
    words = "Tôi tên là Nguyễn Thị Hồng, gọi tôi 0912 345 678 nhé."
    tell(tipster, words)
    tipster.press("Remove all 2")
    assert tipster.answers["words"] == "…, gọi tôi … nhé."

    tipster.say("huỷ")
    tell(tipster, words)
    assert "Send it?" in tipster.press("Keep all 2")[-1]
    assert tipster.answers["words"] == words


def test_a_part_can_be_written_anew_and_the_other_decisions_stay(tipster: Person) -> None:
    tipster.tell(*UP_TO_WORDS[:4], "gần nhà tôi", *UP_TO_WORDS[5:], "Tôi là hàng xóm của nó.", *TO_THE_GUARD)
    tipster.press("Keep it")

    assert "in your own words" in tipster.press("Write it anew")[-1]
    heard = tipster.say("Ai cũng biết nó bán.")

    assert "Exact place: gần nhà tôi" in heard[-1]
    assert "In your own words: Ai cũng biết nó bán." in heard[-1]


def test_an_answer_of_which_nothing_is_left_is_asked_again(tipster: Person) -> None:
    tell(tipster, "Tôi là hàng xóm của nó")
    tipster.press("Remove it")
    tipster.say("/huy")

    tell(tipster, "gần nhà tôi")
    assert "in your own words" in tipster.press("Remove it")[-1]


def test_words_that_came_with_the_pictures_are_looked_at_too(tipster: Person) -> None:
    tipster.tell(*UP_TO_WORDS, "Họ bán.", "chụp từ phòng trọ của em")

    heard = tipster.tell(*TO_THE_GUARD)[-1]
    assert "chụp từ «phòng trọ của em»" in heard
    assert "«Pictures»" in heard


def test_a_number_that_nobody_claims_is_asked_about_gently(tipster: Person) -> None:
    assert "Whose number is this" in tell(tipster, "0912345678 tối nào cũng thấy.")[-1]


def test_a_number_in_the_answer_about_others_is_theirs(tipster: Person) -> None:
    heard = tipster.tell(*UP_TO_WORDS[:-1], "Tí, 0912345678", "Họ bán.", *TO_THE_GUARD)

    assert "exactly what the officer will see" in heard[-1]


def test_the_own_name_that_the_channel_knows_is_found_and_never_kept(tipster: Person, world: World) -> None:
    tipster.tell(*UP_TO_WORDS, "Nó biết nguyen thi hong đã báo.", "done", "1")
    incoming = Incoming("console", "tipster", "named", text="1", names=("Nguyễn Thị Hồng", "hong_ng"))
    world.store.run(lambda tx: take_message(tx, world.product, incoming, world.now, {}))

    assert "«nguyen thi hong»" in tipster.listen()[-1]
    assert "hong_ng" not in json.dumps(tipster.answers)


def test_a_long_text_is_looked_through_by_a_worker(tipster: Person) -> None:
    heard = tell(tipster, "Họ bán ở đó. " * 100 + "Tôi là hàng xóm của nó.")

    assert "«Tôi là hàng xóm»" in heard[-1]


def test_back_takes_the_decisions_back(tipster: Person) -> None:
    tell(tipster, "Tôi là hàng xóm, nhà tôi số 5.")
    tipster.press("Keep it")

    assert "«Tôi là hàng xóm»" in tipster.say("back")[-1]
