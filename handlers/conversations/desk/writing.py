"""The officers' scripts that write about a tip: to its tipster, or a note for colleagues."""

from dataclasses import dataclass

from content.i18n import _
from handlers.conversations.desk.given import LONGEST_ANSWER, given
from handlers.dialogue.answering import write_answer
from handlers.dialogue.questions import say, write
from handlers.dialogue.review import review
from handlers.dialogue.steps import Script


@dataclass(frozen=True, slots=True)
class Message:
    """An answer to the tipster or a note, for the tip named by `tip`."""

    tip: str
    text: str


def answer_tip() -> Script[Message]:
    """Ask what to answer the tipster."""
    tip = yield from given("tip")
    yield from say("rule", _("You write to somebody unknown. Please do not ask who they are."))
    text = yield from write_answer("text", _("What do you answer?"), LONGEST_ANSWER, title=_("Answer"))
    question = _("The tipster will read this. Send it?")
    yield from review("review", "\n\n".join([text, question]), _("Send the answer"))
    return Message(tip, text)


def note_tip() -> Script[Message]:
    """Ask for a note that only the queue's officers read."""
    tip = yield from given("tip")
    text = yield from write(
        "text", _("What is your note? Only officers of this queue and those above read it."), LONGEST_ANSWER
    )
    return Message(tip, text)
