"""The officers' scripts that write about a tip: answers and questions to its tipster, or a note for colleagues."""

from dataclasses import dataclass

from content.blanks import fill_in
from content.i18n import _
from content.templates.pack import ANSWERS, QUESTIONS
from handlers.conversations.desk.given import BETWEEN, LONGEST_ANSWER, given
from handlers.dialogue.answering import list_ready, write_answer
from handlers.dialogue.questions import confirm, look_up, say, write
from handlers.dialogue.review import review
from handlers.dialogue.steps import Script

MOST_QUESTIONS = 5
LONGEST_QUESTION = 300


@dataclass(frozen=True, slots=True)
class Message:
    """An answer to the tipster or a note, for the tip named by `tip`, or several named with `BETWEEN`; `together`: to all of its case."""

    tip: str
    text: str
    together: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """Questions to the tipster of the tip named by `tip`."""

    tip: str
    questions: tuple[str, ...]


def answer_tip() -> Script[Message]:
    """Ask what to answer the tipster, or those of several tips."""
    tip = yield from given("tip")
    values: dict[str, str] = yield from look_up("blanks", "blanks", tip)
    yield from say("rule", _("You write to somebody unknown. Please do not ask who they are."))
    prompt = _("What do you answer? Write it, or choose a ready text.")
    text = yield from write_answer(
        "text", prompt, LONGEST_ANSWER, title=_("Answer"), ready=list_ready(ANSWERS)
    )
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
    elif BETWEEN in tip:
        several = _("The tipsters of these tips will read this, each for themselves: {tips}. Send it?")
        question = several.format(tips=tip)
    yield from review("review", "\n\n".join([fill_in(text, values), question]), _("Send the answer"))
    return Message(tip, text, together)


def ask_tipster() -> Script[Form]:
    """Ask which questions the tipster shall answer, one by one, ready ones or own words."""
    tip = yield from given("tip")
    values: dict[str, str] = yield from look_up("blanks", "blanks", tip)
    yield from say("rule", _("The tipster reads above each question that officers may not ask who they are."))
    ready, questions = list_ready(QUESTIONS), list[str]()
    for number in range(1, MOST_QUESTIONS + 1):
        prompt = _("Your question? Write it, or choose a ready one.")
        if questions:
            prompt = _("One more question? If these are enough, press «Skip».")
        left = tuple(one for one in ready if one.text not in questions)
        title = _("Question {number}").format(number=number)
        question = yield from write_answer(
            f"question_{number}", prompt, LONGEST_QUESTION, title=title, skippable=bool(questions), ready=left
        )
        if not question:
            break
        questions.append(question)
    listed = "\n".join(f"• {fill_in(question, values)}" for question in questions)
    yield from review(
        "review",
        "\n\n".join([listed, _("The tipster answers these one by one. Send them?")]),
        _("Send the questions"),
    )
    return Form(tip, tuple(questions))


def note_tip() -> Script[Message]:
    """Ask for a note that only the queue's officers read."""
    tip = yield from given("tip")
    text = yield from write(
        "text", _("What is your note? Only officers of this queue and those above read it."), LONGEST_ANSWER
    )
    return Message(tip, text)
