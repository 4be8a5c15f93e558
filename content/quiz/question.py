"""One question of the quiz: four answers of which the first is right, why it is, where that comes from, and for whom it is."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from content.prevention.sources import find_source
from content.prevention.vocabulary import Audience

ANSWERS = 4
RIGHT = 0  # in the files; people see the answers in another order

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Wording(BaseModel):
    """What a question says in one language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: Words
    answers: Annotated[tuple[Words, ...], Field(min_length=ANSWERS, max_length=ANSWERS)]
    reason: Words


class QuizQuestion(BaseModel):
    """A question with its audiences, its sources (as marks name them) and the day of its last review."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Words
    audiences: Annotated[tuple[Audience, ...], Field(min_length=1)]
    source: Words
    reviewed_on: date
    vi: Wording
    en: Wording

    def wording(self, language: str) -> Wording:
        """Give what the question says in a language; Vietnamese where it is not known."""
        return self.en if language == "en" else self.vi

    @property
    def references(self) -> list[str]:
        """List what the question cites."""
        return [one.strip() for one in self.source.split(";")]

    def cites(self, language: str) -> list[str]:
        """Name the sources for people, each once."""
        found = [find_source(reference) for reference in self.references]
        names = [source.en if language == "en" else source.vi for source in found if source is not None]
        return list(dict.fromkeys(names))
