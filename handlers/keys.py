"""The key at hand of the officer who writes: in a trial the server's own, else theirs, as long as it is unlocked."""

from content.i18n import _
from handlers.errors import RefusalError
from handlers.outgoing import clear_desk
from handlers.turn import Turn
from storage import meta, unlocked
from storage.errors import UnreadableError
from storage.keyring import SERVER_HAND, Hand, officer_holder
from storage.memberships import memberships_of
from storage.officers import Officer
from storage.records import Tip
from storage.tip_keys import TipKeys
from storage.tip_readers import readers_of


class LockedError(RefusalError):
    """An officer's act needs their key, and it is locked."""


def require_officer(turn: Turn) -> Officer:
    """Give the officer who writes; raise RefusalError if they are a member of no queue any more."""
    if turn.officer is None:
        raise RefusalError(_("You are not a member of a queue any more."))
    return turn.officer


def key_at_hand(turn: Turn) -> Hand:
    """Give the key of the officer who writes; raise LockedError if it is locked."""
    if meta.is_trial(turn.tx):
        return SERVER_HAND
    pair = None
    if turn.officer is not None:
        pair = unlocked.unlocked_pair(turn.tx, turn.store.runtime, turn.officer.id, turn.now)
    if turn.officer is None or pair is None:
        raise LockedError(_("Your key is locked. Please unlock it first: «/mokhoa»."))
    return Hand(officer_holder(turn.officer.id), pair)


def stay_unlocked(turn: Turn) -> None:
    """Begin the thirty idle minutes anew, if the key of the officer who writes is unlocked."""
    if turn.officer is None or meta.is_trial(turn.tx):
        return
    pair = unlocked.unlocked_pair(turn.tx, turn.store.runtime, turn.officer.id, turn.now)
    if pair is not None:
        unlocked.keep_unlocked(turn.tx, turn.store.runtime, turn.officer.id, pair, turn.now)


def close_desk(turn: Turn, officer: Officer) -> None:
    """Lock an officer's key and take from their page and chat what shows tips; who is a member no more stops at once."""
    unlocked.lock(turn.tx, turn.store.runtime, officer.id)
    clear_desk(turn, officer, stops=not memberships_of(turn.tx, officer.id))


def is_unlocked(turn: Turn) -> bool:
    """Tell whether the officer who writes can open tips now."""
    try:
        key_at_hand(turn)
    except LockedError:
        return False
    return True


def open_tip_keys(turn: Turn, tip: Tip) -> TipKeys:
    """Open a tip with the key at hand; raise RefusalError if that key does not lead to it.

    Keys that still belong to a former queue are sealed to the present one.
    """
    vault = turn.store.vault
    try:
        keys = vault.open_for_queue(turn.tx, tip.id, key_at_hand(turn))
    except UnreadableError as error:
        raise RefusalError(
            _(
                "Your key does not open this tip. Please ask the lead of your queue, or the level above, for «/traokhoa»."
            )
        ) from error
    if any(reader.partition(":")[0] != tip.queue for reader in vault.readers(turn.tx, tip.id)):
        vault.settle(turn.tx, tip.id, keys, readers_of(turn.tx, tip.id, tip.queue))
    return keys
