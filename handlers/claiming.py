"""How an officer comes to hold a tip, keeps it by working it, and how long a claim lasts."""

from content.clocks import Clock
from content.i18n import _, use_language
from handlers.clocks import hours_of
from handlers.durations import HOUR_SECONDS
from handlers.keys import require_officer
from handlers.numbers import name_tip
from handlers.outgoing import notify
from handlers.turn import Turn
from storage import claims, senders, tips
from storage.officers import Officer
from storage.records import Tip, TipStatus


def claim(turn: Turn, tip: Tip, officer: bytes) -> bool:
    """Let an officer hold a tip from now on; false if somebody does already."""
    now = int(turn.now)
    if not claims.claim(turn.tx, tip.id, officer, now, _end(turn)):
        return False
    _note(turn, tip)
    return True


def assign(turn: Turn, tip: Tip, officer: bytes) -> None:
    """Let an officer hold a tip from now on, whoever did before."""
    claims.assign(turn.tx, tip.id, officer, _end(turn))
    _note(turn, tip)


def take_up(turn: Turn, tip: Tip, status: TipStatus) -> None:
    """Bring a tip one step on; whoever does that holds it from now on, unless it is somebody else's."""
    claim(turn, tip, require_officer(turn).id)
    keep(turn, tip)
    tips.set_status(turn.tx, tip.id, status)


def keep(turn: Turn, tip: Tip) -> None:
    """Let a claim last for its whole time again, if it is that of the officer who writes."""
    officer = require_officer(turn).id
    if claims.holder(turn.tx, tip.id, int(turn.now)) == officer:
        claims.assign(turn.tx, tip.id, officer, _end(turn))


def tell_former_holder(turn: Turn, tip: Tip, notice: str) -> None:
    """Tell the colleague who holds a tip, before it is taken from them, in their language."""
    holder = find_holder(turn, tip)
    if holder is None or holder.id == require_officer(turn).id:
        return
    with use_language(holder.language):
        notify(turn, holder, _(notice).format(tip=name_tip(tip)))


def find_holder(turn: Turn, tip: Tip) -> Officer | None:
    """Find the officer who holds a tip now and may still work."""
    holder = claims.holder(turn.tx, tip.id, int(turn.now))
    officer = turn.colleague(holder) if holder else None
    return officer if officer is not None and officer.enabled else None


def _end(turn: Turn) -> int:
    return int(turn.now) + hours_of(turn.tx, Clock.HOLD) * HOUR_SECONDS


def _note(turn: Turn, tip: Tip) -> None:
    if tip.status is TipStatus.QUARANTINED:
        senders.free_sender(turn.tx, turn.store.runtime, tip.id, turn.now)
    tips.note_claim(turn.tx, tip, int(turn.now) // HOUR_SECONDS)
