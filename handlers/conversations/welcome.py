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


@dataclass(slots=True, kw_only=True)
class Meaning(OpenChoice):
    """Choose what was meant with the words before; words that follow them, in a message of their own, are put behind them."""

    def read_words(self, text: str, path: Path) -> Outcome:
        """Take more words."""
        before = next(passed.recorded for passed in path if passed.step.name == "need")
        together = f"{before}\n{text}"
        if len(together) > LONGEST_TEXT:
            message = _("That is {length} characters; at most {limit} fit here. Please send a shorter text.")
            raise WrongAnswerError(message.format(length=len(together), limit=LONGEST_TEXT))
        return Amend({"need": together}, _("I have added that to your words."))


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
    prompt = _("I have kept what you wrote. Which of these is it?")
    meant = yield Meaning(name="meaning", prompt=prompt, labels=labels)
    return Wish(Need(meant), words)
