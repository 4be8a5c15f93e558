"""Checks a folder of items: each by itself, and that together they fill the calendar, cover the topics and differ."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

from content.i18n import _
from content.places.folding import fold
from content.prevention.calendar import day_in
from content.prevention.checking.claims import check_claims, check_numbers, check_review
from content.prevention.checking.faults import Fault
from content.prevention.checking.form import read_or_fault
from content.prevention.checking.lengths import check_lengths
from content.prevention.checking.words import check_words
from content.prevention.item import Item
from content.prevention.vocabulary import Series, Topic, topic_names

ACTION_MONTH = 6
DAYS_OF_JUNE = 30
A_QUARTER = 4
ALIKE = 0.25  # of the three-word runs of the shorter; the two that share the law's long name reach 0.2


def check_folder(folder: Path, today: date, channels: dict[str, int]) -> list[Fault]:
    """Check all items of a folder; an empty list means that they can be sent."""
    faults: list[Fault] = []
    found: list[Item] = []
    for path in sorted(folder.glob("*.toml")):
        item, wrong = read_or_fault(path)
        faults += wrong
        if item is not None:
            found.append(item)
            faults += check_lengths(path.name, item, channels)
            faults += check_claims(path.name, item)
            faults += check_review(path.name, item.reviewed_on, today)
            faults += check_numbers(path.name, item)
            faults += check_words(path.name, item)
    return [*faults, *_check_calendar(found, today.year, folder.name), *_check_alike(found)]


def _check_calendar(items: list[Item], year: int, folder: str) -> Iterator[Fault]:
    june = Counter(day_in(item, year) for item in items if item.series is Series.ACTION_MONTH)
    for number in range(1, DAYS_OF_JUNE + 1):
        day = date(year, ACTION_MONTH, number)
        if june.pop(day, 0) != 1:
            wrong = _("{day} of June does not have exactly one item.").format(day=number)
            yield Fault(folder, wrong, _("Give each day of the action month one item."))
    if june:
        wrong = _("An item of the action month is due outside of June.")
        yield Fault(folder, wrong, _("Set its month to 6, or its series to «quarter» or «audience»."))
    quarters = Counter((item.when.month - 1) // 3 + 1 for item in items if item.series is Series.QUARTER)
    for quarter in range(1, 5):
        if quarters[quarter] < A_QUARTER:
            wrong = _("Quarter {quarter} has fewer than {count} items.").format(
                quarter=quarter, count=A_QUARTER
            )
            yield Fault(folder, wrong, _("Write one, so that everybody is reached each quarter."))
    covered = {topic for item in items for topic in item.topics}
    for topic in set(Topic) - covered:
        wrong = _("No item is about «{topic}».").format(topic=topic_names()[topic])
        yield Fault(folder, wrong, _("Write one: the plans ask for each topic."))


def _check_alike(items: list[Item]) -> Iterator[Fault]:
    runs = {item.id: _runs(item.vi.text) for item in items}
    for one, other in combinations(items, 2):
        shared = len(runs[one.id] & runs[other.id])
        if shared > ALIKE * max(1, min(len(runs[one.id]), len(runs[other.id]))):
            wrong = _("It says much the same as {other}.").format(other=f"{other.id}.toml")
            yield Fault(f"{one.id}.toml", wrong, _("Let each item tell something of its own."))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = fold(text).split()
    return {tuple(words[start : start + 3]) for start in range(len(words) - 2)}
