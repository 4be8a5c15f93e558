"""Makes and opens the lock of an officer's key: the passphrase, the one-time code, and what wrong tries cost."""

from dataclasses import replace

from content.i18n import _, ngettext, use_language
from content.passphrases import UnknownWordError, read_phrase
from handlers.errors import RefusalError
from handlers.keys import find_altered, keys_to_watch
from handlers.outgoing import notify
from handlers.turn import Turn
from storage import conversations, limits, unlocked
from storage.grants import give_keys
from storage.officer_keys import Unlocked, officer_public
from storage.officers import Officer
from storage.one_time_codes import check_code
from storage.queues import NATION
from storage.records import Role

FREE_TRIES = 3
FIRST_WAIT_SECONDS = 30
LONGEST_WAIT_SECONDS = 10 * 60
TRIES_WINDOW_SECONDS = 60 * 60
CARRY_SECONDS = 60 * 60.0


def carry_keys(turn: Turn, officer: Officer, queue: str, keys: dict[int, bytes]) -> None:
    """Keep the queue's keys that an invitation carried, until the new officer has a key of their own."""
    handle = _carried_handle(turn, officer)
    carried = conversations.get_held(turn.tx, turn.store.runtime, handle, turn.now) or {}
    carried[queue] = {str(generation): key.hex() for generation, key in keys.items()}
    conversations.hold_as(turn.tx, turn.store.runtime, handle, carried, turn.now + CARRY_SECONDS)


def make_key(turn: Turn, words: str, phrase: str, salt: bytes) -> None:
    """Make the key pair of the officer who writes, with the keys that their invitation carried, and unlock it.

    `words` is the passphrase that was shown, `phrase` what they typed; raise RefusalError if these differ.
    """
    officer = _officer(turn)
    if officer_public(turn.tx, officer.id) is not None:  # a second link that was still open
        raise RefusalError(_("You have a key already. «/mokhoa» unlocks it."))
    if _spell(phrase) != _spell(words):
        raise RefusalError(
            _("These are not the words above. Please look at what you wrote down, and type all of them.")
        )
    phrase_key = _phrase_key(turn, phrase, salt)
    made = turn.store.officer_keys.make(turn.tx, officer.id, phrase_key, salt)
    handle = _carried_handle(turn, officer)
    carried = conversations.get_held(turn.tx, turn.store.runtime, handle, turn.now) or {}
    working = {one.queue for one in turn.desk.memberships if one.role is not Role.AUDITOR}
    for queue in working & carried.keys():
        opened = {int(generation): bytes.fromhex(key) for generation, key in carried[queue].items()}
        give_keys(turn.tx, turn.store.keyring, turn.store.vault, queue, officer.id, opened)
    conversations.drop_held(turn.tx, turn.store.runtime, handle)
    turn.record("make_key")
    _open(turn, officer, phrase_key, salt, made)


def unlock(turn: Turn, phrase: str, code: str) -> None:
    """Unlock the key of the officer who writes; raise RefusalError if the passphrase or the code is wrong."""
    officer = _officer(turn)
    check_wait(turn, officer)
    phrase_key, salt, opened = _try(turn, officer, phrase)
    if opened.code_secret:
        counter = check_code(opened.code_secret, code, turn.now, opened.counter)
        if counter is None:
            _count_wrong(turn, officer)
            raise RefusalError(
                _("That is not the code that your phone shows now. Please type the newest six digits.")
            )
        opened = replace(opened, counter=counter)
    turn.record("unlock")
    _open(turn, officer, phrase_key, salt, opened)


def set_code(turn: Turn, phrase: str, code: str, secret: str) -> None:
    """Ask for one-time codes from now on; raise RefusalError if the passphrase or the first code is wrong."""
    officer = _officer(turn)
    check_wait(turn, officer)
    phrase_key, salt, opened = _try(turn, officer, phrase)
    counter = check_code(secret, code, turn.now, 0)
    if counter is None:
        raise RefusalError(
            _("That is not the code that your phone shows now. Please type the newest six digits.")
        )
    turn.record("set_code")
    _open(turn, officer, phrase_key, salt, replace(opened, code_secret=secret, counter=counter))


