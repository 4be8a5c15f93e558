"""Makes and opens the lock of an officer's key, by the passphrase and the one-time code."""

from dataclasses import replace

from content.i18n import _
from content.passphrases import UnknownWordError, read_phrase
from handlers.carrying import hand_over_carried
from handlers.errors import RefusalError
from handlers.keys import require_officer
from handlers.merging import settle_merged
from handlers.tries import check_wait, count_wrong
from handlers.turn import Turn
from handlers.watching import keys_to_watch, stop_if_altered
from storage import unlocked
from storage.officer_keys import Unlocked, officer_public
from storage.officers import Officer
from storage.one_time_codes import check_code


def make_key(turn: Turn, words: str, phrase: str, salt: bytes) -> None:
    """Make the key pair of the officer who writes, with the keys that their invitation carried, and unlock it.

    `words` is the passphrase that was shown, `phrase` what they typed; raise RefusalError if these differ.
    """
    officer = require_officer(turn)
    if officer_public(turn.tx, officer.id) is not None:  # a second link that was still open
        raise RefusalError(_("You have a key already. «/mokhoa» unlocks it."))
    if _spell(phrase) != _spell(words):
        raise RefusalError(
            _("These are not the words above. Please look at what you wrote down, and type all of them.")
        )
    phrase_key = _phrase_key(turn, phrase, salt)
    made = turn.store.officer_keys.make(turn.tx, officer.id, phrase_key, salt)
    hand_over_carried(turn, officer)
    turn.record("make_key")
    _open(turn, officer, phrase_key, salt, made)


def unlock(turn: Turn, phrase: str, code: str) -> None:
    """Unlock the key of the officer who writes; raise RefusalError if the passphrase or the code is wrong."""
    officer = require_officer(turn)
    check_wait(turn, officer)
    phrase_key, salt, opened = _try(turn, officer, phrase)
    if opened.code_secret:
        counter = check_code(opened.code_secret, code, turn.now, opened.counter)
        if counter is None:
            count_wrong(turn, officer)
            raise RefusalError(
                _("That is not the code that your phone shows now. Please type the newest six digits.")
            )
        opened = replace(opened, counter=counter)
    turn.record("unlock")
    _open(turn, officer, phrase_key, salt, opened)


def set_code(turn: Turn, phrase: str, code: str, secret: str) -> None:
    """Ask for one-time codes from now on; raise RefusalError if the passphrase or the first code is wrong."""
    officer = require_officer(turn)
    check_wait(turn, officer)
    phrase_key, salt, opened = _try(turn, officer, phrase)
    counter = check_code(secret, code, turn.now, 0)
    if counter is None:
        raise RefusalError(
            _("That is not the code that your phone shows now. Please type the newest six digits.")
        )
    turn.record("set_code")
    _open(turn, officer, phrase_key, salt, replace(opened, code_secret=secret, counter=counter))


def _try(turn: Turn, officer: Officer, phrase: str) -> tuple[bytes, bytes, Unlocked]:
    salt = turn.store.officer_keys.salt(turn.tx, officer.id)
    if salt is None:
        raise RefusalError(_("You have no key yet. Write «/mokhoa» to make one."))
    phrase_key = _phrase_key(turn, phrase, salt)
    opened = turn.store.officer_keys.unlock(turn.tx, officer.id, phrase_key)
    if opened is None:
        count_wrong(turn, officer)
        raise RefusalError(
            _(
                "That is not your passphrase. Please check each word and type it again; accents and capitals do not matter."
            )
        )
    stop_if_altered(turn, officer, opened)
    return phrase_key, salt, opened


def _open(turn: Turn, officer: Officer, phrase_key: bytes, salt: bytes, opened: Unlocked) -> None:
    seen = keys_to_watch(turn, officer.id)
    turn.store.officer_keys.lock(turn.tx, officer.id, phrase_key, salt, replace(opened, seen=seen))
    unlocked.keep_unlocked(turn.tx, turn.store.runtime, officer.id, opened.pair, turn.now)
    settle_merged(turn)


def _phrase_key(turn: Turn, phrase: str, salt: bytes) -> bytes:
    found: str = turn.fact("phrase_key", (salt.hex(), _spell(phrase)))
    return bytes.fromhex(found)


def _spell(phrase: str) -> str:
    try:
        return read_phrase(phrase)
    except UnknownWordError as error:
        text = _("Word {place} is not in the list of words. Please check it and type all words again.")
        raise RefusalError(text.format(place=error.place)) from None
