"""The figures of pledges: households that pledged within the year against those there are, and pledges by kind."""

from collections import Counter, defaultdict

from content.pledges.pledge import PledgeKind
from handlers.conversations.pledge import kind_labels
from handlers.local_times import day_at, local_day, week_of_day
from handlers.turn import Turn
from storage import hamlets
from storage.pledges import WEEKS, count_pledges


def count_households(turn: Turn, queue: str) -> dict[str, Counter[str]]:
    """Count the households that pledged within the year, by commune and hamlet, in a unit and those below it."""
    week = week_of_day(day_at(local_day(turn.now)))
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in count_pledges(turn.tx, queue, week - WEEKS + 1, week):
        if one.kind == PledgeKind.HOUSEHOLD:
            found[one.commune][one.hamlet] += one.pledges
    return found


def show_share(pledged: int, households: int | None) -> str:
    """Write how many households pledged, of how many if that was entered."""
    return f"{pledged}/{households}" if households else str(pledged)


def share_of_hamlets(turn: Turn, commune: str) -> dict[str, str]:
    """Write for each hamlet of a commune, and for the whole under an empty name, how many households pledged."""
    pledged = count_households(turn, commune)[commune]
    there = hamlets.list_households(turn.tx, commune)
    shares = {name: show_share(pledged[name], there.get(name)) for name in {*pledged, *there}}
    total = None if None in there.values() else sum(count or 0 for count in there.values())
    return shares | {WHOLE: show_share(pledged.total(), total)}


WHOLE = "*"  # no hamlet is called so


def list_by_kind(turn: Turn, queue: str, first: int, last: int) -> list[tuple[str, int, int]]:
    """List the kinds with their pledges and people, from one week to another."""
    pledged: Counter[str] = Counter()
    people: Counter[str] = Counter()
    for one in count_pledges(turn.tx, queue, first, last):
        pledged[one.kind] += one.pledges
        people[one.kind] += one.people
    return [(label, pledged[kind], people[kind]) for kind, label in kind_labels().items() if pledged[kind]]
