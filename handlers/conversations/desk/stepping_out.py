"""The officers' script that asks before somebody steps out of a case: it can't be taken back."""

from content.i18n import _
from handlers.conversations.desk.given import given
from handlers.dialogue.questions import NO_WORDS, YES_WORDS, Choice
from handlers.dialogue.steps import Script


def ask_to_step_out() -> Script[str | None]:
    """Ask whether somebody shall really step out; give the tip's name, None if they shall not."""
    tip = yield from given("tip")
    question = yield from given("question")
    labels = {"yes": _("Yes, step out"), "no": _("No")}
    answer = yield Choice(
        name="sure", prompt=question, labels=labels, words={"yes": YES_WORDS, "no": NO_WORDS}
    )
    return tip if answer == "yes" else None
