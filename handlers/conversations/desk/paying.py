"""The leads' script that pays a reward out against the tipster's half of the code."""

from dataclasses import dataclass

from content.i18n import _
from handlers.conversations.desk.given import given
from handlers.dialogue.questions import confirm, look_up, secret
from handlers.dialogue.steps import Script


@dataclass(frozen=True, slots=True)
class Payment:
    """The reward of a tip was handed over, or not yet."""

    tip: str
    is_paid: bool


def pay_reward() -> Script[Payment]:
    """Ask for the code, then whether the money was handed over."""
    tip = yield from given("tip")
    yield from secret(
        "code",
        _("Please type the half of the payout code that the person shows. Do not ask who they are."),
        "payout",
    )
    amount: str = yield from look_up("amount", "reward_amount", tip)
    is_paid = yield from confirm(
        "paid",
        _("The code is right. Hand over {amount}, without a name or signature. Is it done?").format(
            amount=amount
        ),
        yes=_("Yes, paid out"),
        no=_("No, not paid"),
    )
    return Payment(tip, is_paid)
