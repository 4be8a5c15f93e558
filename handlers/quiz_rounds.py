"""Draws a round: questions for the audience first, new ones before known ones, no area twice in a row where it can be helped."""

import secrets
from collections.abc import Iterable
from random import Random

from content.prevention.vocabulary import Audience
from content.quiz.pack import areas, questions
from content.quiz.question import ANSWERS
from handlers.conversations.quiz import AT_MOST
from handlers.quiz_progress import read_progress
from handlers.turn import Turn
from storage.records import Json

FOR_THE_AUDIENCE = 7  # of ten; the others are for everybody

_chance = secrets.SystemRandom()


def draw_round(turn: Turn, audience: str) -> Json:
    """Draw the questions of a round, each with the order of its answers."""
    names = draw_questions(Audience(audience), read_progress(turn).seen, _chance)
    return [[name, _chance.sample(range(ANSWERS), ANSWERS)] for name in names]


def draw_questions(audience: Audience, seen: frozenset[str], chance: Random) -> list[str]:
    """Name the questions of a round."""
    own = _line_up(audience, seen, chance) if audience is not Audience.EVERYBODY else []
    chosen = own[:FOR_THE_AUDIENCE]
    others = [name for name in _line_up(Audience.EVERYBODY, seen, chance) if name not in chosen]
    chosen += others[: AT_MOST - len(chosen)]
    chosen += [name for name in own if name not in chosen][: AT_MOST - len(chosen)]
    return _spread(chosen)


def _line_up(audience: Audience, seen: frozenset[str], chance: Random) -> list[str]:
    names = [name for name, one in questions().items() if audience in one.audiences]
    chance.shuffle(names)
    return sorted(names, key=lambda name: name in seen)


def _spread(names: Iterable[str]) -> list[str]:
    """Mix the areas: one question of each in turn, in the order in which chance named them first."""
    counted: dict[str, int] = {}
    turns: dict[str, tuple[int, int]] = {}
    for name in names:
        area = areas()[name]
        counted[area] = counted.get(area, 0) + 1
        turns[name] = counted[area], list(counted).index(area)
    return sorted(turns, key=lambda name: turns[name])
