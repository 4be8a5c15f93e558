"""The plain questions: choose one of several, write in own words, yes or no, and secrets."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any, ClassVar, TypeVar

from content.i18n import _
from content.places.folding import fold
from handlers.dialogue.steps import (
    Answer,
    LookUp,
    NotAnsweredError,
    Offer,
    Option,
    Outcome,
    Path,
    Question,
    Said,
    Say,
    Script,
    Secret,
    WrongAnswerError,
)
from handlers.typed_numbers import read_number
from storage.records import Json

FULL_WIDTH = {0xFF10 + digit: str(digit) for digit in range(10)} | {0xFF0E: "."}  # as some keyboards write
SHORTEST_PREFIX = 2
YES_WORDS = frozenset({"co", "vang", "u", "uh", "da", "dung", "ok", "yes", "y"})
NO_WORDS = frozenset({"khong", "ko", "k", "khong co", "no", "n"})

NO_WORD: frozenset[str] = frozenset()
NO_OTHER_WORDS: Mapping[Any, frozenset[str]] = {}

E = TypeVar("E", bound=StrEnum)


@lru_cache(maxsize=4096)  # labels are the product's own words; what people write is kept nowhere
def _fold_label(label: str) -> str:
    return fold(label)


def match_option(options: list[Option], said: Said) -> Option | None:
    """Find the option that was meant: by button, number, label, label without accents, or the only one that begins so."""
    if said.choice:
        return next((option for option in options if option.value == said.choice), None)
    text = said.text.translate(FULL_WIDTH).strip().rstrip(".)")
    number = read_number(text, len(options))
    if number is not None:
        return options[number - 1]
    folded = fold(text)
    exact = [option for option in options if _fold_label(option.label) == folded or folded in option.words]
    if exact or len(folded) < SHORTEST_PREFIX:
        return exact[0] if exact else None
    begun = [option for option in options if _fold_label(option.label).startswith(folded)]
    return begun[0] if len(begun) == 1 else None


@dataclass(slots=True, kw_only=True)
class Choice(Question):
    """Choose one of several: `labels` by value, in order; `words` mean a value, too.

    With `free`, any other text is an answer, recorded behind `FREE`.
    """

    labels: Mapping[Any, str]
    words: Mapping[Any, frozenset[str]] = field(default_factory=lambda: NO_OTHER_WORDS)
    free: bool = False
    listed: list[Option] = field(default_factory=list, init=False, repr=False, compare=False)
    FREE: ClassVar[str] = "="

    def options(self, part: Json, path: Path) -> list[Option]:
        """List the choices. Only where they are needed, and once: a replay passes many questions and asks one."""
        if not self.listed:
            words = self.words
            self.listed = [
                Option(label, str(value), words.get(value, NO_WORD)) for value, label in self.labels.items()
            ]
        return self.listed

    def read(self, said: Said, part: Json, path: Path) -> Outcome:
        """Take a button, a number or a label."""
        option = match_option(self.options(part, path), said)
        if option is not None:
            return Answer(option.value)
        if self.free and said.text:
            return Answer(self.FREE + said.text)
        raise WrongAnswerError(_("Please choose one of these; its number or its name will do, too."))

    def load(self, recorded: Json) -> str:
        """Give the value that was chosen."""
        value = str(recorded)
        if value in self.labels or (self.free and value.startswith(self.FREE)):
            return value
        raise NotAnsweredError

    def show(self, recorded: Json) -> str:
        """Show the label that was chosen."""
        return self.labels.get(recorded) or str(recorded).removeprefix(self.FREE)


@dataclass(slots=True, kw_only=True)
class Text(Question):
    """Write in own words, at most `at_most` characters."""

    at_most: int
    pattern: str = ""
    hint: str = ""

    def ask(self, part: Json) -> str:
        """Ask for the text; where one that came with the command is too long, say so."""
        return f"{self.word_excess(part)}\n\n{self.prompt}" if self.exceeds(part) else self.prompt

    def load(self, recorded: Json) -> Json:
        """Give the text; one that came with the command is measured here."""
        if self.exceeds(recorded):
            raise NotAnsweredError
        return recorded

    def exceeds(self, text: Json) -> bool:
        """Tell whether a text is too long."""
        return isinstance(text, str) and len(text) > self.at_most

    def word_excess(self, text: str) -> str:
        """Say how long a text is, and how long it may be."""
        message = _("That is {length} characters; at most {limit} fit here. Please send a shorter text.")
        return message.format(length=len(text), limit=self.at_most)

    def read(self, said: Said, part: Json, path: Path) -> Outcome:
        """Take text, but no empty, no overlong and no shapeless one."""
        if said.attachment is not None and not said.text:
            raise WrongAnswerError(_("I need words here. Please write your answer as text."))
        if not said.text:
            raise WrongAnswerError(_("Your message was empty. Please write a few words."))
        if self.exceeds(said.text):
            raise WrongAnswerError(self.word_excess(said.text))
        if self.pattern and not re.fullmatch(self.pattern, said.text):
            raise WrongAnswerError(self.hint)
        return Answer(said.text)


@dataclass(slots=True, kw_only=True)
class SecretText(Question):
    """Write something that is never recorded; `fact` says what it opens, which gets a handle."""

    fact: str
    offers: ClassVar[frozenset[Offer]] = frozenset({"text", "secret"})

    def read(self, said: Said, part: Json, path: Path) -> Outcome:
        """Take text."""
        if not said.text:
            raise WrongAnswerError(_("Your message was empty. Please write a few words."))
        return Secret(said.text)

    def load(self, recorded: Json) -> str:
        """Give the handle."""
        return str(recorded["handle"])

    def show(self, recorded: Json) -> str:
        """Show dots."""
        return "••••"


def say(name: str, text: str, *, secret: bool = False) -> Script[None]:
    """Say something once."""
    yield Say(name=name, text=text, secret=secret)


def look_up(name: str, fact: str, argument: Json = None, *, recorded: bool = False) -> Script[Json]:
    """Look a fact up outside of the script."""
    return (yield LookUp(name=name, fact=fact, argument=argument, recorded=recorded))


def choose(
    name: str,
    prompt: str,
    labels: dict[E, str],
    *,
    title: str = "",
    words: Mapping[E, frozenset[str]] = NO_OTHER_WORDS,
) -> Script[E]:
    """Ask for one of an enum's values, labelled in the order of `labels`; `words` mean a value, too."""
    value = yield Choice(name=name, prompt=prompt, labels=labels, words=words, title=title)
    return type(next(iter(labels)))(value)


def confirm(name: str, prompt: str, *, title: str = "", yes: str = "", no: str = "") -> Script[bool]:
    """Ask for yes or no."""
    labels = {"yes": yes or _("Yes"), "no": no or _("No")}
    words = {"yes": frozenset() if yes else YES_WORDS, "no": frozenset() if no else NO_WORDS}
    value = yield Choice(name=name, prompt=prompt, labels=labels, words=words, title=title)
    return bool(value == "yes")


def write(name: str, prompt: str, at_most: int, *, title: str = "", skippable: bool = False) -> Script[str]:
    """Ask for own words; an empty text if the question was skipped."""
    value = yield Text(name=name, prompt=prompt, at_most=at_most, title=title, skippable=skippable)
    return value or ""


def secret(name: str, prompt: str, fact: str) -> Script[str]:
    """Ask for a secret and give the handle of what it opened."""
    handle: str = yield SecretText(name=name, prompt=prompt, fact=fact)
    return handle
