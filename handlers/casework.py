"""What happens to a tip when an officer's conversation about it has ended: noted, handed over, closed."""

from content.i18n import N_, _
from handlers.access import Act
from handlers.case_words import add_note
from handlers.claiming import take_up, tell_former_holder
from handlers.conversations.desk.given import GONE
from handlers.conversations.desk.passing_on import PassingOn, pass_on
from handlers.conversations.desk.transferring import ABOVE, Transfer, transfer_tip
from handlers.conversations.desk.writing import Message, note_tip
from handlers.declarations import Conversation, FactFinders
from handlers.errors import RefusalError
from handlers.filing import handed_over, tell_queue
from handlers.handover import find_target, hand_keys
from handlers.numbers import call_tip, require_tip
from handlers.queue_names import queue_name
from handlers.routing import give_to
from handlers.turn import Turn
from storage import tips
from storage.records import TipStatus


def keep_note(turn: Turn, message: Message) -> None:
    """Seal a note for the queue."""
    tip = require_tip(turn, message.tip, Act.NOTE)
    add_note(turn, tip, message.text)
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
    tell_former_holder(turn, tip, N_("Tip {tip}, which you held, was handed over by a colleague."))
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
    add_note(turn, tip, _("Passed on to: {unit}").format(unit=passing.unit))
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


CONVERSATIONS = {
    "note_tip": Conversation(note_tip, keep_note, needs_key=True),
    "transfer_tip": Conversation(transfer_tip, hand_over, needs_key=True),
    "pass_on": Conversation(pass_on, pass_case_on, needs_key=True),
}


FACTS: FactFinders = {
    "transfer_target": lambda turn, argument: name_target(turn, *argument),
}
