"""Tells who wrote and who approved an alert how it goes on, in one message; at the end the account, once, and the figures of places."""

from content.i18n import use_language
from handlers.alerts import alert_buttons, is_alert
from handlers.local_times import local_moment
from handlers.messages import Incoming, Reply
from handlers.outgoing import show_standing
from handlers.product import Product
from handlers.quarters import quarter_of
from handlers.sending_progress import add_up, has_unclear, is_over, share_of, word_progress
from handlers.turn import Turn
from storage.broadcasts import Broadcast
from storage.coverage import covered_broadcasts, note_reached
from storage.delivery_counts import count
from storage.officers import Officer
from storage.records import BroadcastState, Count
from storage.transaction import Transaction

MOST = 200  # of the newest


def find_going(tx: Transaction, product: Product) -> list[tuple[Broadcast, Count]]:
    """List the alerts that are going out or paused, with their figures."""
    begun = {BroadcastState.SENDING, BroadcastState.PAUSED}
    going = [one for one in product.store.broadcasts.open_ones(tx) if one.state in begun and is_alert(one)]
    return [(one, add_up(count(tx, one))) for one in going]


def find_ended(tx: Transaction, product: Product) -> list[Broadcast]:
    """List what has ended and was not concluded."""
    concluded = covered_broadcasts(tx)
    recent = product.store.broadcasts.recent(tx, MOST)
    return [one for one in recent if is_over(one) and one.number not in concluded]


def tell_progress(tx: Transaction, product: Product, now: float, one: Broadcast, rate: float) -> None:
    """Word anew how an alert goes on; `rate` is in messages a second."""
    _tell(Turn(tx, product, Incoming("", "", ""), now, {}), one, rate, ends=False)


def conclude(tx: Transaction, product: Product, now: float, one: Broadcast, sent: dict[str, int]) -> None:
    """Add what was reached to the figures of its quarter, and give the final account; once."""
    if note_reached(tx, one.number, quarter_of(local_moment(one.not_before).date()), sent) and is_alert(one):
        _tell(Turn(tx, product, Incoming("", "", ""), now, {}), one, 0.0, ends=True)


def _tell(turn: Turn, one: Broadcast, rate: float, *, ends: bool) -> None:
    for officer in _concerned(turn, one):
        with use_language(officer.language):
            text = word_progress(turn.tx, one, turn.now, rate)
        share = share_of(turn.tx, one)
        with use_language(officer.language):
            own, unclear = officer.id.hex() == one.created_by, has_unclear(turn.tx, one)
            rows = alert_buttons(one, own=own, unclear=unclear)
        show_standing(
            turn,
            officer,
            Reply(text, rows, slot=f"broadcast {one.number}", edits=True, share=share),
            ends=ends,
        )


def _concerned(turn: Turn, one: Broadcast) -> list[Officer]:
    named = dict.fromkeys(name for name in (one.created_by, one.approved_by) if name)
    found = [turn.colleague(bytes.fromhex(name)) for name in named]
    return [officer for officer in found if officer is not None and officer.enabled]
