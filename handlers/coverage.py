"""Coverage: which communes prevention messages reached in a quarter, with how many subscribers and messages, and which not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from babel.numbers import format_decimal

from content.i18n import _, current_language
from content.places.gazetteer import communes, communes_of, place_name, provinces
from handlers.pictures import Bar, Chart, FiguresPicture, Tile
from handlers.quarters import show_quarter
from handlers.queue_names import queue_name
from handlers.turn import Turn
from storage.coverage import Reached, reached_in
from storage.queues import NATION
from storage.recipients import count_by_place

MOST_BARS, MOST_NAMES = 12, 30
NOTHING = Reached(0, 0)


class Covered(NamedTuple):
    """A place with its subscribers, and the broadcasts and messages that reached it."""

    code: str
    subscribers: int
    broadcasts: int
    messages: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """What reached the places of a queue from one quarter to another, both included."""

    queue: str
    first: int
    last: int
    places: tuple[Covered, ...]

    @property
    def reached(self) -> tuple[Covered, ...]:
        """List the places that got something, those with most messages first."""
        found = [one for one in self.places if one.messages]
        return tuple(sorted(found, key=lambda one: (-one.messages, one.code)))

    @property
    def missed(self) -> tuple[Covered, ...]:
        """List the places that got nothing, those with most subscribers first."""
        found = [one for one in self.places if not one.messages]
        return tuple(sorted(found, key=lambda one: (-one.subscribers, one.code)))


def count_coverage(turn: Turn, queue: str, first: int, last: int) -> Coverage:
    """Count what reached the places of a queue: a commune alone, a province's communes, the provinces of the nation."""
    people, reached = count_by_place(turn.tx), reached_in(turn.tx, first, last)
    if queue == NATION:
        groups = {
            one.code: [one.code, *(commune.code for commune in communes_of(one.code))] for one in provinces()
        }
    elif queue in communes():
        groups = {queue: [queue]}
    else:
        groups = {one.code: [one.code] for one in communes_of(queue)}
    places = tuple(
        Covered(
            code,
            sum(people.get(one, 0) for one in inside),
            max((reached.get(one, NOTHING).broadcasts for one in inside), default=0),
            sum(reached.get(one, NOTHING).messages for one in inside),
        )
        for code, inside in groups.items()
    )
    return Coverage(queue, first, last, places)


def word_coverage(coverage: Coverage) -> str:
    """Write how many places were reached, and which were not."""
    lines = [
        f"{queue_name(coverage.queue)} · {show_quarter(coverage.last)}",
        _("{reached} of {all} places got at least one message.").format(
            reached=len(coverage.reached), all=len(coverage.places)
        ),
    ]
    missed = [_name(one.code) for one in coverage.missed]
    if missed:
        more = len(missed) - MOST_NAMES
        names = ", ".join(missed[:MOST_NAMES])
        text = _("Not reached: {names} and {count} more.") if more > 0 else _("Not reached: {names}.")
        lines.append(text.format(names=names, count=more))
    return "\n".join(lines)


def picture_coverage(coverage: Coverage, *, dark: bool) -> FiguresPicture:
    """Say what the picture of a coverage shows."""
    reached, missed, every = coverage.reached, coverage.missed, len(coverage.places)
    share = len(reached) * 100 // every if every else 0
    tiles = (
        Tile(
            f"{share} %", _("Places reached"), _("{reached} of {all}").format(reached=len(reached), all=every)
        ),
        Tile(_number(len(missed)), _("Places not reached"), _("No message in this quarter")),
        Tile(_number(sum(one.subscribers for one in coverage.places)), _("Subscribers"), _("Today")),
        Tile(
            _number(sum(one.messages for one in coverage.places)),
            _("Messages sent"),
            _("Up to {count} different ones").format(
                count=max((one.broadcasts for one in reached), default=0)
            ),
        ),
    )
    charts = (
        _chart(_("Messages by place"), reached, lambda one: one.messages, marked=False),
        _chart(_("Not reached yet, with subscribers"), missed, lambda one: one.subscribers, marked=True),
    )
    return FiguresPicture(
        _("Coverage: {name}").format(name=queue_name(coverage.queue)),
        show_quarter(coverage.last),
        tiles,
        tuple(chart for chart in charts if chart.bars),
        _("Counts messages, not readers. Whoever named no commune is not counted to any."),
        dark,
    )


def _chart(
    title: str, places: tuple[Covered, ...], height: Callable[[Covered], int], *, marked: bool
) -> Chart:
    bars = tuple(Bar(_name(one.code), height(one), marked) for one in places[:MOST_BARS])
    more = len(places) - MOST_BARS
    if more > 0:
        title = _("{title} (and {count} more)").format(title=title, count=more)
    return Chart(title, bars)


def _name(code: str) -> str:
    """Name a place without the province that the heading names."""
    found = communes().get(code)
    return found.full_name if found is not None else place_name(code)


def _number(value: int) -> str:
    return str(format_decimal(value, locale=current_language()))
