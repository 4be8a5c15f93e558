"""A ready text for officers, an answer or a question to a tipster, in each language; its blanks are filled in later."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Wording(BaseModel):
    """What a template says in one language; the title stands on its button."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Words
    text: Words


class Template(BaseModel):
    """A ready text; `rank` orders the buttons."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Words
    rank: int
    vi: Wording
    en: Wording

    def wording(self, language: str) -> Wording:
        """Give what it says in a language; Vietnamese where it is not known."""
        return self.en if language == "en" else self.vi
