"""The payout code of a reward: how it is made at the approval, shown to its tipster, and compared when it is paid out."""

import hmac

from babel.numbers import format_decimal

from content.i18n import _, current_language
from handlers.errors import RefusalError
from handlers.keys import open_tip_keys
from handlers.queue_names import queue_name
from handlers.turn import Turn
from storage import payout_codes, rewards
from storage.records import Json, Tip, TipResult, TipStatus
from storage.rewards import Reward, RewardState
from storage.tip_readers import NOTES, readers_of
from storage.tips import receipt_public


def is_confirmed(tip: Tip) -> bool:
    """Tell whether a tip is closed as confirmed: only then it can be rewarded."""
    return tip.status is TipStatus.CLOSED and tip.result is TipResult.CONFIRMED


def show_amount(amount: int) -> str:
    """Write an amount of money."""
    return _("{amount} VND").format(amount=format_decimal(amount, locale=current_language()))


def make_code(turn: Turn, tip: Tip, reward: Reward) -> None:
    """Make a code: the tipster's half sealed to the receipt alone, the unit's half into the notes, the hash of both beside them."""
    public = receipt_public(turn.tx, tip.id)
    if public is None:
        raise RefusalError(_("This tip has no receipt, so nobody could collect a reward."))
    theirs, units = payout_codes.make_half(), payout_codes.make_half()
    text = _("Reward of {amount} approved. The unit's half of the payout code: {half}").format(
        amount=show_amount(reward.amount), half=payout_codes.show_half(units)
    )
    entry = {"day": turn.today, "text": text, "payout": units}
    keys = open_tip_keys(turn, tip)
    keys.append(turn.tx, NOTES, entry, readers_of(turn.tx, tip.id, tip.queue))
    code = payout_codes.hash_code(tip.id, theirs, units)
    rewards.approve(turn.tx, tip.id, code, payout_codes.seal_half(public, theirs))


def is_right(turn: Turn, tip: Tip, typed: str) -> bool:
    """Tell whether the tipster's half was typed, of the code whose other half lies in the notes."""
    reward, theirs = rewards.find_reward(turn.tx, tip.id), payout_codes.read_half(typed)
    if reward is None or reward.code is None or theirs is None:
        return False
    notes = open_tip_keys(turn, tip).read(turn.tx, NOTES)
    halves = [note["payout"] for note in notes if "payout" in note]
    codes = [payout_codes.hash_code(tip.id, theirs, units) for units in halves]
    return any(hmac.compare_digest(code, reward.code) for code in codes)


def tell_reward(turn: Turn, tip: Tip, pair: tuple[bytes, bytes]) -> Json:
    """Word for a tipster what reward waits (`text`), with their half of the code (`code`, empty once paid); None without one."""
    reward = rewards.find_reward(turn.tx, tip.id)
    if reward is None or reward.state is RewardState.PROPOSED or not is_confirmed(tip):
        return None
    amount = show_amount(reward.amount)
    if reward.sealed is None:
        paid = _("The reward of {amount} for this tip was paid out.").format(amount=amount)
        return {"text": paid, "code": ""}
    text = _(
        "A reward of {amount} waits for you. It is paid out by {unit} against the code below, without a name: nobody may "
        "ask who you are. Whoever has the code gets the money, so show it to nobody else. Whoever comes for it is "
        "seen there: that can't be avoided."
    )
    half = payout_codes.open_half(pair, reward.sealed)
    shown = text.format(amount=amount, unit=queue_name(tip.queue))
    return {"text": shown, "code": payout_codes.show_half(half)}
