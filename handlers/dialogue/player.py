"""Replays a script over its named answers, up to the first question that is not answered yet."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from handlers.dialogue.steps import LookUp, NotAnsweredError, Passed, Path, Question, Say, Script, Step
from storage.records import Json

T = TypeVar("T")


class RepeatedNameError(Exception):
    """A script asks for the same name twice in one run: a mistake in the script."""


@dataclass(slots=True)
class Asking:
    """The script waits for an answer; `part` is what is recorded of it so far."""

    question: Question
    part: Json
    path: Path


@dataclass(slots=True)
class Finished(Generic[T]):
    """The script has ended with a result."""

    value: T
    path: Path


class Player(Generic[T]):
    """One run of one script. `answers` is changed in place: by `say`, by recorded facts and by `give`."""

    def __init__(
        self,
        script: Script[T],
        answers: dict[str, Json],
        say: Callable[[Say], None],
        look_up: Callable[[LookUp], Json],
    ) -> None:
        self._script = script
        self._answers = answers
        self._say = say
        self._look_up = look_up
        self._path: list[Passed] = []
        self._names: set[str] = set()
        self._asked: Question | None = None

    def start(self) -> Asking | Finished[T]:
        """Run from the top over the recorded answers."""
        try:
            return self._go_on(next(self._script))
        except StopIteration as end:
            return Finished(end.value, tuple(self._path))

    def give(self, recorded: Json) -> Asking | Finished[T]:
        """Record the answer to the question that waits, and run on."""
        question = self._asked
        if question is None:
            raise RuntimeError("no question waits for an answer")
        self._answers[question.name] = recorded
        self._path.append(Passed(question, recorded))
        try:
            return self._go_on(self._script.send(question.load(recorded)))
        except StopIteration as end:
            return Finished(end.value, tuple(self._path))

    def _go_on(self, step: Step) -> Asking:
        answers, names, pass_by, send = self._answers, self._names, self._path.append, self._script.send
        while True:
            name = step.name
            if name in names:
                raise RepeatedNameError(name)
            names.add(name)
            if isinstance(step, Question):
                try:
                    value = self._recall(step)
                except NotAnsweredError:
                    self._asked = step
                    return Asking(step, answers.get(name), tuple(self._path))
            else:
                value = self._resolve(step)
            pass_by(Passed(step, answers.get(name)))
            step = send(value)

    def _recall(self, question: Question) -> Json:
        recorded = self._answers.get(question.name)
        if recorded is not None:
            return question.load(recorded)
        if question.skippable and question.name in self._answers:
            return None
        raise NotAnsweredError

    def _resolve(self, step: Step) -> Json:
        if isinstance(step, LookUp):
            if step.recorded and step.name in self._answers:
                return self._answers[step.name]
            value = self._look_up(step)
            if step.recorded:
                self._answers[step.name] = value
            return value
        if isinstance(step, Say) and step.name not in self._answers:
            self._answers[step.name] = True
            self._say(step)
        return None


def cut_to_path(answers: dict[str, Json], path: Path, *, also: str = "") -> list[Json]:
    """Erase the answers of branches no longer taken, and give back what was erased."""
    taken = {passed.step.name for passed in path} | {also}
    return [answers.pop(name) for name in list(answers) if name not in taken]
