"""The officers' commands on their own key: unlock, lock, make a new one, add one-time codes."""

from content.i18n import N_, _
from content.passphrases import phrase_from_bytes
from handlers.access import Act
from handlers.commands.granting import ask_for_grants
from handlers.commands.key_links import Purpose, offer_link
from handlers.commands.removal import tell_of_moved
from handlers.commands.trial import says_trial
from handlers.conversations.desk.unlocking import make_key, renew_key, unlock_key
from handlers.declarations import Command, Conversation, FactFinders
from handlers.errors import RefusalError
from handlers.keys import close_desk, key_at_hand, require_officer
from handlers.log_heads import with_head
from handlers.roles import is_last_lead
from handlers.routing import move_unstaffed
from handlers.turn import Turn
from storage import officer_keys
from storage.cipher import random_bytes
from storage.departures import give_up_key
from storage.officer_keys import new_salt, officer_public
from storage.queues import NATION
from storage.records import Json

PHRASE_BYTES = 9  # 7 words of 10 bits


def unlock(turn: Turn, argument: str) -> None:
    """`/mokhoa`: unlock one's key on the page, or make it; in the terminal right here."""
    if says_trial(turn):
        return
    session = turn.session
    running = [session.conversation, session.answers, session.draft] if session.conversation else []
    _ask_passphrase(turn, running)


def lock(turn: Turn, argument: str) -> None:
    """`/khoa`: lock one's key at once."""
    if says_trial(turn):
        return
    close_desk(turn, require_officer(turn))
    turn.record("lock")
    turn.say(_("Your key is locked. «/mokhoa» unlocks it."))


def add_codes(turn: Turn, argument: str) -> None:
    """`/maxacnhan`: ask for a phone's one-time code beside the passphrase from now on."""
    if says_trial(turn):
        return
    key_at_hand(turn)
    if not turn.product.serves_page:
        raise RefusalError(_("One-time codes are set up on the page. Please write «/maxacnhan» there."))
    offer_link(turn, Purpose.CODE)


def renew(turn: Turn, argument: str) -> None:
    """`/khoamoi`: make a new key because the passphrase is forgotten; asks first."""
    if says_trial(turn):
        return
    if is_last_lead(turn, require_officer(turn).id, NATION):
        turn.say(
            _(
                "You are the last lead of the national desk: after that, only the two holders of the recovery key can give its key back, with «homthu recover» on the server."
            )
        )
    turn.session.start("renew_key")


def forget_key(turn: Turn, decided: bool) -> None:
    """Drop the key of the officer who writes, give the tips that nobody can open now to the level above, and begin a new one."""
    if not decided:
        turn.say(_("Nothing was changed."))
        return
    officer = require_officer(turn)
    public = officer_keys.officer_public(turn.tx, officer.id)
    if public is not None:
        turn.store.revocations.note_key(public, int(turn.now))
    close_desk(turn, officer)
    turn.record("forget_key")
    for queue in give_up_key(turn.tx, turn.store.keyring, officer.id):
        moved = move_unstaffed(turn.tx, queue)
        for owner, number in moved:
            turn.record(Act.TRANSFER, owner, number, f"from unstaffed {queue}")
        if moved:
            tell_of_moved(turn, queue, moved[0][0], len(moved))
    _ask_passphrase(turn, [])


def new_phrase() -> str:
    """Draw a passphrase: 7 words, 70 bits."""
    return phrase_from_bytes(random_bytes(PHRASE_BYTES))


def go_on(turn: Turn, interrupted: list[Json]) -> None:
    """End making or unlocking a key in the terminal, and go on with the conversation that it interrupted."""
    opened = _("Your key is unlocked. It locks itself after 30 idle minutes; «/khoa» locks it at once.")
    turn.say(with_head(turn, opened))
    ask_for_grants(turn)
    session = turn.session
    if interrupted:
        session.conversation, session.answers, session.draft = interrupted


def _ask_passphrase(turn: Turn, interrupted: list[Json]) -> None:
    has_key = officer_public(turn.tx, require_officer(turn).id) is not None
    if turn.product.serves_page:
        offer_link(turn, Purpose.UNLOCK if has_key else Purpose.MAKE)
    else:
        turn.session.start("unlock_key" if has_key else "make_key", {"interrupted": interrupted})


COMMANDS = (
    Command(
        "mokhoa",
        "unlock",
        unlock,
        N_("Unlock my key"),
        ("mo khoa", "unlock"),
        officers=True,
        keyless=True,
    ),
    Command("khoa", "lock", lock, N_("Lock my key"), ("khoa", "lock"), officers=True, keyless=True),
    Command(
        "khoamoi",
        "newkey",
        renew,
        N_("Forgotten passphrase: a new key"),
        ("khoa moi", "quen cum tu", "new key"),
        officers=True,
        starts=True,
        keyless=True,
    ),
    Command(
        "maxacnhan",
        "codes",
        add_codes,
        N_("One-time codes of my phone"),
        ("ma xac nhan", "codes"),
        officers=True,
    ),
)

CONVERSATIONS = {
    "unlock_key": Conversation(unlock_key, go_on, N_("Your key stays locked.")),
    "make_key": Conversation(make_key, go_on, N_("No key was made.")),
    "renew_key": Conversation(renew_key, forget_key, N_("Nothing was changed.")),
}


FACTS: FactFinders = {
    "new_phrase": lambda turn, _: turn.hold({"words": new_phrase(), "salt": new_salt().hex()}),
    "held_phrase": lambda turn, handle: (turn.held(handle) or {}).get("words"),
}
