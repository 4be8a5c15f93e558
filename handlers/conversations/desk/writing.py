"""The officers' scripts that write about a tip: to its tipster, or a note for colleagues."""

from dataclasses import dataclass

from content.i18n import _
from handlers.conversations.desk.given import LONGEST_ANSWER, given
from handlers.dialogue.answering import write_answer
from handlers.dialogue.questions import confirm, look_up, say, write
from handlers.dialogue.review import review
from handlers.dialogue.steps import Script


@dataclass(frozen=True, slots=True)
class Message:
    """An answer to the tipster or a note, for the tip named by `tip`; `together`: to all tipsters of its case."""

    tip: str
    text: str
    together: bool = False


def answer_tip() -> Script[Message]:
    """Ask what to answer the tipster."""
    tip = yield from given("tip")
    yield from say("rule", _("You write to somebody unknown. Please do not ask who they are."))
    text = yield from write_answer("text", _("What do you answer?"), LONGEST_ANSWER, title=_("Answer"))
    others: str = yield from look_up("others", "tips_of_case", tip)
    together = False
    if others:
        asked = _("This tip is one case with: {tips}. Who shall read the answer?").format(tips=others)
        together = yield from confirm(
            "together",
            asked,
            title=_("Who reads it"),
            yes=_("The tipsters of all of them"),
            no=_("Only the tipster of this tip"),
        )
    question = _("The tipster will read this. Send it?")
    if together:
        question = _("Its tipster will read this, and those of: {tips}. Send it?").format(tips=others)
    yield from review("review", "\n\n".join([text, question]), _("Send the answer"))
    return Message(tip, text, together)


def note_tip() -> Script[Message]:
    """Ask for a note that only the queue's officers read."""
    tip = yield from given("tip")
    text = yield from write(
        "text", _("What is your note? Only officers of this queue and those above read it."), LONGEST_ANSWER
    )
    return Message(tip, text)
