"""Tips of one case: which of them an officer may work together, and how one is linked with another."""

from content.i18n import _, use_language
from handlers.access import Act
from handlers.claiming import assign, claim
from handlers.errors import RefusalError
from handlers.messages import Button
from handlers.numbers import call_tip, name_tip, require_tip
from handlers.outgoing import notify
from handlers.turn import Turn
from storage import claims, links, tips
from storage.records import OPEN, Tip


def tips_of_case(turn: Turn, tip: Tip, act: Act) -> list[Tip]:
    """List a tip and those it is linked with, as far as the officer who writes may do this with them."""
    return [tip, *(other for other in linked(turn, tip) if _may(turn, other, act))]


def linked(turn: Turn, tip: Tip) -> list[Tip]:
    """List the tips that a tip is linked with; they lie in the same queue."""
    found = [tips.get_tip(turn.tx, identity) for identity in links.linked_tips(turn.tx, tip.id)]
    return [other for other in found if other is not None]


def require_twin(turn: Turn, tip: Tip, text: str) -> Tip:
    """Find the tip that one is to be linked with; raise RefusalError if it is none of the same queue."""
    other = require_tip(turn, text, Act.SEARCH)
    if other.id == tip.id:
        raise RefusalError(_("That is the same tip. Please give the number of the other one."))
    if other.queue != tip.queue:
        raise RefusalError(_("Only tips of one queue can be linked. Hand one of them over first: «/chuyen»."))
    return other


def link(turn: Turn, tip: Tip, other: Tip) -> None:
    """Link a tip with another one; from then on both lie in one hand, that of who held the other one."""
    links.link(turn.tx, tip.id, other.id)
    turn.record(Act.LINK, tip.queue, tip.number, f"with {other.number}")
    if tip.status not in OPEN or other.status not in OPEN:
        return
    now = int(turn.now)
    holder, own = claims.holder(turn.tx, other.id, now), claims.holder(turn.tx, tip.id, now)
    if holder is not None and holder != own:
        assign(turn, tip, holder)
        turn.record(Act.ASSIGN, tip.queue, tip.number, holder.hex())
        _tell(turn, holder, tip, other)
    elif holder is None and own is not None and claim(turn, other, own):
        turn.record(Act.ASSIGN, other.queue, other.number, own.hex())


def _may(turn: Turn, tip: Tip, act: Act) -> bool:
    try:
        require_tip(turn, name_tip(tip), act)
    except RefusalError:
        return False
    return True


def _tell(turn: Turn, holder: bytes, tip: Tip, other: Tip) -> None:
    officer = turn.colleague(holder)
    if officer is None or turn.officer is None or officer.id == turn.officer.id:
        return
    with use_language(officer.language):
        text = _("Tip {tip} was linked with tip {other}, which you hold. You hold both now.")
        words = text.format(tip=name_tip(tip), other=name_tip(other))
        notify(turn, officer, words, ((Button(_("Open"), f"/tin {name_tip(tip)}"),),))


def call_all(turn: Turn, found: list[Tip]) -> str:
    """Call several tips as the officer who writes does."""
    return ", ".join(call_tip(tip, turn.desk.queues) for tip in found)
