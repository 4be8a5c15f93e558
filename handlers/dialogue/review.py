"""The common ending: the person sees exactly what will be sent, can change any answer, and sends."""

from dataclasses import dataclass

from content.i18n import _
from handlers.dialogue.questions import NO_WORDS, YES_WORDS, match_option
from handlers.dialogue.steps import (
    Answer,
    Change,
    NotAnsweredError,
    Option,
    Outcome,
    Part,
    Path,
    Question,
    Said,
    Script,
    WrongAnswerError,
)
from storage.records import Json

SEND, CHANGE, KEEP = "send", "change", "keep"
SEND_WORDS = YES_WORDS | {"dong y", "gui", "gui di", "send", "xac nhan"}
CHANGE_WORDS = NO_WORDS | {"chua", "sua"}


@dataclass(slots=True, kw_only=True)
class Review(Question):
    """Send, or change one of the answers on the path that have a title."""

    send: str

    def ask(self, part: Json) -> str:
        """Show what will be sent, or ask which answer to change."""
        return _("Which answer do you want to change?") if part else self.prompt

    def options(self, part: Json, path: Path) -> list[Option]:
        """Offer to send and to change, or list what can be changed."""
        if not part:
            return [Option(self.send, SEND, SEND_WORDS), Option(_("Change something"), CHANGE, CHANGE_WORDS)]
        questions = [
            passed.step for passed in path if isinstance(passed.step, Question) and passed.step.title
        ]
        return [*(Option(step.title, step.name) for step in questions), Option(_("Change nothing"), KEEP)]

    def read(self, said: Said, part: Json, path: Path) -> Outcome:
        """Take the decision."""
        option = match_option(self.options(part, path), said)
        if option is None:
            raise WrongAnswerError(_("Please choose one of these; its number or its name will do, too."))
        if option.value == SEND:
            return Answer(SEND)
        if option.value in {CHANGE, KEEP}:
            return Part({"changing": True} if option.value == CHANGE else None)
        return Change(option.value)

    def load(self, recorded: Json) -> None:
        """Give nothing: to go on is the answer."""
        if recorded != SEND:
            raise NotAnsweredError

    def show(self, recorded: Json) -> str:
        """Show what was pressed."""
        return self.send


def review(name: str, text: str, send: str, *, opens: bool = False) -> Script[None]:
    """Show what will be sent and wait for the decision."""
    yield Review(name=name, prompt=text, send=send, opens=opens)
