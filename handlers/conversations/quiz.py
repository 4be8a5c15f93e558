"""A round of the quiz: for whom, or a contest's nickname; then ten questions, each followed by the reason, right or wrong."""

from dataclasses import dataclass
from typing import NamedTuple

from content.i18n import _, current_language, once_a_language
from content.prevention.vocabulary import Audience
from content.quiz.pack import questions
from content.quiz.question import RIGHT, QuizQuestion
from handlers.dialogue.questions import Choice, choose, look_up, say
from handlers.dialogue.steps import Script
from handlers.messages import Poll
from storage.records import Json

AT_MOST = 10


class Draw(NamedTuple):
    """A question that was drawn, with its answers in the order in which they are shown."""

    question: str
    order: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """A finished round: how many of the questions were answered rightly, and in which contest, under which nickname."""

    right: int
    asked: tuple[str, ...]
    contest: str = ""
    nickname: str = ""


@once_a_language
def audience_labels() -> dict[Audience, str]:
    """Label for whom a round can be. Nobody is asked whether somebody at home uses drugs."""
    return {
        Audience.EVERYBODY: _("A bit of everything"),
        Audience.PUPIL: _("Pupil or student"),
        Audience.PARENT: _("Parent or teacher"),
        Audience.WORKER: _("Worker"),
        Audience.DRIVER: _("Driver"),
        Audience.BUSINESS: _("Shop, hotel, bar"),
        Audience.FARMER: _("Farmer"),
    }


def take_quiz() -> Script[Round]:
    """Ask the questions of one round."""
    contest: str = yield from look_up("contest", "given", recorded=True)
    nickname = ""
    if contest:
        game: Json = yield from look_up("game", "contest", contest, recorded=True)
        nickname = yield from _choose_nickname(game)
        audience = Audience(game["audience"])
    else:
        prompt = _("Ten short questions. Nobody is told what you answer. Which questions would you like?")
        audience = yield from choose("audience", prompt, audience_labels())
    drawn = yield from look_up("drawn", "quiz_round", audience.value, recorded=True)
    draws = [Draw(identity, tuple(order)) for identity, order in drawn if identity in questions()]
    right = 0
    for number, draw in enumerate(draws, start=1):
        right += yield from _ask(draw, number, len(draws), right)
    return Round(right, tuple(draw.question for draw in draws), contest, nickname)


def _choose_nickname(game: Json) -> Script[str]:
    prompt = _(
        "Contest: {name}. Choose a nickname for the list: it was drawn by chance, and nothing ties it to you. "
        "Keep it to yourself if nobody shall know that it is you."
    ).format(name=game["name"])
    chosen = yield Choice(name="nickname", prompt=prompt, labels={one: one for one in game["nicknames"]})
    return str(chosen)


def _ask(draw: Draw, number: int, count: int, right: int) -> Script[bool]:
    """Ask one question, and say why which answer is right; give whether it was answered rightly."""
    question = questions()[draw.question]
    wording = question.wording(current_language())
    numbered = _("Question {number}/{count}. {question}")
    chosen = yield Choice(
        name=f"question_{number}",
        prompt=numbered.format(number=number, count=count, question=wording.question),
        labels={str(index): wording.answers[index] for index in draw.order},
        poll=Poll(draw.order.index(RIGHT), wording.reason),
    )
    is_right = bool(chosen == str(RIGHT))
    yield from say(
        f"reason_{number}", _explain(question, is_right=is_right, score=(right + is_right, number))
    )
    return is_right


def _explain(question: QuizQuestion, *, is_right: bool, score: tuple[int, int]) -> str:
    wording = question.wording(current_language())
    verdict = (
        _("Right.") if is_right else _("Not quite. Better: «{answer}».").format(answer=wording.answers[RIGHT])
    )
    sources = _("Sources: {names}.").format(names="; ".join(question.cites(current_language())))
    standing = _("So far: {right} of {count}.").format(right=score[0], count=score[1])
    return f"{verdict} {wording.reason}\n{sources}\n{standing}"
