"""What closing a tip brings: its result, a last word, the hamlet for the figures, and the tip that it is a duplicate of."""

from content.blanks import fill_in
from content.i18n import N_, _
from handlers.access import Act
from handlers.case_words import add_note
from handlers.cases import link, linked, require_twin
from handlers.claiming import tell_former_holder
from handlers.commands.opening import tip_buttons
from handlers.conversations.desk.closing import Closing, close_tip
from handlers.declarations import Conversation, FactFinders
from handlers.errors import RefusalError
from handlers.numbers import call_tip, name_tip, require_tip
from handlers.payouts import is_confirmed
from handlers.placed import count_routing
from handlers.threads import fill_values, write_to_tipster
from handlers.turn import Turn
from storage import claims, hamlets, tips
from storage.records import Tip, TipStatus


def close_case(turn: Turn, closing: Closing) -> None:
    """Close a tip with its result."""
    tip = require_tip(turn, closing.tip, Act.CLOSE)
    if tip.status is TipStatus.CLOSED:
        raise RefusalError(_("Tip {tip} is closed already.").format(tip=call_tip(tip, turn.desk.queues)))
    if closing.answer or closing.released:
        words = fill_in(closing.answer, fill_values(tip))
        write_to_tipster(turn, tip, words, result=closing.result if closing.released else None)
    if closing.other:
        _note_twin(turn, tip, require_twin(turn, tip, closing.other))
    count_routing(turn, tip)
    tips.set_hamlet(turn.tx, tip.id, closing.hamlet or None)
    tips.set_status(turn.tx, tip.id, TipStatus.CLOSED, closing.result, turn.today)
    tell_former_holder(turn, tip, N_("Tip {tip}, which you held, was closed by a colleague."))
    claims.release(turn.tx, tip.id)
    turn.record(Act.CLOSE, tip.queue, tip.number, closing.result)
    closed = tips.get_tip(turn.tx, tip.id) or tip
    text = _("Tip {tip} is closed.").format(tip=call_tip(tip, turn.desk.queues))
    turn.say(text, tip_buttons(turn, closed) if is_confirmed(closed) else ())


def find_twin_fault(turn: Turn, tip_name: str, other_name: str) -> str:
    """Say why a tip can't be a duplicate of another one; empty where it can, and where the tip itself has gone."""
    try:
        tip = require_tip(turn, tip_name, Act.CLOSE)
    except RefusalError:
        return ""
    try:
        require_twin(turn, tip, other_name)
    except RefusalError as refusal:
        return str(refusal)
    return ""


def label_case(turn: Turn, tip_name: str) -> dict[str, str]:
    """Label the tips that a tip is linked with, by their names."""
    try:
        tip = require_tip(turn, tip_name, Act.SEARCH)
    except RefusalError:
        return {}
    queues = turn.desk.queues
    return {name_tip(one): _("Tip {tip}").format(tip=call_tip(one, queues)) for one in linked(turn, tip)}


def list_hamlets(turn: Turn, tip_name: str) -> list[str]:
    """List the hamlets of a tip's commune; none of a tip that has gone meanwhile: closing it says so."""
    try:
        tip = require_tip(turn, tip_name, Act.CLOSE)
    except RefusalError:
        return []
    return hamlets.list_hamlets(turn.tx, tip.commune) if tip.commune else []


def _note_twin(turn: Turn, tip: Tip, other: Tip) -> None:
    """Link a tip with the one that it is a duplicate of, and name each in the other's notes."""
    if other not in linked(turn, tip):
        link(turn, tip, other)
    queues = turn.desk.queues
    add_note(turn, tip, _("Duplicate of tip {tip}.").format(tip=call_tip(other, queues)))
    add_note(turn, other, _("Tip {tip} is a duplicate of this one.").format(tip=call_tip(tip, queues)))


CONVERSATIONS = {
    "close_tip": Conversation(close_tip, close_case, needs_key=True),
}


FACTS: FactFinders = {
    "hamlets": list_hamlets,
    "case_labels": label_case,
    "twin_fault": lambda turn, argument: find_twin_fault(turn, *argument),
}
