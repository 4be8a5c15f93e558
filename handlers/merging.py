"""Seals the tips of merged communes to the queue that has them now, as soon as somebody is there whose key opens them."""

from contextlib import suppress

from handlers.access import line_of
from handlers.keys import key_at_hand
from handlers.turn import Turn
from storage import forwards, tips
from storage.errors import UnreadableError
from storage.tip_readers import readers_of

MOST = 50  # in one turn: a turn must stay short


def settle_merged(turn: Turn) -> None:
    """Settle tips of merged communes that the officer who writes, and who has just unlocked their key, can open."""
    known = forwards.all_forwards(turn.tx)
    own = turn.desk.queues
    near = [code for code in known if set(line_of(forwards.present_queue(turn.tx, code))) & set(own)]
    for code in near:
        for identity in forwards.tips_sealed_to(turn.tx, code, MOST):
            tip = tips.get_tip(turn.tx, identity)
            if tip is not None:
                with suppress(UnreadableError):
                    keys = turn.store.vault.open_for_queue(turn.tx, tip.id, key_at_hand(turn))
                    turn.store.vault.settle(turn.tx, tip.id, keys, readers_of(turn.tx, tip.id, tip.queue))
