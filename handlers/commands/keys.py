"""The officers' commands on keys: unlock, lock, make a new one, add one-time codes, and grant a queue's key."""

from enum import StrEnum

from content.i18n import N_, _, use_language
from content.passphrases import phrase_from_bytes
from handlers.access import Act, line_of
from handlers.commands.queue import queue_name
from handlers.commands.staff import own_queue
from handlers.conversations import desk
from handlers.declarations import Command, Conversation, FactFinders
from handlers.errors import RefusalError
from handlers.keys import close_desk, key_at_hand
from handlers.messages import Button
from handlers.outgoing import notify
from handlers.routing import move_unstaffed
from handlers.turn import Turn
from storage import memberships, meta, officer_keys
from storage.cipher import random_bytes
from storage.departures import give_up_key
from storage.errors import UnreadableError
from storage.grants import give_keys, openable_keys
from storage.memberships import memberships_of
from storage.officer_keys import new_salt, officer_public
from storage.officers import Officer
from storage.queues import exists_queue
from storage.records import Json, Role

LINK_SECONDS = 5 * 60.0
PHRASE_BYTES = 9  # 7 words of 10 bits


class Purpose(StrEnum):
    """What a key link is for."""

    MAKE = "make"
    UNLOCK = "unlock"
    CODE = "code"


def unlock(turn: Turn, argument: str) -> None:
    """`/mokhoa`: unlock one's key on the page, or make it; in the terminal right here."""
    if _is_trial(turn):
        return
    session = turn.session
    running = [session.conversation, session.answers, session.draft] if session.conversation else []
    _ask_passphrase(turn, running)


def lock(turn: Turn, argument: str) -> None:
    """`/khoa`: lock one's key at once."""
    if _is_trial(turn):
        return
    close_desk(turn, _officer(turn))
    turn.record("lock")
    turn.say(_("Your key is locked. «/mokhoa» unlocks it."))


def add_codes(turn: Turn, argument: str) -> None:
    """`/maxacnhan`: ask for a phone's one-time code beside the passphrase from now on."""
    if _is_trial(turn):
        return
    key_at_hand(turn)
    if not turn.product.serves_page:
        raise RefusalError(_("One-time codes are set up on the page. Please write «/maxacnhan» there."))
    offer_link(turn, Purpose.CODE)


def renew(turn: Turn, argument: str) -> None:
    """`/khoamoi`: make a new key because the passphrase is forgotten; asks first."""
    if _is_trial(turn):
        return
    turn.session.start("renew_key")


def forget_key(turn: Turn, decided: bool) -> None:
    """Drop the key of the officer who writes, give the tips that nobody can open now to the level above, and begin a new one."""
    if not decided:
        turn.say(_("Nothing was changed."))
        return
    officer = _officer(turn)
    public = officer_keys.officer_public(turn.tx, officer.id)
    if public is not None:
        turn.store.revocations.note_key(public, int(turn.now))
    close_desk(turn, officer)
    turn.record("forget_key")
    for queue in give_up_key(turn.tx, turn.store.keyring, officer.id):
        for owner, number in move_unstaffed(turn.tx, queue):
            turn.record(Act.TRANSFER, owner, number, f"from unstaffed {queue}")
    _ask_passphrase(turn, [])


def offer_link(turn: Turn, purpose: Purpose) -> None:
    """Give a one-time link to the page on which an officer makes or unlocks their key."""
    token = turn.hold({"officer": _officer(turn).id.hex(), "purpose": purpose}, LINK_SECONDS)
    texts = {
        Purpose.MAKE: _("Please make your key on this page. The link works once, for 5 minutes: {link}"),
        Purpose.UNLOCK: _("Please unlock your key on this page. The link works once, for 5 minutes: {link}"),
        Purpose.CODE: _("Please set up the codes on this page. The link works once, for 5 minutes: {link}"),
    }
    turn.say(texts[purpose].format(link=f"{turn.product.public_url}/can-bo/khoa/{token}"), secret=True)


def new_phrase() -> str:
    """Draw a passphrase: 7 words, 70 bits."""
    return phrase_from_bytes(random_bytes(PHRASE_BYTES))


def grant(turn: Turn, argument: str) -> None:
    """`/traokhoa [queue] N`: grant the queue's key to its N-th member, who waits for it."""
    if _is_trial(turn):
        return
    words = argument.lower().split()
    if not words or not (words[-1].isascii() and words[-1].isdigit()):
        raise RefusalError(_("Please give the member's number from «/canbo», for example «/traokhoa 2»."))
    queue = words[0] if len(words) > 1 else own_queue(turn)
    if not exists_queue(turn.tx, queue) or not turn.desk.may(Act.GRANT, queue):
        raise RefusalError(_("You can grant keys only for queues that you lead, and for those below them."))
    members = turn.store.register.members(turn.tx, queue)
    if not 1 <= int(words[-1]) <= len(members):
        raise RefusalError(_("There is no member of that number. Write «/canbo» to see them."))
    member, role = members[int(words[-1]) - 1]
    _grant(turn, queue, member, role)