def check_wait(turn: Turn, officer: Officer) -> None:
    """Raise RefusalError as long as the officer has to wait after wrong tries."""
    tries = limits.recent_tries(
        turn.tx, turn.store.runtime, _bucket(turn, officer), turn.now, TRIES_WINDOW_SECONDS
    )
    if len(tries) < FREE_TRIES:
        return
    wait = min(FIRST_WAIT_SECONDS * 2 ** (len(tries) - FREE_TRIES), LONGEST_WAIT_SECONDS)
    left = int(tries[-1] + wait - turn.now)
    if left > 0:
        text = ngettext(
            "Wrong several times. Please try again in {count} second.",
            "Wrong several times. Please try again in {count} seconds.",
            left,
        )
        raise RefusalError(text.format(count=left))


def _try(turn: Turn, officer: Officer, phrase: str) -> tuple[bytes, bytes, Unlocked]:
    salt = turn.store.officer_keys.salt(turn.tx, officer.id)
    if salt is None:
        raise RefusalError(_("You have no key yet. Write «/mokhoa» to make one."))
    phrase_key = _phrase_key(turn, phrase, salt)
    opened = turn.store.officer_keys.unlock(turn.tx, officer.id, phrase_key)
    if opened is None:
        _count_wrong(turn, officer)
        raise RefusalError(
            _(
                "That is not your passphrase. Please check each word and type it again; accents and capitals do not matter."
            )
        )
    _stop_if_altered(turn, officer, opened)
    return phrase_key, salt, opened


def _stop_if_altered(turn: Turn, officer: Officer, opened: Unlocked) -> None:
    """Stop where a stored key is not the one that the officer saw, and tell the leads of the national desk."""
    altered = find_altered(turn, opened.seen)
    if altered is None:
        return
    unlocked.lock(turn.tx, turn.store.runtime, officer.id)
    turn.record("alarm", detail=f"altered key {altered}")
    for lead, role in turn.store.register.members(turn.tx, NATION):
        if role is Role.LEAD and lead.enabled and lead.id != officer.id:
            with use_language(lead.language):
                text = _(
                    "ALARM: {name} was stopped while unlocking: a stored key is not the one they saw before ({key}). "
                    "Somebody may have changed the server. Please call them and the operators now, by telephone."
                )
                notify(turn, lead, text.format(name=officer.name, key=altered))
    raise RefusalError(
        _(
            "STOP: a stored key is not the one you saw last time. Somebody may have changed the server. "
            "Nothing was unlocked. Please call the national desk now, by telephone."
        )
    )


def _open(turn: Turn, officer: Officer, phrase_key: bytes, salt: bytes, opened: Unlocked) -> None:
    seen = keys_to_watch(turn, officer.id)
    turn.store.officer_keys.lock(turn.tx, officer.id, phrase_key, salt, replace(opened, seen=seen))
    unlocked.keep_unlocked(turn.tx, turn.store.runtime, officer.id, opened.pair, turn.now)


def _phrase_key(turn: Turn, phrase: str, salt: bytes) -> bytes:
    found: str = turn.fact("phrase_key", f"{salt.hex()} {_spell(phrase)}")
    return bytes.fromhex(found)


def _spell(phrase: str) -> str:
    try:
        return read_phrase(phrase)
    except UnknownWordError as error:
        text = _("Word {place} is not in the list of words. Please check it and type all words again.")
        raise RefusalError(text.format(place=error.place)) from None


def _count_wrong(turn: Turn, officer: Officer) -> None:
    bucket = _bucket(turn, officer)
    limits.count_try(turn.tx, turn.store.runtime, bucket, turn.now, TRIES_WINDOW_SECONDS)


def _officer(turn: Turn) -> Officer:
    if turn.officer is None:
        raise RefusalError(_("You are not a member of a queue any more."))
    return turn.officer


def _bucket(turn: Turn, officer: Officer) -> bytes:
    return turn.store.runtime.name_bucket("passphrase", officer.id)


def _carried_handle(turn: Turn, officer: Officer) -> str:
    return turn.store.runtime.name_bucket("carried", officer.id).hex()
