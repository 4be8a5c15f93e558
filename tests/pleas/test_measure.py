"""Words that ask for help are recognised no worse than docs/help.md says."""

import pytest

from benchmarks.pleas import SETS, read_pleas, score, wrong_ones
from content.help.pleas import LONGEST, is_plea


def test_there_are_150_sentences_and_many_are_tips() -> None:
    kinds = [asks for name in SETS for _text, asks in read_pleas(name)]
    assert len(kinds) >= 150
    assert kinds.count(False) * 5 >= len(kinds) * 2


@pytest.mark.parametrize(
    ("name", "precision", "recall"), [("tuned", 0.97, 0.97), ("held_out", 0.97, 0.85), ("mended", 0.97, 0.93)]
)
def test_precision_and_recall_keep_their_floor(name: str, precision: float, recall: float) -> None:
    measured = score(name)
    assert measured.precision >= precision
    assert measured.recall >= recall, wrong_ones(name)


def test_a_long_story_is_asked_about() -> None:
    assert not is_plea("con tôi nghiện " + "và " * LONGEST)


@pytest.mark.parametrize(
    "text",
    [
        "cái đó giúp gì được",
        "Bên kia cầu có lều vịt, tối tụi nó hút trong đó.",
        "Mình là Thảo, báo giúp mình với",
        "trại cừu",
        "cựu cán bộ",
    ],
)
def test_words_that_only_read_alike_without_accents_are_no_plea(text: str) -> None:
    assert not is_plea(text)
