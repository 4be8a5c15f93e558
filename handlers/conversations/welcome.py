"""The first question to everybody: a tip, one's own tip, help, messages, or something else. Triage comes before all."""

from dataclasses import dataclass
from enum import StrEnum

from content.help.pleas import is_plea
from content.i18n import _, once_a_language
from handlers.dialogue.attaching import LONGEST_TEXT
from handlers.dialogue.open_choice import OpenChoice
from handlers.dialogue.questions import Choice, say
from handlers.dialogue.steps import Amend, Outcome, Path, Script, WrongAnswerError


class Need(StrEnum):
    """What a person wants."""

    TIP = "tip"
    MY_TIP = "my_tip"
    HELP = "help"
    MESSAGES = "messages"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants, and what they already wrote about it."""

    need: Need
    words: str = ""


@once_a_language
def need_labels() -> dict[Need, str]:
    """Label the needs."""
    return {
        Need.TIP: _("Tip off drug crime"),
        Need.MY_TIP: _("My tip: read answers, add more"),
        Need.HELP: _("Help with addiction, for me or my family"),
        Need.MESSAGES: _("Prevention messages"),
        Need.OTHER: _("Something else"),
    }


def welcome() -> Script[Wish]:
    """Greet and ask what is wanted."""
    yield from say("greeting", greeting())
    return (yield from _ask_need())


def next_need() -> Script[Wish]:
    """Ask what is wanted next."""
    return (yield from _ask_need())


def greeting() -> str:
    """Word the greeting."""
    return _(
        "Hello. This is Hòm Thư, the mailbox against drug crime. I am an automatic assistant. "
        "You need not say who you are, and the police do not learn it. In danger, call 113. "
        "Prevention messages come only to who asks for them: «/dangky»."
    )


def _ask_need() -> Script[Wish]:
    labels = need_labels()
    chosen: str = yield Choice(name="need", prompt=_("What do you need?"), labels=labels, free=True)
    if not chosen.startswith(Choice.FREE):
        return Wish(Need(chosen))
    words = chosen.removeprefix(Choice.FREE)
    if is_plea(words):
        return Wish(Need.HELP)

    def put_behind(text: str, _path: Path) -> Outcome:
        """Put what follows, in a message of its own, behind the words before."""
        together = f"{chosen}\n{text}"
        if len(together) > LONGEST_TEXT:
            message = _("That is {length} characters; at most {limit} fit here. Please send a shorter text.")
            raise WrongAnswerError(message.format(length=len(together), limit=LONGEST_TEXT))
        return Amend({"need": together}, _("I have added that to your words."))

    prompt = _("I have kept what you wrote. Which of these is it?")
    meant = yield OpenChoice(name="meaning", prompt=prompt, labels=labels, take_words=put_behind)
    return Wish(Need(meant), words)
