"""The question for an officer's answer: it refuses what could lead the tipster out of the mailbox, and keeps the text."""

from dataclasses import dataclass

from content.answer_faults import Fault, Found, find_fault
from content.i18n import _, once_a_language
from handlers.dialogue.questions import Text
from handlers.dialogue.steps import Answer, NotAnsweredError, Outcome, Part, Path, Said, Script
from storage.records import Json


@dataclass(slots=True, kw_only=True)
class AnswerText(Text):
    """Write to a tipster; what is refused stays in the draft until it is written anew."""

    def ask(self, part: Json) -> str:
        """Say what has to change, with the text as it was written."""
        refused = _read_refused(part)
        found = self.find_fault(refused) if refused else None
        if found is None:
            return self.prompt
        text = _(
            "This can't be sent yet: {reason} («{words}»). Please change it and send the whole text again."
        )
        return "\n\n".join([text.format(reason=self.explain(found.fault), words=found.words), refused])

    def read(self, said: Said, part: Json, path: Path) -> Outcome:
        """Take the text, or keep it as refused."""
        outcome = Text.read(self, said, part, path)
        if isinstance(outcome, Answer) and self.find_fault(outcome.value) is not None:
            return Part({"refused": outcome.value})
        return outcome

    def load(self, recorded: Json) -> str:
        """Give the text, empty if it was skipped; one that came with the command is looked through here."""
        if recorded is None:
            return ""
        if not isinstance(recorded, str) or self.find_fault(recorded) is not None:
            raise NotAnsweredError
        return recorded

    def find_fault(self, text: str) -> Found | None:
        """Find the first reason to refuse the text."""
        return find_fault(text)

    def explain(self, fault: Fault) -> str:
        """Say why the text is refused."""
        return reasons()[fault]


def write_answer(name: str, prompt: str, at_most: int, *, title: str, skippable: bool = False) -> Script[str]:
    """Ask an officer for words that a tipster will read; an empty text if the question was skipped."""
    value = yield AnswerText(name=name, prompt=prompt, at_most=at_most, title=title, skippable=skippable)
    return value or ""


def _read_refused(part: Json) -> str:
    return str(part["refused"]) if isinstance(part, dict) else str(part or "")


@once_a_language
def reasons() -> dict[Fault, str]:
    """Say why an answer is refused."""
    return {
        Fault.LINK: _("no links and no e-mail addresses: whoever opens one can be traced"),
        Fault.PHONE: _(
            "no phone numbers other than 113, 114, 115, 111 and 0769.04.04.04: a call shows who calls"
        ),
        Fault.HANDLE: _("no accounts on other networks: the tipster would be known there"),
        Fault.HIDDEN: _("there are hidden or foreign letters in it; please type it without copying"),
        Fault.IDENTITY: _("it asks who the tipster is; please ask about what happened only"),
    }
