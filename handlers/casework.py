"""What happens to a tip when an officer's conversation about it has ended: noted, handed over, closed."""

from content.blanks import fill_in
from content.i18n import _
from handlers.access import Act
from handlers.claiming import take_up
from handlers.commands.opening import tip_buttons
from handlers.conversations.desk.closing import Closing, close_tip
from handlers.conversations.desk.given import GONE
from handlers.conversations.desk.passing_on import PassingOn, pass_on
from handlers.conversations.desk.transferring import ABOVE, Transfer, transfer_tip
from handlers.conversations.desk.writing import Message, note_tip
from handlers.declarations import Conversation, FactFinders
from handlers.errors import RefusalError
from handlers.filing import handed_over, tell_queue
from handlers.handover import find_target, hand_keys
from handlers.keys import open_tip_keys
from handlers.numbers import call_tip, require_tip
from handlers.payouts import is_confirmed
from handlers.placed import count_routing
from handlers.queue_names import queue_name
from handlers.routing import give_to
from handlers.threads import fill_values, write_to_tipster
from handlers.turn import Turn
from storage import claims, hamlets, tips
from storage.records import TipStatus
from storage.tip_readers import NOTES, readers_of


def keep_note(turn: Turn, message: Message) -> None:
    """Seal a note for the queue."""
    tip = require_tip(turn, message.tip, Act.NOTE)
    keys = open_tip_keys(turn, tip)
    entry = {"day": turn.today, "text": message.text}
    keys.append(turn.tx, NOTES, entry, readers_of(turn.tx, tip.id, tip.queue))
    turn.record(Act.NOTE, tip.queue, tip.number)
    turn.say(_("Your note on tip {tip} is stored.").format(tip=call_tip(tip, turn.desk.queues)))


def hand_over(turn: Turn, transfer: Transfer | None) -> None:
    """Move a tip to the queue of another place, or to the level above, with its keys."""
    if transfer is None:
        return
    tip = require_tip(turn, transfer.tip, Act.TRANSFER)
    if tip.status is TipStatus.CLOSED:
        raise RefusalError(
            _("Tip {tip} is closed. Write «/molai {tip}» to open it again.").format(
                tip=call_tip(tip, turn.desk.queues)
            )
        )
    place = transfer.place
    code = ABOVE if place is None else place.commune or place.province or ""
    target = find_target(turn, tip, code)
    if target is None:
        raise RefusalError(_("Nobody there could work this tip yet, or may read it. It stays with you."))
    hand_keys(turn, tip, target, transfer.reason)
    give_to(turn.tx, tip, target, place.commune if place else tip.commune)
    turn.record(Act.TRANSFER, tip.queue, tip.number, f"to {target}")
    turn.say(
        _("Tip {tip} is handed over to: {queue}.").format(
            tip=call_tip(tip, turn.desk.queues), queue=queue_name(target)
        )
    )
    moved = tips.get_tip(turn.tx, tip.id)
    if moved is not None:
        tell_queue(turn, moved, handed_over)


def pass_case_on(turn: Turn, passing: PassingOn) -> None:
    """Note which investigating unit has the case now; the tip stays with its queue until it is closed."""
    tip = require_tip(turn, passing.tip, Act.REFER)
    name = call_tip(tip, turn.desk.queues)
    if tip.status is TipStatus.CLOSED:
        raise RefusalError(_("Tip {tip} is closed already.").format(tip=name))
    keys = open_tip_keys(turn, tip)
    text = _("Passed on to: {unit}").format(unit=passing.unit)
    keys.append(turn.tx, NOTES, {"day": turn.today, "text": text}, readers_of(turn.tx, tip.id, tip.queue))
    take_up(turn, tip, TipStatus.PASSED_ON)
    turn.record(Act.REFER, tip.queue, tip.number)
    turn.say(
        _("Noted: tip {tip} was passed on to {unit}. It stays on your list until you close it.").format(
            tip=name, unit=passing.unit
        )
    )


def name_target(turn: Turn, tip_name: str, code: str) -> str | None:
    """Name the queue that a tip would go to from here; None if there is none, GONE if the tip is not theirs."""
    try:
        target = find_target(turn, require_tip(turn, tip_name, Act.TRANSFER), code)
    except RefusalError:  # a colleague has handed it over meanwhile
        return GONE
    return queue_name(target) if target else None


def close_case(turn: Turn, closing: Closing) -> None:
    """Close a tip with its result."""
    tip = require_tip(turn, closing.tip, Act.CLOSE)
    if tip.status is TipStatus.CLOSED:
        raise RefusalError(_("Tip {tip} is closed already.").format(tip=call_tip(tip, turn.desk.queues)))
    if closing.answer or closing.released:
        words = fill_in(closing.answer, fill_values(tip))
        write_to_tipster(turn, tip, words, result=closing.result if closing.released else None)
    count_routing(turn, tip)
    tips.set_hamlet(turn.tx, tip.id, closing.hamlet or None)
    tips.set_status(turn.tx, tip.id, TipStatus.CLOSED, closing.result, turn.today)
    claims.release(turn.tx, tip.id)
    turn.record(Act.CLOSE, tip.queue, tip.number, closing.result)
    closed = tips.get_tip(turn.tx, tip.id) or tip
    text = _("Tip {tip} is closed.").format(tip=call_tip(tip, turn.desk.queues))
    turn.say(text, tip_buttons(turn, closed) if is_confirmed(closed) else ())


def list_hamlets(turn: Turn, tip_name: str) -> list[str]:
    """List the hamlets of a tip's commune; none of a tip that has gone meanwhile: closing it says so."""
    try:
        tip = require_tip(turn, tip_name, Act.CLOSE)
    except RefusalError:
        return []
    return hamlets.list_hamlets(turn.tx, tip.commune) if tip.commune else []


CONVERSATIONS = {
    "note_tip": Conversation(note_tip, keep_note, needs_key=True),
    "transfer_tip": Conversation(transfer_tip, hand_over, needs_key=True),
    "pass_on": Conversation(pass_on, pass_case_on, needs_key=True),
    "close_tip": Conversation(close_tip, close_case, needs_key=True),
}


FACTS: FactFinders = {
    "hamlets": list_hamlets,
    "transfer_target": lambda turn, argument: name_target(turn, *argument),
}
