"""What a periodic report says: words, numbers and days, ready to be written as a sheet or a letter in a worker process."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from content import report_form as form
from content.i18n import use_language
from content.places.gazetteer import PROVINCE_DIGITS, commune, place_name, province
from handlers.coverage import count_coverage
from handlers.figures import Figures, list_kinds, list_results
from handlers.hot_spots import find_spots
from handlers.local_times import day_at, first_day, local_moment, show_moment
from handlers.pledge_figures import list_by_kind
from handlers.quarters import quarter_of
from handlers.reports import kind_labels
from handlers.turn import Turn
from storage.contests import list_contests, list_scores
from storage.queues import NATION
from storage.tallies import NOTHING

MOST_SPOTS = 500  # a letter is read by people

Cell = str | int | date


class Table(NamedTuple):
    """One table: its head and its rows; `chart` draws the first column of numbers."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    chart: bool = False


@dataclass(frozen=True, slots=True)
class ReportContents:
    """One report: who makes it about which days, its summary and its tables."""

    above: str
    unit: str
    place: str
    day: date
    begins: date
    ends: date
    summary: str
    tables: tuple[Table, ...]
    made: str


def write_contents(turn: Turn, figures: Figures, name: str) -> ReportContents:
    """Write the contents of a report, made by somebody now. It is Vietnamese, whoever makes it."""
    total, post = figures.total, figures.post
    above, unit, place = _name_units(figures.queue)
    with use_language("vi"):
        tables = (
            _count(figures),
            _results(figures),
            _kinds(figures),
            _weeks(figures),
            _spots(turn, figures),
            _coverage(turn, figures),
            _pledges(turn, figures),
            _contests(turn, figures),
        )
    return ReportContents(
        above,
        unit,
        place,
        local_moment(turn.now).date(),
        figures.period.begins,
        figures.period.ends,
        form.SUMMARY.format(
            received=total.received,
            closed=total.closed,
            open=total.open,
            post=post.received,
            post_closed=post.closed,
        ),
        tables,
        form.MADE.format(name=name, moment=show_moment(turn.now)),
    )


def _name_units(queue: str) -> tuple[str, str, str]:
    """Name the unit above, the unit, and the place where a report is made out."""
    if queue == NATION:
        return form.MINISTRY, form.NATIONAL_UNIT, form.NATIONAL_PLACE
    if len(queue) == PROVINCE_DIGITS:
        found = province(queue)
        return form.MINISTRY, form.POLICE_OF.format(place=found.full_name.upper()), found.name
    own = commune(queue)
    above = province(own.province).full_name.upper()
    return form.POLICE_OF.format(place=above), form.POLICE_OF.format(place=own.full_name.upper()), own.name


def _count(figures: Figures) -> Table:
    rows = tuple((label, int(getattr(figures.total, name))) for name, label in form.FIGURE_NAMES)
    return Table(form.FIGURES, form.FIGURE_HEADS, rows)


def _results(figures: Figures) -> Table:
    return Table(form.RESULTS, form.RESULT_HEADS, tuple(list_results(figures.total)), chart=True)


def _kinds(figures: Figures) -> Table:
    labels = kind_labels()
    rows = tuple(
        (labels[kind], tally.received, tally.closed, tally.confirmed) for kind, tally in list_kinds(figures)
    )
    return Table(form.KINDS, form.KIND_HEADS, rows, chart=True)


def _weeks(figures: Figures) -> Table:
    rows = []
    for week in range(figures.period.first, figures.period.last + 1):
        tally = figures.weeks.get(week, NOTHING)
        rows.append((first_day(week), tally.received, tally.closed))
    return Table(form.WEEKS, form.WEEK_HEADS, tuple(rows), chart=True)


def _coverage(turn: Turn, figures: Figures) -> Table:
    """List the places that messages reached in the quarters of the report, and count the others."""
    first, last = quarter_of(figures.period.begins), quarter_of(figures.period.ends)
    coverage = count_coverage(turn, figures.queue, first, last)
    rows: list[tuple[str, int, int, int]] = [
        (place_name(one.code).partition(",")[0], one.subscribers, one.broadcasts, one.messages)
        for one in coverage.reached
    ]
    if coverage.missed:
        words = form.NOT_COVERED_PROVINCES if figures.queue == NATION else form.NOT_COVERED
        people = sum(one.subscribers for one in coverage.missed)
        rows.append((words.format(count=len(coverage.missed)), people, 0, 0))
    return Table(form.COVERAGE, form.COVERAGE_HEADS, tuple(rows))


def _spots(turn: Turn, figures: Figures) -> Table:
    rows = tuple(
        (
            commune(found.place.commune).full_name if found.place.commune else form.UNKNOWN_PLACE,
            found.place.hamlet or form.UNKNOWN_PLACE,
            found.tips,
            found.confirmed,
        )
        for found in find_spots(turn, figures.queue, figures.period, MOST_SPOTS)
    )
    return Table(form.SPOTS, form.SPOT_HEADS, rows)


def _pledges(turn: Turn, figures: Figures) -> Table:
    period = figures.period
    rows = tuple(list_by_kind(turn, figures.queue, period.first, period.last))
    return Table(form.PLEDGES, form.PLEDGE_HEADS, rows)


def _contests(turn: Turn, figures: Figures) -> Table:
    rows = []
    for one in list_contests(turn.tx, figures.queue):
        if figures.period.begins <= day_at(one.last_day) and day_at(one.first_day) <= figures.period.ends:
            scores = list_scores(turn.tx, one.code)
            rows.append((one.name, len(scores), sum(score.points for score in scores)))
    return Table(form.CONTESTS, form.CONTEST_HEADS, tuple(rows))
