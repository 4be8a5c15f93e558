"""How a tip goes to another queue: which one can take it, and how its keys go along."""

from content.i18n import _
from handlers.access import line_of
from handlers.conversations.desk.transferring import ABOVE
from handlers.keys import open_tip_keys
from handlers.routing import choose_owner
from handlers.turn import Turn
from storage import queues
from storage.records import Tip
from storage.tip_readers import NOTES, readers_of


def find_target(turn: Turn, tip: Tip, code: str) -> str | None:
    """Find the staffed queue for a place's code (empty: unknown), or above; None where that is the tip's own or nobody's."""
    if code == ABOVE:
        above = line_of(tip.queue)[1:]
        target = queues.owner_from(turn.tx, above[0]) if above else tip.queue
    else:
        target = choose_owner(turn.tx, code, tip.floor)
    return target if target != tip.queue and queues.is_staffed(turn.tx, target) else None


def hand_keys(turn: Turn, tip: Tip, target: str, reason: str) -> None:
    """Note why a tip is handed over, and seal its keys to the queue that gets it."""
    keys = open_tip_keys(turn, tip)
    note = _("Handed over. Reason: {reason}").format(reason=reason)
    entry = {"day": turn.today, "text": note}
    keys.append(turn.tx, NOTES, entry, readers_of(turn.tx, tip.id, tip.queue))
    turn.store.vault.settle(turn.tx, tip.id, keys, readers_of(turn.tx, tip.id, target))
