"""Opens what a secret answer opens, and keeps only a handle to it. Wrong guesses are counted and slowed down."""

from content.i18n import _, ngettext
from handlers.access import Act
from handlers.dialogue.questions import SecretText
from handlers.dialogue.steps import WrongAnswerError
from handlers.errors import RefusalError
from handlers.limits import RECEIPTS, count, minutes_left
from handlers.locks import make_key, unlock
from handlers.months import show_month
from handlers.numbers import require_tip
from handlers.payouts import is_right
from handlers.turn import Turn
from storage import tips
from storage.erasure import erased_month
from storage.receipts import read_receipt
from storage.records import Json


def open_secret(turn: Turn, question: SecretText, text: str) -> Json:
    """Open what a secret opens and give the record of its handle; raise WrongAnswerError if it opens nothing."""
    if question.fact == "receipt":
        return _open_receipt(turn, question, text)
    if question.fact == "payout":
        return _open_payout(turn, text)
    try:
        if question.fact == "passphrase":
            unlock(turn, text, text)
        else:
            made = turn.held(turn.session.answers["made"])
            make_key(turn, made["words"] if made else "", text, bytes.fromhex(made["salt"] if made else ""))
    except RefusalError as refusal:
        raise WrongAnswerError(str(refusal)) from None
    return {"handle": ""}


def _open_payout(turn: Turn, text: str) -> Json:
    tip = require_tip(turn, turn.session.answers["tip"], Act.PAY)
    if not is_right(turn, tip, text):
        turn.record("wrong_code", tip.queue, tip.number)
        raise WrongAnswerError(
            _(
                "That is not the code of this tip's reward: 16 letters and digits in groups of four. Pay nothing out."
            )
        )
    return {"handle": ""}


def _open_receipt(turn: Turn, question: SecretText, text: str) -> Json:
    digits = read_receipt(text)
    if digits is None:
        raise WrongAnswerError(
            _(
                "A receipt has 20 digits, and these do not fit together. Please check each group and type it again."
            )
        )
    _check_tries(turn)
    keys = turn.fact("receipt_keys", digits)
    if tips.find_by_receipt(turn.tx, bytes.fromhex(keys["lookup"])) is None:
        _tell_of_erased(turn, bytes.fromhex(keys["lookup"]))
        count(turn, RECEIPTS)
        raise WrongAnswerError(
            _("No tip belongs to this receipt. Please check the digits and type them again.")
        )
    return {"handle": turn.hold(keys)}


def _tell_of_erased(turn: Turn, receipt: bytes) -> None:
    month = erased_month(turn.tx, receipt)
    if month is not None:
        raise WrongAnswerError(
            _(
                "The tip of this receipt was erased in {month}. Nobody can read it any more. "
                "If you know something new, write «/baotin»."
            ).format(month=show_month(month))
        )


def _check_tries(turn: Turn) -> None:
    minutes = minutes_left(turn, RECEIPTS)
    if not minutes:
        return
    text = ngettext(
        "Too many wrong receipts. Please try again in {count} minute.",
        "Too many wrong receipts. Please try again in {count} minutes.",
        minutes,
    )
    raise WrongAnswerError(text.format(count=minutes))
