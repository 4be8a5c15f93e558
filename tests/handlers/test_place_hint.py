"""A place that a tip's own words name, where the tipster knew no commune."""

import pytest

from handlers.dialogue.atlas import Atlas
from storage import tips
from tests.handlers.chat import Person, World

ATLAS = Atlas(local_names={"chotroi": ("00004",)})


@pytest.mark.parametrize(
    ("words", "province", "code"),
    [
        ("họ bán ở phường Ba Đình, Hà Nội, mỗi tối", None, "00004"),
        ("họ bán ở phường Ba Đình mỗi tối", "01", "00004"),
        ("họ bán ở phường Ba Đình mỗi tối", "79", None),
        ("họ bán ở phường Tân Bình mỗi tối", None, None),
        ("họ bán ở quán nước mỗi tối", None, None),
        ("", None, None),
    ],
)
def test_only_one_sure_commune_is_a_hint(words: str, province: str | None, code: str | None) -> None:
    assert ATLAS.find_hinted(words, province) == code


UNTIL_WORDS = ("/baotin", "1", "1", "I don't know exactly", "by the market", "skip", "1", "skip")


def test_who_knew_no_commune_but_names_one_is_asked_about_it(world: World, tipster: Person) -> None:
    tipster.tell(*UNTIL_WORDS)

    asked = "\n".join(tipster.say("họ bán ở phường Ba Đình, Hà Nội"))
    assert "Your words name a place: Phường Ba Đình, Thành phố Hà Nội." in asked
    tipster.tell("Yes, there", "done", "1", "1")
    tipster.say("Send the tip")

    tip = world.store.run(lambda tx: tips.find_tip(tx, "vn", 1))
    assert tip is not None
    assert tip.commune == "00004"


def test_who_says_no_or_knew_the_commune_is_asked_nothing_more(tipster: Person) -> None:
    tipster.tell(*UNTIL_WORDS, "họ bán ở phường Ba Đình, Hà Nội")
    assert "pictures" in "\n".join(tipster.say("No, or I am not sure"))
    assert tipster.answers["place"]["commune"] is None

    tipster.tell("cancel", *UNTIL_WORDS[:3], "Phường Ba Đình, Hà Nội", *UNTIL_WORDS[4:])
    assert "pictures" in "\n".join(tipster.say("họ bán ở phường 22 Bình Thạnh"))


def test_long_words_are_read_in_a_worker(world: World, tipster: Person) -> None:
    story = "họ bán ở phường Ba Đình, Hà Nội" + ", ngay sau giờ tan tầm, đông người qua lại" * 3
    tipster.tell(*UNTIL_WORDS)

    assert "Your words name a place: Phường Ba Đình" in "\n".join(tipster.say(story))
    assert any(story in searched for searched in world.searched)
