"""What officers add to a tip, sealed: words to its tipster, and notes for its queue."""

from handlers.keys import open_tip_keys
from handlers.turn import Turn
from storage.records import Tip, TipResult
from storage.tip_readers import NOTES, THREAD, readers_of


def add_note(turn: Turn, tip: Tip, text: str) -> None:
    """Seal a note that only the queue reads."""
    entry = {"day": turn.today, "text": text}
    open_tip_keys(turn, tip).append(turn.tx, NOTES, entry, readers_of(turn.tx, tip.id, tip.queue))


def write_to_tipster(turn: Turn, tip: Tip, text: str, released: TipResult | None = None) -> None:
    """Seal words to a tipster, with the result if it is released to them."""
    keys = open_tip_keys(turn, tip)
    entry = {"by": "officer", "day": turn.today, "text": text, "files": []}
    if released is not None:
        entry["result"] = released.value
    keys.append(turn.tx, THREAD, entry, readers_of(turn.tx, tip.id, tip.queue))
