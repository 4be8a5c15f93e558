"""What officers and tipsters write to each other: one sealed entry after the other, and which questions wait for an answer."""

from collections.abc import Iterable

from content.blanks import Blank
from content.i18n import _
from handlers.durations import HOUR_SECONDS
from handlers.errors import RefusalError
from handlers.keys import open_tip_keys
from handlers.local_times import local_moment, show_day
from handlers.queue_names import queue_name
from handlers.reports import kind_labels
from handlers.turn import Turn
from storage.records import ENTERED, Json, Tip, TipResult
from storage.tip_readers import THREAD, readers_of
from storage.tips import receipt_public


def write_to_tipster(
    turn: Turn, tip: Tip, text: str, *, result: TipResult | None = None, asked: Iterable[str] = ()
) -> None:
    """Seal an officer's words to a tip's thread, with a result that is released, or questions."""
    keys = open_tip_keys(turn, tip)
    entry: Json = {"by": "officer", "day": turn.today, "text": text, "files": []}
    if result is not None:
        entry["result"] = result.value
    if asked:
        entry["asked"] = list(asked)
    keys.append(turn.tx, THREAD, entry, readers_of(turn.tx, tip.id, tip.queue))


def list_asked(thread: Iterable[Json]) -> list[str]:
    """List the questions of a thread that its tipster has not answered or passed over yet."""
    waiting: list[str] = []
    for entry in thread:
        waiting = [] if "replies" in entry else [*waiting, *entry.get("asked", ())]
    return waiting


def fill_values(tip: Tip) -> dict[str, str]:
    """Say what is filled into the blanks of words about a tip."""
    return {
        Blank.KIND: kind_labels()[tip.kind],
        Blank.UNIT: queue_name(tip.queue),
        Blank.DAY: show_day(local_moment(tip.received_hour * HOUR_SECONDS).date()),
    }


def require_reader(turn: Turn, tip: Tip) -> None:
    """Raise RefusalError if a tip that an officer entered has no receipt: nobody could read what is written."""
    if tip.origin in ENTERED and receipt_public(turn.tx, tip.id) is None:
        raise RefusalError(_("This tip was entered without a receipt: nobody could read an answer."))
