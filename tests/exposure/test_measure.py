"""The guard does not get worse than what is published in docs/exposure.md."""

import pytest

from benchmarks.exposure import SETS, read_sentences, score


def test_there_are_300_sentences_and_at_least_half_show_nobody() -> None:
    marks = [marks for name in SETS for _text, marks in read_sentences(name)]

    assert len(marks) >= 300
    assert sum(not one for one in marks) * 2 >= len(marks)


@pytest.mark.parametrize(
    ("name", "precision", "recall"),
    [
        ("tuned", 0.97, 0.97),
        ("held_out", 0.93, 0.95),
        ("hard", 0.86, 0.97),
        ("harder", 0.85, 0.5),
        ("fresh", 0.95, 0.95),
    ],
)
def test_precision_and_recall_keep_their_floor(name: str, precision: float, recall: float) -> None:
    measured = score(name)

    assert measured.precision >= precision
    assert measured.recall >= recall
