"""What a script can yield: something to say, a fact to look up, a question. Values without behaviour of their own."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple, TypeAlias, TypeVar

from handlers.messages import Attachment, Poll
from storage.records import Json

Offer: TypeAlias = Literal["text", "files", "secret", "location"]


class WrongAnswerError(Exception):
    """An answer that its question does not take; the message tells the person what to do."""


class NotAnsweredError(Exception):
    """A recorded answer that its question no longer takes: it counts as not given."""


@dataclass(slots=True)
class Said:
    """What a person answered: cleaned text, the value of a pressed button, or something attached."""

    text: str = ""
    choice: str = ""
    attachment: Attachment | None = None


class Option(NamedTuple):
    """One entry to choose: `value` is recorded, `label` is read, `words` (folded) mean it, too."""

    label: str
    value: str
    words: frozenset[str] = frozenset()


@dataclass(slots=True)
class Answer:
    """A complete answer, as it is recorded."""

    value: Json


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an answer: it is recorded, and the question stays; `note` is said, if there is one."""

    value: Json
    note: str = ""


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret answer: it is never recorded; the turn swaps it for a handle."""

    value: str


@dataclass(frozen=True, slots=True)
class Change:
    """The wish to answer another question again; `rewriting` shows the old words once more and forgets nothing else."""

    name: str
    rewriting: bool = False


@dataclass(frozen=True, slots=True)
class Amend:
    """Other answers are recorded anew, by their names; the question asks again if it still has something to ask."""

    answers: dict[str, Json]
    note: str = ""


Outcome: TypeAlias = Answer | Part | Secret | Change | Amend


@dataclass(slots=True, kw_only=True)
class Step:
    """Anything that a script yields, by its name in the draft."""

    name: str


@dataclass(slots=True, kw_only=True)
class Say(Step):
    """Something said once; `secret` text is removed again where a channel can."""

    text: str
    secret: bool = False


@dataclass(slots=True, kw_only=True)
class LookUp(Step):
    """A fact from outside the script. `recorded` facts go into the draft, the others are held for this turn only."""

    fact: str
    argument: Json = None
    recorded: bool = False


@dataclass(slots=True, kw_only=True)
class Question(Step):
    """One question. Subclasses say what they take, how it is recorded, and how it is shown again."""

    prompt: str
    title: str = ""
    skippable: bool = False
    opens: bool = False  # nothing was asked before it, although everything is answered: there is no way back
    poll: Poll | None = None
    offers: ClassVar[frozenset[Offer]] = frozenset({"text"})
    takes_words: ClassVar[bool] = False  # any words are an answer, although there are options

    def options(self, part: Json, path: "Path") -> list[Option]:
        """List what can be chosen now."""
        return []

    def read(self, said: Said, part: Json, path: "Path") -> Outcome:
        """Read what a person said; raise WrongAnswerError if it is no answer."""
        raise NotImplementedError

    def load(self, recorded: Json) -> Json:
        """Turn the recorded answer into what the script gets; raise NotAnsweredError if it is no longer one."""
        return recorded

    def show(self, recorded: Json) -> str:
        """Show a recorded answer as the person gave it."""
        return str(recorded)

    def ask(self, part: Json) -> str:
        """Word the question as it stands now."""
        return self.prompt


class Passed(NamedTuple):
    """A step that a run has passed, with what is recorded for it."""

    step: Step
    recorded: Json


Path: TypeAlias = tuple[Passed, ...]

T = TypeVar("T")
Script: TypeAlias = Generator[Step, Json, T]
