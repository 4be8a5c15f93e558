"""The question for an officer's words to a tipster: it offers ready ones, and refuses what could lead out of the mailbox."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from content.answer_faults import Fault, Found, find_fault
from content.blanks import KNOWN
from content.i18n import _, current_language, once_a_language
from content.places.folding import fold
from content.templates.pack import ready_texts
from handlers.dialogue.questions import Text, match_option
from handlers.dialogue.steps import Answer, NotAnsweredError, Option, Outcome, Part, Path, Said, Script
from storage.records import Json


class Ready(NamedTuple):
    """A ready text: its id, the title on its button, and what it says."""

    id: str
    title: str
    text: str


@dataclass(slots=True, kw_only=True)
class AnswerText(Text):
    """Write to a tipster, or choose a ready text; what is refused stays in the draft until it is written anew."""

    ready: tuple[Ready, ...] = ()
    takes_words: ClassVar[bool] = True

    def ask(self, part: Json) -> str:
        """Say what has to change, with the text as it was written."""
        refused = _read_refused(part)
        if self.exceeds(refused):
            return Text.ask(self, refused)
        found = self.find_fault(refused) if refused else None
        if found is None:
            return self.prompt
        text = _(
            "This can't be sent yet: {reason} («{words}»). Please change it and send the whole text again."
        )
        return "\n\n".join([text.format(reason=self.explain(found.fault), words=found.words), refused])

    def options(self, part: Json, path: Path) -> list[Option]:
        """Offer the ready texts by their titles."""
        return [Option(one.title, one.id) for one in self.ready]

    def read(self, said: Said, part: Json, path: Path) -> Outcome:
        """Take a ready text or the words, or keep them as refused."""
        chosen = self._choose(said)
        outcome = Answer(chosen.text) if chosen is not None else Text.read(self, said, part, path)
        if isinstance(outcome, Answer) and self.find_fault(outcome.value) is not None:
            return Part({"refused": outcome.value})
        return outcome

    def load(self, recorded: Json) -> str:
        """Give the text, empty if it was skipped; one that came with the command is looked through here."""
        if recorded is None:
            return ""
        if not isinstance(recorded, str) or self.exceeds(recorded) or self.find_fault(recorded) is not None:
            raise NotAnsweredError
        return recorded

    def find_fault(self, text: str) -> Found | None:
        """Find the first reason to refuse the text."""
        return find_fault(text)

    def explain(self, fault: Fault) -> str:
        """Say why the text is refused."""
        return reasons()[fault]

    def _choose(self, said: Said) -> Ready | None:
        """Find the ready text that a button, a number or its whole title means."""
        option = match_option(self.options(None, ()), said)
        if option is None:
            return None
        whole = said.choice or said.text.strip().isdigit() or fold(said.text) == fold(option.label)
        return next(one for one in self.ready if one.id == option.value) if whole else None


def write_answer(
    name: str,
    prompt: str,
    at_most: int,
    *,
    title: str,
    skippable: bool = False,
    ready: tuple[Ready, ...] = (),
) -> Script[str]:
    """Ask an officer for words that a tipster will read; an empty text if the question was skipped."""
    value = yield AnswerText(
        name=name, prompt=prompt, at_most=at_most, title=title, skippable=skippable, ready=ready
    )
    return value or ""


def list_ready(name: str) -> tuple[Ready, ...]:
    """List the ready answers or questions in the language in force."""
    language = current_language()
    wordings = [(one.id, one.wording(language)) for one in ready_texts(name)]
    return tuple(Ready(identity, wording.title, wording.text) for identity, wording in wordings)


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
        Fault.BLANK: _("in braces only these can be filled in: {blanks}").format(blanks=", ".join(KNOWN)),
        Fault.IDENTITY: _("it asks who the tipster is; please ask about what happened only"),
    }