def ask_for_grants(turn: Turn) -> None:
    """Tell the leads who can grant the keys that the officer who writes still waits for, once they have their own."""
    officer = _officer(turn)
    if meta.is_trial(turn.tx) or officer_public(turn.tx, officer.id) is None:
        return
    for member in memberships_of(turn.tx, officer.id):
        if member.holds or member.role is Role.AUDITOR:
            continue
        leads = _find_leads(turn, member.queue, officer)
        for lead, number in leads:
            with use_language(lead.language):
                text = _("{name} waits for the key of {queue}. To grant it, write: /traokhoa {code} {number}")
                button = Button(_("Grant the key"), f"/traokhoa {member.queue} {number}")
                shown = text.format(
                    name=officer.name, queue=queue_name(member.queue), code=member.queue, number=number
                )
                notify(turn, lead, shown, ((button,),))
        turn.say(
            _("Now the lead of {queue} grants you its key. You hear from me when it is there.").format(
                queue=queue_name(member.queue)
            )
        )


def _grant(turn: Turn, queue: str, member: Officer, role: Role) -> None:
    if role is Role.AUDITOR:
        raise RefusalError(_("Auditors read no tips, so they need no key."))
    if member.id in memberships.holding_members(turn.tx, queue):
        raise RefusalError(_("{name} has the key of this queue already.").format(name=member.name))
    store = turn.store
    try:
        keys = openable_keys(turn.tx, store.keyring, queue, key_at_hand(turn))
    except UnreadableError as error:
        raise RefusalError(
            _("You do not hold the key of this queue yourself. Please ask the level above.")
        ) from error
    if not give_keys(turn.tx, store.keyring, store.vault, queue, member.id, keys):
        raise RefusalError(
            _("{name} has no key of their own yet: they have to write «/mokhoa» first.").format(
                name=member.name
            )
        )
    turn.record(Act.GRANT, queue, detail=member.id.hex())
    turn.say(_("{name} can open the tips of {queue} now.").format(name=member.name, queue=queue_name(queue)))
    with use_language(member.language):
        text = _("You can open the tips of {queue} now. «/hangdoi» lists them.")
        notify(turn, member, text.format(queue=queue_name(queue)))


def _find_leads(turn: Turn, queue: str, officer: Officer) -> list[tuple[Officer, int]]:
    """Find those who can grant a queue's key, and the number that the waiting officer has there."""
    order = [one.id for one, _role in turn.store.register.members(turn.tx, queue)]
    number = order.index(officer.id) + 1
    for place in line_of(queue):
        holding = memberships.holding_members(turn.tx, place)
        leads = [
            one
            for one, role in turn.store.register.members(turn.tx, place)
            if role is Role.LEAD and one.enabled and one.id in holding
        ]
        if leads:
            return [(lead, number) for lead in leads]
    return []


def go_on(turn: Turn, interrupted: list[Json]) -> None:
    """End making or unlocking a key in the terminal, and go on with the conversation that it interrupted."""
    turn.say(_("Your key is unlocked. It locks itself after 30 idle minutes; «/khoa» locks it at once."))
    ask_for_grants(turn)
    session = turn.session
    if interrupted:
        session.conversation, session.answers, session.draft = interrupted


def _ask_passphrase(turn: Turn, interrupted: list[Json]) -> None:
    has_key = officer_public(turn.tx, _officer(turn).id) is not None
    if turn.product.serves_page:
        offer_link(turn, Purpose.UNLOCK if has_key else Purpose.MAKE)
    else:
        turn.session.start("unlock_key" if has_key else "make_key", {"interrupted": interrupted})


def _is_trial(turn: Turn) -> bool:
    if meta.is_trial(turn.tx):
        turn.say(_("This is a trial: keys are not locked yet. «homthu init» on the server begins real work."))
        return True
    return False


def _officer(turn: Turn) -> Officer:
    if turn.officer is None:
        raise RefusalError(_("You are not a member of a queue any more."))
    return turn.officer


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
    Command(
        "traokhoa",
        "grant",
        grant,
        N_("Grant the queue's key"),
        ("trao khoa", "grant"),
        officers=True,
    ),
)


CONVERSATIONS = {
    "unlock_key": Conversation(desk.unlock_key, go_on, N_("Your key stays locked.")),
    "make_key": Conversation(desk.make_key, go_on, N_("No key was made.")),
    "renew_key": Conversation(desk.renew_key, forget_key, N_("Nothing was changed.")),
}


FACTS: FactFinders = {
    "new_phrase": lambda turn, _: turn.hold({"words": new_phrase(), "salt": new_salt().hex()}),
    "held_phrase": lambda turn, handle: (turn.held(handle) or {}).get("words"),
}
