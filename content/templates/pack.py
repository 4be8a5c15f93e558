"""Reads the ready answers and questions that ship, once."""

import tomllib
from functools import cache
from pathlib import Path

from content.templates.template import Template

FOLDER = Path(__file__).parent
ANSWERS, QUESTIONS = "answers", "questions"


def read_template(path: Path) -> Template:
    """Read one template; raise tomllib's or pydantic's ValueError if it is not one."""
    return Template.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


@cache
def ready_texts(name: str) -> tuple[Template, ...]:
    """Read the ready answers, or the ready questions, in the order of their buttons."""
    found = (read_template(path) for path in (FOLDER / name).glob("*.toml"))
    return tuple(sorted(found, key=lambda template: (template.rank, template.id)))
