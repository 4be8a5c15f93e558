"""What officers add to a tip for their own queue, sealed."""

from handlers.keys import open_tip_keys
from handlers.turn import Turn
from storage.records import Tip
from storage.tip_readers import NOTES, readers_of


def add_note(turn: Turn, tip: Tip, text: str) -> None:
    """Seal a note that only the queue reads."""
    entry = {"day": turn.today, "text": text}
    open_tip_keys(turn, tip).append(turn.tx, NOTES, entry, readers_of(turn.tx, tip.id, tip.queue))
