"""Which item goes to whom on a day: decided by the calendar and the week alone, so whoever asks gets the same answer.

Each weekly reader gets one message in every week: the calendar's, or in a week without one for them the next of the library.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from content.prevention.calendar import Occurrence, due_between
from content.prevention.item import Item
from content.prevention.pack import items
from content.prevention.vocabulary import Audience, Series, Topic

READERS = tuple(one for one in Audience if one is not Audience.RECOVERING)  # nobody is asked whether they are
FIELDS: Mapping[str, frozenset[Topic]] = {
    "everything": frozenset(Topic),
    "substances": frozenset(
        {
            Topic.SYNTHETIC,
            Topic.DISGUISED,
            Topic.E_CIGARETTES,
            Topic.NITROUS_OXIDE,
            Topic.SHISHA,
            Topic.AMERICAN_GRASS,
            Topic.KHAT,
            Topic.STAMP,
        }
    ),
    "tricks": frozenset({Topic.TRICKS, Topic.DISGUISED}),
    "law": frozenset({Topic.LAW, Topic.TIPPING}),
    "treatment": frozenset({Topic.TREATMENT, Topic.AFTERCARE, Topic.PSYCHOSIS, Topic.GOOD_EXAMPLES}),
    "growing": frozenset({Topic.GROWING, Topic.POULTRY, Topic.KHAT}),
}
DAILY, WEEKLY, IMPORTANT, QUARTERLY = "daily", "weekly", "important", "quarterly"
# They speak of their day or season, so no other week gets them.
DATED = frozenset(
    {
        "for-students",
        "june-01",
        "june-26",
        "june-30",
        "q1-1",
        "q1-2",
        "q1-3",
        "q1-4",
        "q2-2",
        "q2-4",
        "q3-2",
        "q3-4",
    }
)
JUNE, WEEK, QUARTER, WEDNESDAY = 6, 7, 3, 2
SHORTEST_LIBRARY = 4

Cell = tuple[str, str]
CELLS: tuple[Cell, ...] = tuple((reader, field) for reader in READERS for field in FIELDS)
_Chosen = dict[str, frozenset[Cell]]


@dataclass(frozen=True, slots=True)
class Mailing:
    """An item that is due on a day: for each rhythm, the readers with their fields of interest whom it is for.

    `key` is the same whenever it is planned; after `expires` it is sent no more; `reminds` marks somebody's regular message.
    """

    day: date
    item: Item
    wanted: tuple[tuple[str, frozenset[Cell]], ...]
    expires: date
    reminds: bool
    key: str


def mailings_due(day: date) -> tuple[Mailing, ...]:
    """List what is due on a day or was missed and has not expired: what a job that wakes late has to plan."""
    days = (day - timedelta(days=back) for back in range(WEEK - 1, -1, -1))
    return tuple(one for earlier in days for one in mailings_of(earlier) if one.expires >= day)


@lru_cache(maxsize=WEEK)
def mailings_of(day: date) -> tuple[Mailing, ...]:
    """List what goes out on a day. Nobody is meant twice; what is weekly expires with its week, so that nobody gets two in one."""
    regular: defaultdict[str, dict[str, frozenset[Cell]]] = defaultdict(dict)
    weekly = _choose_weekly(day)
    kinds = {WEEKLY: weekly, IMPORTANT: _choose_important(day), QUARTERLY: _choose_quarterly(day)}
    if day.month != JUNE:
        kinds[DAILY] = weekly
    for rhythm, chosen in kinds.items():
        for name, cells in chosen.items():
            regular[name][rhythm] = cells
    sunday = day + timedelta(days=WEEK - 1 - day.weekday())
    found = [
        Mailing(day, items()[name], tuple(wanted.items()), sunday, True, f"{name}/{day.isoformat()}")
        for name, wanted in sorted(regular.items())
    ]
    return (*_make_daily(day), *found)


def matches(item: Item, cell: Cell) -> bool:
    """Tell whether an item is for a reader and about what interests them."""
    reader, field = cell
    return item.is_for(reader) and not FIELDS[field].isdisjoint(item.topics)


def _make_daily(day: date) -> list[Mailing]:
    """Make the mailing of a day of the action month. Who says nothing about themselves gets each day's."""
    found = []
    for one in due_between(day, day) if day.month == JUNE else ():
        if one.item.series is Series.ACTION_MONTH:
            cells = (cell for cell in CELLS if cell[0] == Audience.EVERYBODY or one.item.is_for(cell[0]))
            key = f"{one.item.id}/{day.isoformat()}/{DAILY}"
            reminds = day.weekday() == 0
            found.append(Mailing(day, one.item, ((DAILY, frozenset(cells)),), day, reminds, key))
    return found


def _choose_weekly(day: date) -> _Chosen:
    monday = day - timedelta(days=day.weekday())
    return _gather((cell, name) for cell, on, name in _plan_week(monday) if on == day)


@lru_cache(maxsize=4)
def _plan_week(monday: date) -> tuple[tuple[Cell, date, str], ...]:
    """Choose the week's message of each cell: the calendar's, important ones first, else one of the library on Wednesday."""
    due = due_between(monday, monday + timedelta(days=WEEK - 1))
    planned = []
    for cell in CELLS:
        own = [one for one in due if one.item.is_for(cell[0])]
        best = _best(
            [one for one in own if matches(one.item, cell)] or [one for one in own if one.item.important]
        )
        if best is not None:
            planned.append((cell, best.day, best.item.id))
        else:
            library = _library(cell)
            name = library[monday.toordinal() // WEEK % len(library)]
            planned.append((cell, monday + timedelta(days=WEDNESDAY), name))
    return tuple(planned)


@lru_cache(maxsize=len(CELLS))
def _library(cell: Cell) -> tuple[str, ...]:
    """List what a cell can read at any time of the year; where that is little, what others read about the same."""
    about = [
        one for one in items().values() if one.id not in DATED and not FIELDS[cell[1]].isdisjoint(one.topics)
    ]
    fitting = [one.id for one in about if one.is_for(cell[0])]
    return tuple(fitting if len(fitting) >= SHORTEST_LIBRARY else [one.id for one in about])


def _choose_important(day: date) -> _Chosen:
    due = [one.item for one in due_between(day, day) if one.item.important]
    return _gather((cell, item.id) for item in due for cell in CELLS if item.is_for(cell[0]))


def _choose_quarterly(day: date) -> _Chosen:
    first = date(day.year, (day.month - 1) // QUARTER * QUARTER + 1, 1)
    return _gather((cell, name) for cell, on, name in _plan_quarter(first) if on == day)


@lru_cache(maxsize=4)
def _plan_quarter(first: date) -> tuple[tuple[Cell, date, str], ...]:
    """Choose the quarter's one message of each cell."""
    last = first + timedelta(days=QUARTER * 31)
    due = [
        one
        for one in due_between(first, last)
        if one.item.series is Series.QUARTER
        and (one.day.month - 1) // QUARTER == (first.month - 1) // QUARTER
    ]
    found = ((cell, _best([one for one in due if one.item.is_for(cell[0])])) for cell in CELLS)
    return tuple((cell, best.day, best.item.id) for cell, best in found if best is not None)


def _best(due: list[Occurrence]) -> Occurrence | None:
    return min(due, key=lambda one: (not one.item.important, one.day, one.item.id), default=None)


def _gather(pairs: Iterable[tuple[Cell, str]]) -> _Chosen:
    found: defaultdict[str, set[Cell]] = defaultdict(set)
    for cell, name in pairs:
        found[name].add(cell)
    return {name: frozenset(cells) for name, cells in found.items()}
