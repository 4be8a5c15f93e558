"""Ranks places by their closed tips, queue by queue, so that even the country takes no sort of millions of rows.

Too slow for a turn where a queue has many below it: another process runs it over a connection of its own.
"""

from collections import defaultdict
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import bindparam, case, func, or_, select

from storage.databases import choose_database
from storage.queues import NATION
from storage.records import TipResult
from storage.statements import Statement
from storage.statistics import Place
from storage.store import Places
from storage.tables.casework import statistics
from storage.tables.units import queues
from storage.transaction import Transaction

_RESULTS = tuple(TipResult)
_WANTED = (
    statistics.c.queue == bindparam("of_queue"),
    statistics.c.week >= bindparam("first"),
    statistics.c.week <= bindparam("last"),
    or_(*(statistics.c.result == bindparam(f"result{number}") for number in range(len(_RESULTS)))),
)
_CONFIRMED = func.sum(case((statistics.c.result == TipResult.CONFIRMED.value, statistics.c.count), else_=0))
_OF_QUEUE = Statement(
    select(statistics.c.commune, statistics.c.hamlet, func.sum(statistics.c.count), _CONFIRMED)
    .where(*_WANTED)
    .group_by(statistics.c.commune, statistics.c.hamlet)
)
_BY_WEEK = Statement(
    select(statistics.c.week, func.sum(statistics.c.count))
    .where(
        *_WANTED,
        statistics.c.commune == bindparam("of_commune"),
        statistics.c.hamlet == bindparam("of_hamlet"),
    )
    .group_by(statistics.c.week)
)
_ALL_CODES = Statement(select(queues.c.code))
_CODES = Statement(
    select(queues.c.code).where(
        or_(queues.c.code == bindparam("of_queue"), queues.c.above == bindparam("of_queue"))
    )
)


@dataclass(frozen=True, slots=True)
class SpotQuest:
    """Which places are ranked: those of a queue and of those below it, by tips received in these weeks and closed so."""

    places: Places
    queue: str
    first: int
    last: int
    at_most: int
    results: tuple[TipResult, ...] = _RESULTS


class RankedSpot(NamedTuple):
    """A place with its tips, the confirmed ones of them, and all of them by week."""

    place: Place
    tips: int
    confirmed: int
    weeks: dict[int, int]


def rank_apart(quest: SpotQuest) -> list[RankedSpot]:
    """Rank places over a connection of its own."""
    database = choose_database(quest.places.url)
    with closing(database.connect(read_only=True)) as connection:
        connection.execute("BEGIN")
        return rank_spots(Transaction(connection, database.dialect), quest)


def rank_spots(tx: Transaction, quest: SpotQuest) -> list[RankedSpot]:
    """Rank places by their tips, then by the confirmed ones."""
    span: dict[str, object] = {"first": quest.first, "last": quest.last}
    span |= {
        f"result{number}": quest.results[number % len(quest.results)].value for number in range(len(_RESULTS))
    }
    found: defaultdict[Place, list[int]] = defaultdict(lambda: [0, 0])
    closed_by: defaultdict[Place, list[str]] = defaultdict(list)
    for queue in _scope(tx, quest.queue):
        for commune, hamlet, tips, confirmed in tx.all(_OF_QUEUE, {**span, "of_queue": queue}):
            place = Place(commune, hamlet)
            found[place][0] += int(tips)
            found[place][1] += int(confirmed)
            closed_by[place].append(queue)
    ranked = sorted(found, key=lambda place: (-found[place][0], -found[place][1], place))[: quest.at_most]
    return [
        RankedSpot(place, found[place][0], found[place][1], _weeks(tx, place, closed_by[place], span))
        for place in ranked
    ]


def _weeks(tx: Transaction, place: Place, closed_by: list[str], span: Mapping[str, object]) -> dict[int, int]:
    weeks: defaultdict[int, int] = defaultdict(int)
    for queue in closed_by:
        where = {**span, "of_queue": queue, "of_commune": place.commune, "of_hamlet": place.hamlet}
        for week, tips in tx.all(_BY_WEEK, where):
            weeks[week] += int(tips)
    return dict(weeks)


def _scope(tx: Transaction, queue: str) -> list[str]:
    rows = tx.all(_ALL_CODES) if queue == NATION else tx.all(_CODES, {"of_queue": queue})
    return sorted(code for (code,) in rows)
