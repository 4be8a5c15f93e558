"""`/dophu`: which places prevention messages reached in a quarter, and which not."""

from content.i18n import N_, _
from content.places.folding import fold
from handlers.access import Act
from handlers.commands.overview import DARK_WORDS
from handlers.coverage import count_coverage, picture_coverage, word_coverage
from handlers.declarations import Command
from handlers.errors import RefusalError
from handlers.local_times import local_moment
from handlers.messages import Button
from handlers.quarters import quarter_of, read_quarter, show_quarter, write_quarter
from handlers.queue_names import find_queue
from handlers.turn import Turn
from storage.records import load_file


def show_coverage(turn: Turn, argument: str) -> None:
    """`/dophu [queue] [q4/2026] [tối]`: show which places were reached in a quarter."""
    today = local_moment(turn.now).date()
    words = argument.lower().split()
    chosen = [quarter for quarter in (read_quarter(word, today) for word in words) if quarter is not None]
    quarter, dark = (chosen or [quarter_of(today)])[0], any(fold(word) in DARK_WORDS for word in words)
    queue = _read_queue(turn, [word for word in words if read_quarter(word, today) is None])
    coverage = count_coverage(turn, queue, quarter, quarter)
    drawn = load_file(turn.fact("picture", picture_coverage(coverage, dark=dark)))
    around = [quarter - 1, *([quarter + 1] if quarter < quarter_of(today) else [])]
    rows = tuple(Button(show_quarter(one), f"/dophu {queue} {write_quarter(one)}") for one in around)
    turn.say(word_coverage(coverage), (rows,), files=(drawn,))


def _read_queue(turn: Turn, words: list[str]) -> str:
    place = " ".join(word for word in map(fold, words) if word not in DARK_WORDS)
    queue = find_queue(turn, place) if place else next(iter(turn.desk.oversees(Act.FIGURES)), None)
    if queue is None or not turn.desk.may(Act.FIGURES, queue):
        raise RefusalError(
            _(
                "You see figures of your own queues and those below. Give the place or its code: «/thongke 00004»."
            )
        )
    return queue


COMMANDS = (
    Command(
        "dophu",
        "coverage",
        show_coverage,
        N_("Which places messages reached"),
        ("do phu", "coverage"),
        officers=True,
    ),
)
