"""Contests of the quiz: a period with a joining code, and the points of nicknames that nothing ties to anybody."""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import bindparam, or_, select, update

from storage.queues import NATION
from storage.statements import Statement, insert_or_ignore, insert_or_replace
from storage.tables.outreach import contest_scores, contests
from storage.tables.units import queues
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Contest:
    """One contest: its joining code, the unit that holds it, its name, for whom it is, its days counted from 1970.

    `officer` began it; `told` is 1 once somebody was told how it ended.
    """

    code: str
    queue: str
    name: str
    audience: str
    first_day: int
    last_day: int
    officer: bytes = b""
    told: int = 0

    def runs(self, day: int) -> bool:
        """Tell whether it runs on a day."""
        return self.first_day <= day <= self.last_day


class Score(NamedTuple):
    """The points of one nickname."""

    nickname: str
    points: int


_ADD = insert_or_ignore(contests)
_GET = Statement(select(contests).where(contests.c.code == bindparam("with_code")))
_BELOW = select(queues.c.code).where(
    or_(queues.c.code == bindparam("in_queue"), queues.c.above == bindparam("in_queue"))
)
_ALL = select(contests).order_by(contests.c.last_day.desc(), contests.c.code)
_EVERY = Statement(_ALL)
_IN = Statement(_ALL.where(contests.c.queue.in_(_BELOW)))
_ENDED = Statement(
    select(contests)
    .where(contests.c.told == 0, contests.c.last_day < bindparam("today"))
    .order_by(contests.c.code)
)
_TOLD = Statement(update(contests).where(contests.c.code == bindparam("with_code")).values(told=1))
_PUT_SCORE = insert_or_replace(contest_scores)
_SCORES = Statement(
    select(contest_scores.c.nickname, contest_scores.c.points)
    .where(contest_scores.c.contest == bindparam("of_contest"))
    .order_by(contest_scores.c.points.desc(), contest_scores.c.nickname)
)


def add_contest(tx: Transaction, contest: Contest) -> bool:
    """Add a contest; false if its code is taken."""
    row = {name: getattr(contest, name) for name in Contest.__slots__}
    return tx.change(_ADD, row) == 1


def find_contest(tx: Transaction, code: str) -> Contest | None:
    """Find a contest by its joining code."""
    row = tx.first(_GET, {"with_code": code})
    return Contest(*row) if row else None


def list_contests(tx: Transaction, queue: str) -> list[Contest]:
    """List the contests of a unit and those below it, the newest first."""
    rows = tx.all(_EVERY) if queue == NATION else tx.all(_IN, {"in_queue": queue})
    return [Contest(*row) for row in rows]


def list_ended(tx: Transaction, today: int) -> list[Contest]:
    """List the contests whose last day is past, and of which nobody was told yet."""
    return [Contest(*row) for row in tx.all(_ENDED, {"today": today})]


def note_told(tx: Transaction, code: str) -> None:
    """Note that somebody was told how a contest ended."""
    tx.change(_TOLD, {"with_code": code})


def put_score(tx: Transaction, row: bytes, contest: str, score: Score) -> None:
    """Write the points of a nickname, in place of those it had under the same row."""
    tx.change(_PUT_SCORE, {"id": row, "contest": contest, **score._asdict()})


def list_scores(tx: Transaction, contest: str) -> list[Score]:
    """List the nicknames of a contest with their points, the best first."""
    return [Score(*row) for row in tx.all(_SCORES, {"of_contest": contest})]
