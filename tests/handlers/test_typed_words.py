"""Says that nobody is shown our English names of things in a command, and that old buttons with them still work."""

from collections.abc import Mapping
from enum import StrEnum

import pytest

from bot.channels.plain import write_plain
from content.help.answer import Danger, Wanted
from content.prevention.vocabulary import Topic
from handlers.list_views import View, read_view
from handlers.messages import Reply
from handlers.typed_words import (
    HELP_ANSWERS,
    HELP_WORDS,
    KIND_WORDS,
    KINDS,
    STATUS_WORDS,
    STATUSES,
    TOPIC_WORDS,
    TOPICS,
)
from storage.records import TipKind, TipStatus
from storage.tip_lists import Order
from tests.handlers.chat import Person, World
from tests.handlers.conftest import make_officer
from tests.handlers.filed import file_sample

ENGLISH = {str(one) for kind in (TipStatus, TipKind, Topic, Danger, Wanted) for one in kind} - {Topic.SHISHA}


def commands(replies: list[Reply]) -> list[str]:
    return [button.data for reply in replies for row in reply.rows for button in row if "/" in button.data]


@pytest.mark.parametrize(
    ("words", "read", "names"),
    [
        (STATUS_WORDS, STATUSES, [*TipStatus]),
        (KIND_WORDS, KINDS, [*TipKind]),
        (TOPIC_WORDS, TOPICS, [*Topic]),
        (HELP_WORDS, HELP_ANSWERS, [*Danger, *Wanted]),
    ],
)
def test_each_name_has_a_word_of_its_own_that_is_read(
    words: Mapping[StrEnum, str], read: Mapping[str, StrEnum], names: list[StrEnum]
) -> None:
    assert [read[words[name]] for name in names] == names
    assert all(word.isascii() and word.isalpha() for word in words.values())


def test_no_word_of_a_list_means_two_things() -> None:
    assert not STATUSES.keys() & KINDS.keys()
    assert not (STATUSES.keys() | KINDS.keys()) & {*Order}


def test_an_officer_without_buttons_sees_no_english_and_no_double_space(world: World) -> None:
    lan = make_officer(world, "Lan", "00004")
    file_sample(world)
    lan.say("/hangdoi 00004")
    seen = [*lan.heard]
    lan.say("/hangdoi 00004 loc")
    seen += lan.heard
    shown = commands(seen)
    assert "/hangdoi 00004 dadong" in shown
    assert "/hangdoi 00004 loc" in shown
    assert not ENGLISH & {word for command in shown for word in command.split()}
    assert "  " not in "\n".join(write_plain(reply) for reply in seen)


@pytest.mark.parametrize("words", ["dadong buudien", "closed post", "DaDong Post"])
def test_words_of_old_buttons_are_read(words: str) -> None:
    assert read_view(words.split()) == (View(TipStatus.CLOSED, TipKind.POST), "")


@pytest.mark.parametrize("begun", ["/hotro", "/hoi chẳng có gì như thế"])
def test_who_asks_in_the_middle_of_something_sees_no_english(tipster: Person, begun: str) -> None:
    tipster.tell("/baotin")
    question = tipster.say(begun)[0]
    shown = commands(tipster.heard)
    assert len(shown) >= len(HELP_WORDS)
    assert not ENGLISH & {word.removeprefix("#") for command in shown for word in command.split()}
    for command in shown:
        assert tipster.say(command)[0] != question
