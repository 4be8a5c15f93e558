"""Questions to the process that reads tips: which have these words, which are like this one. Access is decided here."""

from dataclasses import dataclass, field

from handlers.access import Act
from handlers.errors import NotYetError
from handlers.keys import key_at_hand
from handlers.turn import Turn
from storage import meta, recusals, tips, unlocked
from storage.reading_room import Permit
from storage.records import OPEN, Tip
from storage.unlocked import IDLE_SECONDS

MOST_FOUND = 50


@dataclass(frozen=True, slots=True)
class Quest:
    """What is looked for in the newest open tips of a queue: terms that a tip has, or tips that are `like` one."""

    permit: Permit
    terms: tuple[str, ...] = field(default=(), repr=False)
    like: bytes = b""
    at_most: int = MOST_FOUND


def find_tips(turn: Turn, queue: str, terms: tuple[str, ...]) -> list[Tip]:
    """Find the open tips of a queue that have all terms, the newest first."""
    return _theirs(turn, queue, turn.fact("tips", Quest(_permit(turn, queue), terms)))


def find_like(turn: Turn, tip: Tip) -> list[Tip]:
    """Find the open tips of a queue that tell most nearly what an open one does; none where that can't be found out now."""
    if tip.status not in OPEN or not turn.desk.may(Act.SEARCH, tip.queue):
        return []
    try:
        found = turn.fact("tips", Quest(_permit(turn, tip.queue), like=tip.id))
    except NotYetError:
        return []
    return _theirs(turn, tip.queue, found)


def _permit(turn: Turn, queue: str) -> Permit:
    hand = key_at_hand(turn)
    lock = b""
    if turn.officer is not None and not meta.is_trial(turn.tx):
        lock = unlocked.name_lock(turn.store.runtime, turn.officer.id)
    return Permit(turn.store.places, queue, turn.now + IDLE_SECONDS, hand, lock)


def _theirs(turn: Turn, queue: str, found: list[str]) -> list[Tip]:
    """Get those that are still open in that queue, without those that the officer who writes has stepped out of."""
    if turn.officer is None or not turn.desk.may(Act.SEARCH, queue):
        return []
    known = [tips.get_tip(turn.tx, bytes.fromhex(identity)) for identity in found]
    return [
        tip
        for tip in known
        if tip is not None
        and (tip.queue, tip.status in OPEN) == (queue, True)
        and turn.officer.id not in recusals.stepped_out(turn.tx, tip.id)
    ]
