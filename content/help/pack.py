"""Reads the answers that ship, once; and words one as a message."""

import tomllib
from functools import cache
from pathlib import Path

from content.help.answer import HelpAnswer
from content.i18n import _, current_language

FOLDER = Path(__file__).parent / "answers"


def read_answer(path: Path) -> HelpAnswer:
    """Read one answer; raise tomllib's or pydantic's ValueError if it is not one."""
    return HelpAnswer.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


@cache
def answers() -> dict[str, HelpAnswer]:
    """Read all answers that ship, by their ids."""
    return {path.stem: read_answer(path) for path in sorted(FOLDER.glob("*.toml"))}


def word_answer(answer: HelpAnswer) -> str:
    """Word an answer in the language in force: title, text, sources."""
    language = current_language()
    sources = _("Sources: {names}.").format(names="; ".join(answer.cites(language)))
    return f"{answer.read(language)}\n\n{sources}"
