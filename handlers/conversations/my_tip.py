"""With a receipt: how the tip stands, what officers answered, and room to add more."""

from dataclasses import dataclass
from enum import StrEnum

from content.i18n import _
from handlers.dialogue.attaching import Attached, attach
from handlers.dialogue.details import look_for_details
from handlers.dialogue.media import count_files
from handlers.dialogue.open_choice import OpenChoice
from handlers.dialogue.questions import look_up, say, secret, write
from handlers.dialogue.removing import Written
from handlers.dialogue.review import review
from handlers.dialogue.steps import Amend, Outcome, Path, Script
from storage.records import Json

LONGEST_REPLY = 2000


class Next(StrEnum):
    """What the tipster wants to do with the tip."""

    REPLY = "reply"
    ADD = "add"
    AGAIN = "again"
    END = "end"


@dataclass(frozen=True, slots=True)
class Addition:
    """What a tipster does with their tip: adds something, answers questions (each with its answer), looks again, or ends."""

    opened: str
    next: Next
    words: str = ""
    pictures: Attached = Attached()
    replies: tuple[tuple[str, str], ...] = ()


def my_tip() -> Script[Addition]:
    """Open a tip by its receipt and ask what to do."""
    page: str | None = yield from look_up("page", "page_instead")
    if page is not None:
        text = _("Receipts are typed on our page only, because I can't delete them from this chat: {url}")
        yield from say("page_only", text.format(url=page))
        return Addition("", Next.END)
    opened = yield from secret("receipt", _("Please type your receipt: 20 digits."), "receipt")
    view: Json = yield from look_up("view", "my_tip", opened)
    if view is None:
        yield from say(
            "closed", _("For your safety I have put your tip away. Please type the receipt again.")
        )
        return Addition(opened, Next.END)
    yield from say("status", view["text"])
    if view["reward"] is not None:
        yield from say("reward", view["reward"]["text"])
        if view["reward"]["code"]:
            yield from say("code", view["reward"]["code"], secret=True)
    labels = {
        Next.ADD: _("Add words or pictures"),
        Next.AGAIN: _("Look again for answers"),
        Next.END: _("Stop reading here"),
    }
    if view["asked"]:
        labels = {Next.REPLY: _("Answer the questions"), **labels}
    wanted = OpenChoice(
        name="next", prompt=_("What do you want to do?"), labels=labels, take_words=_add_words
    )
    chosen = Next((yield wanted))
    if chosen is Next.REPLY:
        return (yield from _answer_questions(opened, view["asked"]))
    if chosen is Next.ADD:
        return (yield from _add(opened))
    return Addition(opened, chosen)


def _add_words(text: str, _path: Path) -> Outcome:
    """Take words as what is to be added; overlong ones are measured where they are asked for."""
    return Amend({"next": Next.ADD.value, "words": text}, _("I will add these words to your tip."))


def _add(opened: str) -> Script[Addition]:
    """Ask for more words and pictures."""
    words = yield from write(
        "words",
        _("What do you want to add or answer? Please write nothing that shows who you are."),
        5000,
        title=_("In your own words"),
        skippable=True,
    )
    pictures = yield from attach(
        "pictures",
        _("Do you have pictures or videos? Send up to 5, then press «Done»."),
        5,
        title=_("Pictures"),
    )
    yield from look_for_details(
        "details",
        Written("words", _("In your own words"), words),
        Written("pictures", _("Pictures"), pictures.text),
    )
    words = "\n".join(part for part in (words, pictures.text) if part)
    if not words and not pictures.files:
        yield from say("nothing", _("Nothing was added."))
        return Addition(opened, Next.AGAIN)
    shown = [words, count_files(pictures.files)]
    question = _("This is exactly what the officer will see. Send it?")
    yield from review(
        "review", "\n\n".join([*(part for part in shown if part), question]), _("Send to the officers")
    )
    return Addition(opened, Next.ADD, words, pictures)


def _answer_questions(opened: str, asked: list[str]) -> Script[Addition]:
    """Ask the officers' questions one by one; each may be passed over."""
    titles = [_("Question {number}").format(number=number) for number in range(1, len(asked) + 1)]
    written = []
    for number, (title, question) in enumerate(zip(titles, asked, strict=True), 1):
        name, rule = f"reply_{number}", _("Officers may not ask who you are.")
        of_all = _("Question {number} of {count}:").format(number=number, count=len(asked))
        prompt = f"{rule}\n{of_all} {question}"
        text = yield from write(name, prompt, LONGEST_REPLY, title=title, skippable=True)
        written.append(Written(name, title, text))
    yield from look_for_details("details", *written)
    replies = tuple((question, one.text) for question, one in zip(asked, written, strict=True))
    if not any(answer for _question, answer in replies):
        yield from say("nothing", _("Nothing was added."))
        return Addition(opened, Next.AGAIN)
    shown = [show_reply(question, answer) for question, answer in replies]
    exact = _("This is exactly what the officer will see. Send it?")
    yield from review("review", "\n\n".join([*shown, exact]), _("Send to the officers"))
    return Addition(opened, Next.REPLY, replies=replies)


def show_reply(question: str, answer: str) -> str:
    """Write a question with the tipster's answer."""
    text = answer or _("not answered")
    return f"{question}\n→ {text}"
