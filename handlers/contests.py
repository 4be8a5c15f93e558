"""Contests of the quiz: who may join now, the nicknames that are drawn, the points once they are written, and the leaderboard."""

import re
import secrets
from collections import Counter

from content.i18n import _
from content.quiz.nicknames import FIRST, HIGHEST, LOWEST
from handlers.conversations.quiz import AT_MOST, Round
from handlers.errors import RefusalError
from handlers.local_times import day_at, local_day, show_day
from handlers.pictures import Bar, Chart, FiguresPicture, Tile
from handlers.quiz_progress import note_nickname, read_nickname
from handlers.turn import Turn
from storage import contests
from storage.contests import Contest, Score
from storage.delayed import delay
from storage.records import Json
from storage.transaction import Transaction

PURPOSE = "score"
CODE = re.compile(r"[A-HJ-NP-Z]{6}")
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
MOST_SHOWN = 10
OFFERED = 3

_chance = secrets.SystemRandom()


def new_code() -> str:
    """Draw a joining code."""
    return "".join(_chance.choice(LETTERS) for _place in range(6))


def read_code(text: str) -> str | None:
    """Read a joining code; None if the text is none."""
    code = text.strip().upper()
    return code if CODE.fullmatch(code) else None


def require_contest(turn: Turn, text: str) -> Contest:
    """Find a contest by its joining code; raise RefusalError if there is none."""
    code = read_code(text)
    found = contests.find_contest(turn.tx, code) if code else None
    if found is None:
        raise RefusalError(
            _(
                "No contest has this code. Please look again: it has six letters. Without a contest: «/tracnghiem»."
            )
        )
    return found


def describe_game(turn: Turn, code: str) -> Json:
    """Say what a round of a contest needs: its name, for whom it is, and nicknames to choose from."""
    found = require_contest(turn, code)
    own = read_nickname(turn, code)
    taken = {score.nickname for score in contests.list_scores(turn.tx, code)}
    offered = [own["nickname"]] if own is not None else _draw_nicknames(taken)
    return {"name": found.name, "audience": found.audience, "nicknames": offered}


def note_score(turn: Turn, result: Round) -> None:
    """Let a contest's points wait until they are written with everybody's of the day; of two rounds the better counts."""
    own = read_nickname(turn, result.contest) or {"row": secrets.token_hex(16), "points": 0}
    points = max(result.right, own["points"])
    entry = {"row": own["row"], "points": points, "nickname": result.nickname}
    note_nickname(turn, result.contest, entry)
    delay(turn.tx, turn.store.runtime, PURPOSE, turn.person, [result.contest, entry], result.contest)


def write_score(tx: Transaction, waiting: Json) -> None:
    """Write points that have waited."""
    code, entry = waiting
    score = Score(entry["nickname"], entry["points"])
    contests.put_score(tx, bytes.fromhex(entry["row"]), code, score)


def word_board(turn: Turn, contest: Contest) -> str:
    """Write the leaderboard."""
    scores = contests.list_scores(turn.tx, contest.code)
    lines = [
        _("{place}. {nickname}: {points} of {count}").format(
            place=1 + sum(other.points > score.points for other in scores),
            nickname=score.nickname,
            points=score.points,
            count=AT_MOST,
        )
        for score in scores[:MOST_SHOWN]
    ]
    title = _("Contest «{name}», {first} to {last}, {count} nicknames:").format(
        name=contest.name,
        first=show_day(day_at(contest.first_day)),
        last=show_day(day_at(contest.last_day)),
        count=len(scores),
    )
    if contest.last_day < local_day(turn.now):
        return "\n".join([title, *(lines or [_("Nobody took part.")])])
    note = _("Points come onto the list every night, all of a day together.")
    return "\n".join([title, *(lines or [_("Nobody stands on it yet.")]), note])


def picture_contest(turn: Turn, contest: Contest, *, dark: bool = False) -> FiguresPicture:
    """Say what the picture of a contest shows: how many took part, and how many points they have."""
    scores = contests.list_scores(turn.tx, contest.code)
    counted = Counter(score.points for score in scores)
    mean = f"{sum(score.points for score in scores) / len(scores):.1f}".replace(".", ",") if scores else "–"
    best = tuple(
        Bar(score.nickname, score.points, score.points == scores[0].points) for score in scores[:MOST_SHOWN]
    )
    spread = tuple(Bar(str(points), counted[points]) for points in range(AT_MOST + 1))
    charts = (Chart(_("Nicknames by points"), spread, upright=True),)
    return FiguresPicture(
        contest.name,
        _("{first} to {last}").format(
            first=show_day(day_at(contest.first_day)), last=show_day(day_at(contest.last_day))
        ),
        (
            Tile(str(len(scores)), _("Nicknames"), _("one person may have several")),
            Tile(mean, _("Points on average"), _("of {count}").format(count=AT_MOST)),
        ),
        (*charts, Chart(_("The best"), best)) if best else charts,
        _("Nicknames were drawn by chance. Who is behind them is stored nowhere."),
        dark,
    )


def _draw_nicknames(taken: set[str]) -> list[str]:
    drawn: list[str] = []
    while len(drawn) < OFFERED:
        name = f"{_chance.choice(FIRST)} {_chance.randint(LOWEST, HIGHEST)}"
        if name not in taken or len(taken) > len(FIRST) * (HIGHEST - LOWEST) // 2:
            drawn.append(name)
            taken = taken | {name}
    return drawn
