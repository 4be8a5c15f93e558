"""`/thongke`, `/diemnong`, `/diaban`: figures for people who would rather look than read."""

from collections.abc import Callable
from typing import NamedTuple

from content.i18n import N_, _
from content.places.folding import fold
from handlers.access import Act
from handlers.area_board import picture_board, word_board
from handlers.declarations import Command
from handlers.errors import DeniedError
from handlers.figures import count_figures, picture_figures, word_figures
from handlers.hot_spots import picture_spots, word_spots
from handlers.messages import Button
from handlers.periods import USUAL_WEEKS, WEEKS, Period, make_period, read_weeks, show_weeks
from handlers.pictures import Picture
from handlers.queue_names import find_queue, queue_name
from handlers.turn import Rows, Turn
from storage.records import load_file

DARK_WORDS = frozenset({"toi", "dark"})


class Wanted(NamedTuple):
    """What somebody wants to see: whose figures, of which time, on a dark ground or a light one."""

    queue: str
    period: Period
    dark: bool

    def words(self, *, weeks: int = 0, queue: str = "", dark: bool | None = None) -> str:
        """Write it as a command does, with something changed."""
        is_dark = self.dark if dark is None else dark
        word = f"{weeks}t" if weeks else self.period.word
        return " ".join([queue or self.queue, word, *(["toi"] if is_dark else [])])


def show_figures(turn: Turn, argument: str) -> None:
    """`/thongke [queue] [13t] [tối]`: show the figures of a queue and a period."""
    wanted = read_wanted(turn, argument, Act.FIGURES)
    figures = count_figures(turn, wanted.queue, wanted.period)
    text = word_figures(figures)
    _show(turn, "thongke", wanted, text, picture_figures(figures, turn.now // 60 * 60, dark=wanted.dark))


def show_spots(turn: Turn, argument: str) -> None:
    """`/diemnong [queue] [13t] [tối]`: show where tips came from, ranked, over time."""
    wanted = read_wanted(turn, argument, Act.FIGURES)
    picture = picture_spots(turn, wanted.queue, wanted.period, dark=wanted.dark)
    _show(turn, "diemnong", wanted, word_spots(picture), picture)


def show_board(turn: Turn, argument: str) -> None:
    """`/diaban [queue] [13t] [tối]`: show which areas have open or confirmed tips."""
    wanted = read_wanted(turn, argument, Act.FIGURES)
    picture = picture_board(turn, wanted.queue, wanted.period, dark=wanted.dark)
    _show(turn, "diaban", wanted, word_board(picture), picture)


def read_wanted(turn: Turn, argument: str, act: Act) -> Wanted:
    """Read whose figures of which time are wanted; raise RefusalError where they are not the officer's."""
    words = fold(argument).split()
    dark = any(word in DARK_WORDS for word in words)
    weeks = next((found for found in map(read_weeks, words) if found is not None), USUAL_WEEKS)
    place = " ".join(word for word in words if word not in DARK_WORDS and read_weeks(word) is None)
    own = turn.desk.oversees(act)
    queue = find_queue(turn, place) if place else next(iter(own), None)
    if queue is None or not turn.desk.may(act, queue):
        raise DeniedError(
            _(
                "You see figures of your own queues and those below. Give the place or its code: «/thongke 00004»."
            )
        )
    return Wanted(queue, make_period(weeks, turn.now), dark)


def _show(turn: Turn, command: str, wanted: Wanted, text: str, picture: Picture) -> None:
    drawn = load_file(turn.fact("picture", picture))
    turn.say(text, _buttons(turn, command, wanted), files=(drawn,))


def _buttons(turn: Turn, command: str, wanted: Wanted) -> Rows:
    periods = tuple(
        Button(show_weeks(weeks), f"/{command} {wanted.words(weeks=weeks)}")
        for weeks in WEEKS
        if weeks != wanted.period.weeks
    )
    others = {"thongke": _("Figures"), "diemnong": _("Hot spots"), "diaban": _("Areas")}
    views = tuple(
        Button(label, f"/{name} {wanted.words()}") for name, label in others.items() if name != command
    )
    ground = _("Light picture") if wanted.dark else _("Dark picture")
    rows = [periods, views, (Button(ground, f"/{command} {wanted.words(dark=not wanted.dark)}"),)]
    own = [queue for queue in dict.fromkeys(turn.desk.oversees(Act.FIGURES)) if queue != wanted.queue]
    rows += [(Button(queue_name(queue), f"/{command} {wanted.words(queue=queue)}"),) for queue in own]
    return tuple(rows)


def _command(name: str, alias: str, run: Callable[[Turn, str], None], summary: str, *words: str) -> Command:
    return Command(name, alias, run, summary, words, officers=True)


COMMANDS = (
    _command(
        "thongke", "figures", show_figures, N_("Figures of my queues"), "thong ke", "so lieu", "figures"
    ),
    _command("diemnong", "hotspots", show_spots, N_("Hot spots"), "diem nong", "hot spots"),
    _command("diaban", "areas", show_board, N_("Areas with tips"), "dia ban", "areas"),
)
