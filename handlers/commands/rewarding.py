"""`/thuong`: a lead proposes a reward for a confirmed tip, another one approves it. Nothing of it names who is rewarded."""

import re

from content.i18n import N_, _, use_language
from handlers.access import Act, line_of
from handlers.declarations import Command
from handlers.errors import RefusalError
from handlers.keys import require_officer
from handlers.messages import Button
from handlers.numbers import call_tip, name_tip, require_tip, split_name
from handlers.outgoing import notify
from handlers.payouts import is_confirmed, make_code, show_amount
from handlers.turn import Rows, Turn
from storage import rewards
from storage.records import ENTERED, Origin, Role, Tip
from storage.rewards import Reward, RewardState
from storage.tips import receipt_public

APPROVE, WITHDRAW = "duyet", "bo"
_AMOUNT = re.compile(r"(\d[\d., ]{0,15}?)\s*(tr|triệu|trieu|million)?\s*(?:đ|đồng|dong|vnd)?", re.IGNORECASE)
MILLION = 1_000_000


def reward(turn: Turn, argument: str) -> None:
    """`/thuong N [amount|duyet|bo]`: show how a tip's reward stands, propose one, approve it or take it back."""
    name, word = split_name(argument)
    tip = require_tip(turn, name, Act.REWARD)
    _require_rewardable(turn, tip)
    known = rewards.find_reward(turn.tx, tip.id)
    if not word:
        _show(turn, tip, known)
    elif word.lower() == APPROVE:
        _approve(turn, tip, known)
    elif word.lower() == WITHDRAW:
        _withdraw(turn, tip, known)
    else:
        _propose(turn, tip, known, word)


def _require_rewardable(turn: Turn, tip: Tip) -> None:
    if not is_confirmed(tip):
        raise RefusalError(_("Only a tip that is closed as confirmed can be rewarded."))
    if tip.origin is Origin.TRIAL:
        raise RefusalError(_("This tip is from the trial: there is no reward for it."))
    if receipt_public(turn.tx, tip.id) is None:
        raise RefusalError(_("This tip has no receipt, so nobody could collect a reward."))


def _propose(turn: Turn, tip: Tip, known: Reward | None, word: str) -> None:
    if known is not None:
        raise RefusalError(_say_state(known))
    amount = _read_amount(word)
    limit = turn.product.reward_limit
    if amount is None or not 0 < amount <= limit:
        text = _("Please give an amount of at most {limit}, for example «/thuong {tip} 2000000».")
        raise RefusalError(text.format(limit=show_amount(limit), tip=call_tip(tip, turn.desk.queues)))
    rewards.propose(turn.tx, tip.id, amount, require_officer(turn).id)
    turn.record(Act.REWARD, tip.queue, tip.number, f"proposed {amount}")
    proposed = rewards.find_reward(turn.tx, tip.id)
    _show(turn, tip, proposed)


def _approve(turn: Turn, tip: Tip, known: Reward | None) -> None:
    if known is None or known.state is not RewardState.PROPOSED:
        raise RefusalError(_say_state(known))
    officer = require_officer(turn)
    if officer.id == known.proposer:
        raise RefusalError(_("A second lead has to approve it: who proposed it can't."))
    if tip.origin in ENTERED and not _leads_above(turn, tip, officer.id) | _leads_above(
        turn, tip, known.proposer
    ):
        raise RefusalError(
            _(
                "An officer entered this tip, so one of the two leads has to be of a queue above. Please ask there."
            )
        )
    make_code(turn, tip, known)
    turn.record(Act.REWARD, tip.queue, tip.number, f"approved {known.amount}")
    text = _(
        "Approved: {amount} for tip {tip}. The tipster finds their half of the payout code with the receipt."
    )
    turn.say(text.format(amount=show_amount(known.amount), tip=call_tip(tip, turn.desk.queues)))
    _tell_proposer(turn, tip, known)


def _withdraw(turn: Turn, tip: Tip, known: Reward | None) -> None:
    if known is None or known.state is not RewardState.PROPOSED:
        raise RefusalError(_say_state(known))
    rewards.withdraw(turn.tx, tip.id)
    turn.record(Act.REWARD, tip.queue, tip.number, "withdrawn")
    turn.say(_("The proposal is taken back."))


def _show(turn: Turn, tip: Tip, known: Reward | None) -> None:
    turn.say(_say_state(known), _buttons(turn, tip, known))


def _say_state(known: Reward | None) -> str:
    if known is None:
        return _("No reward was proposed for this tip yet. Write the amount: «/thuong 12 2000000».")
    texts = {
        RewardState.PROPOSED: _("A reward of {amount} is proposed. A second lead has to approve it."),
        RewardState.APPROVED: _("A reward of {amount} is approved and waits to be collected."),
        RewardState.PAID: _("A reward of {amount} was paid out."),
    }
    return texts[known.state].format(amount=show_amount(known.amount))


def _buttons(turn: Turn, tip: Tip, known: Reward | None) -> Rows:
    name = name_tip(tip)
    if known is None or known.state is RewardState.PAID:
        return ()
    if known.state is RewardState.APPROVED:
        return ((Button(_("Pay out"), f"/chithuong {name}"),),)
    back = Button(_("Take it back"), f"/thuong {name} {WITHDRAW}")
    if turn.officer is not None and turn.officer.id == known.proposer:
        return ((back,),)
    return ((Button(_("Approve"), f"/thuong {name} {APPROVE}"), back),)


def _leads_above(turn: Turn, tip: Tip, officer: bytes) -> bool:
    """Tell whether an officer leads a queue above a tip's; above the nation's there is none, so its own leads do."""
    above = line_of(tip.queue)[1:] or line_of(tip.queue)
    leads = {
        member.id
        for queue in above
        for member, role in turn.store.register.members(turn.tx, queue)
        if role is Role.LEAD
    }
    return officer in leads


def _tell_proposer(turn: Turn, tip: Tip, known: Reward) -> None:
    proposer = turn.colleague(known.proposer)
    if proposer is not None and proposer.enabled:
        with use_language(proposer.language):
            text = _("The reward for tip {tip} is approved.").format(tip=name_tip(tip))
            notify(turn, proposer, text, ((Button(_("Pay out"), f"/chithuong {name_tip(tip)}"),),))


def _read_amount(word: str) -> int | None:
    found = _AMOUNT.fullmatch(word.strip())
    if found is None or not word.isprintable():
        return None
    digits = re.sub(r"\D", "", found[1])
    if not digits.isascii():
        return None
    return int(digits) * (MILLION if found[2] else 1)


COMMANDS = (
    Command("thuong", "reward", reward, N_("Reward a confirmed tip"), ("thuong", "reward"), officers=True),
)
