"""`/nhaptin`: an officer enters a tip that was told elsewhere. It is filed like any other, marked with how it came."""

from content.i18n import N_, _
from handlers.access import Act
from handlers.conversations.desk.told_elsewhere import Entered, enter_tip
from handlers.declarations import Command, Conversation
from handlers.errors import RefusalError
from handlers.filing import new_tip, store_tip, tell_queue
from handlers.messages import Reply
from handlers.queue_names import queue_name
from handlers.turn import RECEIPT_SECONDS, RECEIPT_SLOT, Turn
from storage.receipts import show_receipt

NO_TIP_YET = {"tip": ""}  # a chat that must not keep what is written about tips does not keep this either


def begin(turn: Turn, argument: str) -> None:
    """`/nhaptin`: begin to enter a tip."""
    _require_worker(turn)
    if not turn.may_show_tips:
        text = _("Tips are not entered in this chat. Please do it on the page: {url}")
        raise RefusalError(text.format(url=f"{turn.product.public_url}/canbo"))
    turn.session.start("enter_tip", dict(NO_TIP_YET))


def file_entered(turn: Turn, entered: Entered) -> None:
    """File a tip that an officer has entered; its receipt is shown once, to be handed on."""
    _require_worker(turn)
    receipt = turn.fact("new_receipt") if entered.has_receipt else None
    tip = store_tip(turn, entered.draft, receipt, origin=entered.origin)
    turn.record(Act.ENTER, tip.queue, tip.number, entered.origin)
    turn.say(_("The tip is stored. It went to: {queue}.").format(queue=queue_name(tip.queue)))
    if receipt is not None:
        turn.say(
            _("This is its receipt, for the person who told it. Hand it on written on paper, and keep none.")
        )
        shown = show_receipt(receipt["receipt"])
        turn.reply(Reply(shown, secret=True, slot=RECEIPT_SLOT, lasts=RECEIPT_SECONDS))
    tell_queue(turn, tip, new_tip)


def _require_worker(turn: Turn) -> None:
    if not any(turn.desk.may(Act.ENTER, queue) for queue in turn.desk.queues):
        raise RefusalError(_("Only officers who work tips can enter one."))


COMMANDS = (
    Command(
        "nhaptin",
        "enter",
        begin,
        N_("Enter a tip told elsewhere"),
        ("nhap tin", "enter tip"),
        officers=True,
        starts=True,
    ),
)

CONVERSATIONS = {"enter_tip": Conversation(enter_tip, file_entered, needs_key=True)}
