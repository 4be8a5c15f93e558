"""The forms behind an officer's one-time key link: a link becomes a ticket by a button, and a ticket a result by words."""

import re
from dataclasses import dataclass

from content.i18n import _, use_language
from handlers.commands.granting import ask_for_grants
from handlers.commands.key_links import Purpose
from handlers.commands.keys import new_phrase
from handlers.errors import RefusalError
from handlers.locks import make_key, set_code, unlock
from handlers.log_heads import with_head
from handlers.messages import Incoming
from handlers.outgoing import close_turn
from handlers.product import Product
from handlers.router import Taken
from handlers.turn import Facts, Turn
from storage import conversations
from storage.officer_keys import new_salt
from storage.officers import Officer
from storage.one_time_codes import code_address, make_code_secret
from storage.records import Json
from storage.transaction import Transaction

FORM_SECONDS = 10 * 60.0
TOKEN = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class KeyForm:
    """One form: its ticket, what it is for, the officer's language, and what it shows.

    `words`: the new passphrase, to be written down and typed once (purpose «make»); `secret` and `address`: what a code
    generator needs (purpose «code»); `error`: what was wrong with the last try.
    """

    ticket: str
    purpose: Purpose
    language: str
    words: str = ""
    secret: str = ""
    address: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class KeyResult:
    """The end: a sentence in the officer's language."""

    language: str
    text: str


def redeem_link(tx: Transaction, product: Product, token: str, now: float) -> KeyForm | None:
    """Swap a link's token for a form; None if it is unknown, used or older than five minutes."""
    runtime = product.store.runtime
    noted = conversations.get_held(tx, runtime, token, now) if TOKEN.fullmatch(token) else None
    if noted is None or "purpose" not in noted:
        return None
    conversations.drop_held(tx, runtime, token)
    officer = product.store.register.get(tx, bytes.fromhex(noted["officer"]))
    if officer is None:
        return None
    purpose = Purpose(noted["purpose"])
    noted = {"form": purpose, "officer": noted["officer"], "salt": new_salt().hex()}
    noted |= {"words": new_phrase()} if purpose is Purpose.MAKE else {}
    noted |= {"secret": make_code_secret()} if purpose is Purpose.CODE else {}
    ticket = conversations.hold(tx, runtime, noted, now + FORM_SECONDS)
    return _form(ticket, noted, officer)


def answer_form(
    tx: Transaction, product: Product, ticket: str, answer: tuple[str, str], now: float, facts: Facts
) -> tuple[KeyForm | KeyResult | None, Taken]:
    """Take a form's answer (passphrase, one-time code); give the form again with what was wrong, or the result.

    None if the ticket is unknown or has ended.
    """
    runtime = product.store.runtime
    noted = conversations.get_held(tx, runtime, ticket, now) if TOKEN.fullmatch(ticket) else None
    if noted is None or "form" not in noted:
        return None, Taken()
    officer = product.store.register.get(tx, bytes.fromhex(noted["officer"]))
    if officer is None:
        return None, Taken()
    turn = Turn(tx, product, Incoming(officer.channel, officer.address, ""), now, facts)
    with use_language(officer.language):
        try:
            text = _do(turn, Purpose(noted["form"]), noted, answer)
        except RefusalError as refusal:
            return _form(ticket, noted, officer, str(refusal)), Taken(frozenset(turn.touched))
        conversations.drop_held(tx, runtime, ticket)
        turn.say(text)
        close_turn(turn)
    return KeyResult(officer.language, text), Taken(frozenset(turn.touched))


def _do(turn: Turn, purpose: Purpose, noted: Json, answer: tuple[str, str]) -> str:
    phrase, code = answer
    if purpose is Purpose.MAKE:
        make_key(turn, noted["words"], phrase, bytes.fromhex(noted["salt"]))
        ask_for_grants(turn)
        made = _("Your key is made and unlocked. Keep the passphrase safe: nobody can tell it to you again.")
        return with_head(turn, made)
    if purpose is Purpose.CODE:
        set_code(turn, phrase, code, noted["secret"])
        return _("From now on you need your passphrase and the code of your phone.")
    unlock(turn, phrase, code)
    opened = _("Your key is unlocked. It locks itself after 30 idle minutes; «/khoa» locks it at once.")
    return with_head(turn, opened)


def _form(ticket: str, noted: Json, officer: Officer, error: str = "") -> KeyForm:
    secret = noted.get("secret", "")
    address = code_address(secret, officer.name) if secret else ""
    purpose = Purpose(noted["form"])
    return KeyForm(ticket, purpose, officer.language, noted.get("words", ""), secret, address, error)
