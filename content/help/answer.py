"""One answer to somebody in need: what it says in each language, where that comes from, when it was last reviewed."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from content.prevention.marks import list_marks, strip_marks
from content.prevention.sources import find_source

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Danger(StrEnum):
    """What endangers somebody now; each has an answer of the same name."""

    OVERDOSE = "overdose"
    PSYCHOSIS = "psychosis"
    VIOLENCE = "violence"
    DESPAIR = "despair"


class Wanted(StrEnum):
    """What would help, where nobody is in danger now; each has an answer of the same name."""

    TALK = "talk"
    TREATMENT = "treatment"
    MEDICINE = "medicine"
    AFTERWARDS = "afterwards"
    LEGAL_AID = "legal-aid"
    CHILD = "child"


class Wording(BaseModel):
    """What an answer says in one language; the Vietnamese text carries the source marks."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Words
    text: Words


class HelpAnswer(BaseModel):
    """An answer with the day of its last review."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Words
    reviewed_on: date
    vi: Wording
    en: Wording

    def wording(self, language: str) -> Wording:
        """Give what the answer says in a language; Vietnamese where it is not known."""
        return self.en if language == "en" else self.vi

    def read(self, language: str) -> str:
        """Give the text as people read it."""
        wording = self.wording(language)
        return f"{wording.title}\n\n{strip_marks(wording.text)}"

    def cites(self, language: str) -> list[str]:
        """Name the sources for people, each once."""
        found = [find_source(reference) for reference in list_marks(self.vi.text)]
        names = [source.en if language == "en" else source.vi for source in found if source is not None]
        return list(dict.fromkeys(names))
