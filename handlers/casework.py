"""What happens to a tip when an officer's conversation about it has ended: answered, noted, handed over, closed."""

from content.i18n import _
from handlers.access import Act, line_of
from handlers.commands.queue import queue_name
from handlers.conversations.desk import Closing, Message, Transfer
from handlers.errors import RefusalError
from handlers.filing import tell_queue
from handlers.numbers import name_tip, require_tip
from handlers.reports import kind_labels
from handlers.routing import choose_owner, give_to
from handlers.turn import Turn
from storage import claims, queues, tips
from storage.records import TipStatus
from storage.tips import Tip
from storage.vault import NOTES, RECEIPT, THREAD, Reader, queue_reader


def send_answer(turn: Turn, message: Message) -> None:
    """Seal an answer to the tipster."""
    tip = require_tip(turn, message.tip, Act.REPLY)
    _write_thread(turn, tip, message.text)
    turn.record(Act.REPLY, tip.queue, tip.number)
    turn.say(
        _("Your answer to tip {tip} is stored. The tipster reads it with the receipt.").format(
            tip=name_tip(tip)
        )
    )


def keep_note(turn: Turn, message: Message) -> None:
    """Seal a note for the queue."""
    tip = require_tip(turn, message.tip, Act.NOTE)
    keys = turn.store.vault.open_for_queue(turn.tx, tip.id)
    keys.append(turn.tx, NOTES, {"day": turn.today, "text": message.text})
    turn.record(Act.NOTE, tip.queue, tip.number)
    turn.say(_("Your note on tip {tip} is stored.").format(tip=name_tip(tip)))


def hand_over(turn: Turn, transfer: Transfer) -> None:
    """Move a tip to the queue of another place, or to the level above, with its keys."""
    tip = require_tip(turn, transfer.tip, Act.TRANSFER)
    target = _target(turn, tip, transfer)
    keys = turn.store.vault.open_for_queue(turn.tx, tip.id)
    keys.append(
        turn.tx,
        NOTES,
        {"day": turn.today, "text": _("Handed over. Reason: {reason}").format(reason=transfer.reason)},
    )
    public = tips.receipt_public(turn.tx, tip.id)
    receipt = Reader(RECEIPT, public) if public else None
    turn.store.vault.move(turn.tx, tip.id, keys, queue_reader(turn.tx, target), receipt)
    give_to(turn.tx, tip, target, transfer.place.commune if transfer.place else tip.commune)
    turn.record(Act.TRANSFER, tip.queue, tip.number, f"to {target}")
    turn.say(_("Tip {tip} is handed over to: {queue}.").format(tip=name_tip(tip), queue=queue_name(target)))
    moved = tips.get_tip(turn.tx, tip.id)
    if moved is not None:
        tell_queue(turn, moved, _handed_over)


def close_case(turn: Turn, closing: Closing) -> None:
    """Close a tip with its result."""
    tip = require_tip(turn, closing.tip, Act.CLOSE)
    if tip.status is TipStatus.CLOSED:
        raise RefusalError(_("Tip {tip} is closed already.").format(tip=name_tip(tip)))
    if closing.answer:
        _write_thread(turn, tip, closing.answer)
    tips.set_status(turn.tx, tip.id, TipStatus.CLOSED, closing.result, turn.today)
    claims.release(turn.tx, tip.id)
    turn.record(Act.CLOSE, tip.queue, tip.number, closing.result)
    turn.say(_("Tip {tip} is closed.").format(tip=name_tip(tip)))


def _write_thread(turn: Turn, tip: Tip, text: str) -> None:
    keys = turn.store.vault.open_for_queue(turn.tx, tip.id)
    keys.append(turn.tx, THREAD, {"by": "officer", "day": turn.today, "text": text, "files": []})


def _target(turn: Turn, tip: Tip, transfer: Transfer) -> str:
    if transfer.place is None:
        line = line_of(tip.queue)
        if len(line) == 1:
            raise RefusalError(_("There is no level above yours. Please choose a place."))
        return queues.owner_from(turn.tx, line[1])
    target = choose_owner(turn.tx, transfer.place, tip.floor)
    if target == tip.queue:
        message = _(
            "The police there have no officer here yet, or may not read this tip: it stays with {queue}."
        )
        raise RefusalError(message.format(queue=queue_name(target)))
    return target


def _handed_over(tip: Tip) -> str:
    return _("Tip {tip} was handed over to you: {kind}.").format(
        tip=name_tip(tip), kind=kind_labels()[tip.kind]
    )
