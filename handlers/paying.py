"""`/chithuong`: a lead pays a reward out against the tipster's half of its code, once, without a name."""

from content.i18n import N_, _
from handlers.access import Act
from handlers.commands.opening import require_door
from handlers.conversations.desk.paying import Payment, pay_reward
from handlers.declarations import Command, Conversation, FactFinders
from handlers.errors import RefusalError
from handlers.numbers import call_tip, name_tip, require_tip, split_name
from handlers.payouts import is_confirmed, show_amount
from handlers.turn import Turn
from storage import rewards
from storage.records import Tip
from storage.rewards import Reward, RewardState


def begin(turn: Turn, argument: str) -> None:
    """`/chithuong N`: begin to pay a reward out."""
    tip = require_tip(turn, split_name(argument)[0], Act.PAY)
    require_door(turn, tip)
    _require_waiting(turn, tip)
    turn.session.start("pay_reward", {"tip": name_tip(tip)})


def note_payment(turn: Turn, payment: Payment) -> None:
    """Note that a reward was paid out: its code is worth nothing from then on."""
    tip = require_tip(turn, payment.tip, Act.PAY)
    waiting = _require_waiting(turn, tip)
    if not payment.is_paid:
        turn.say(_("Nothing was noted: the code stays good."))
        return
    rewards.pay(turn.tx, tip.id)
    turn.record(Act.PAY, tip.queue, tip.number, str(waiting.amount))
    text = _("Noted: {amount} for tip {tip} paid out. The code is used up.")
    turn.say(text.format(amount=show_amount(waiting.amount), tip=call_tip(tip, turn.desk.queues)))


def find_amount(turn: Turn, tip_name: str) -> str:
    """Write the amount of a tip's reward; empty if there is none any more: the end says so."""
    try:
        known = rewards.find_reward(turn.tx, require_tip(turn, tip_name, Act.PAY).id)
    except RefusalError:
        return ""
    return show_amount(known.amount) if known is not None else ""


def _require_waiting(turn: Turn, tip: Tip) -> Reward:
    known = rewards.find_reward(turn.tx, tip.id)
    if known is not None and known.state is RewardState.PAID:
        raise RefusalError(_("This reward was paid out already: its code is used up. Nothing more is paid."))
    if known is None or known.state is not RewardState.APPROVED or not is_confirmed(tip):
        raise RefusalError(
            _("No approved reward waits for this tip. «/thuong» and its number shows how it stands.")
        )
    return known


COMMANDS = (
    Command(
        "chithuong",
        "payout",
        begin,
        N_("Pay a reward out"),
        ("chi thuong", "tra thuong", "payout"),
        officers=True,
        starts=True,
    ),
)

CONVERSATIONS = {"pay_reward": Conversation(pay_reward, note_payment, needs_key=True)}

FACTS: FactFinders = {"reward_amount": find_amount}
