"""A detail of an answer that could show who wrote it: how it is shown in its place, and taken out."""

import re
from dataclasses import dataclass

from content.exposure.finding import Kind
from content.i18n import _, once_a_language
from content.places.folding import fold
from handlers.dialogue.steps import (
    Path,
)
from storage.records import Json

GAP = "…"
AROUND = 45
_GAPS = re.compile(rf"(?:{GAP}[\s,.;:]*)+{GAP}")


@dataclass(frozen=True, slots=True)
class Written:
    """An answer in own words: the name and title of its question, and whether that asked about others."""

    question: str
    title: str
    text: str
    about_others: bool = False


@dataclass(frozen=True, slots=True)
class Detail:
    """Something in an answer that could show who wrote it."""

    written: Written
    start: int
    end: int
    kind: Kind

    @property
    def key(self) -> str:
        """Name the detail, so that what was decided once is not asked again."""
        return f"{self.kind}:{fold(self.written.text[self.start : self.end])}"

    @property
    def excerpt(self) -> str:
        """Show the detail between the words around it."""
        text, start, end = self.written.text, max(0, self.start - AROUND), self.end + AROUND
        before = (GAP if start else "") + text[start : self.start]
        after = text[self.end : end] + (GAP if end < len(text) else "")
        return f"{before}«{text[self.start : self.end]}»{after}"


def without_details(removed: list[Detail], path: Path) -> dict[str, Json]:
    """Record the answers without some details; an answer of which nothing is left counts as not given."""
    recorded = {passed.step.name: passed.recorded for passed in path}
    texts = {detail.written.question: detail.written.text for detail in removed}
    for detail in sorted(removed, key=lambda detail: -detail.start):
        text = texts[detail.written.question]
        texts[detail.written.question] = text[: detail.start] + GAP + text[detail.end :]
    left = {question: _GAPS.sub(GAP, text) for question, text in texts.items()}
    return {question: _record(recorded[question], text) for question, text in left.items()}


def _record(old: Json, text: str) -> Json:
    empty = not any(letter.isalnum() for letter in text)
    if isinstance(old, dict):
        return {**old, "text": "" if empty else text}
    return None if empty else text


@once_a_language
def kind_labels() -> dict[Kind, str]:
    """Label what a detail tells."""
    return {
        Kind.PHONE: _("your phone number"),
        Kind.WHOSE_PHONE: _("a phone number"),
        Kind.IDENTITY: _("the number of your identity card"),
        Kind.EMAIL: _("an e-mail address"),
        Kind.NAME: _("your name"),
        Kind.HOME: _("where you live"),
        Kind.RELATION: _("how you are related to somebody"),
        Kind.PLATE: _("your number plate"),
        Kind.WORK: _("where you work or learn"),
    }
