"""Reads the questions that ship, once."""

import tomllib
from functools import cache
from pathlib import Path

from content.quiz.question import QuizQuestion

FOLDER = Path(__file__).parent / "questions"


def read_questions(path: Path) -> list[QuizQuestion]:
    """Read the questions of one file; raise tomllib's or pydantic's ValueError if they are none."""
    listed = tomllib.loads(path.read_text(encoding="utf-8")).get("question", [])
    return [QuizQuestion.model_validate(one) for one in listed]


@cache
def questions() -> dict[str, QuizQuestion]:
    """Read all questions that ship, by their ids, those of one file beside each other."""
    listed = [one for path in sorted(FOLDER.glob("*.toml")) for one in read_questions(path)]
    return {one.id: one for one in listed}


@cache
def areas() -> dict[str, str]:
    """Name for each question the area it belongs to: its file's."""
    return {one.id: path.stem for path in sorted(FOLDER.glob("*.toml")) for one in read_questions(path)}
