"""Granting a queue's key: a new member waits, the leads hear of it, and `/traokhoa` gives it."""

from content.i18n import N_, _, use_language
from handlers.access import Act, line_of
from handlers.commands.trial import says_trial
from handlers.declarations import Command
from handlers.errors import DeniedError, RefusalError
from handlers.keys import key_at_hand, require_officer
from handlers.member_numbers import find_member
from handlers.messages import Button
from handlers.outgoing import notify
from handlers.queue_names import own_queue, queue_name
from handlers.turn import Turn
from handlers.typed_numbers import read_number
from storage import memberships, meta
from storage.errors import UnreadableError
from storage.grants import give_keys, openable_keys
from storage.memberships import memberships_of
from storage.officer_keys import officer_public
from storage.officers import Officer
from storage.queues import exists_queue
from storage.records import Role


def grant(turn: Turn, argument: str) -> None:
    """`/traokhoa [queue] N`: grant the queue's key to its member number N, who waits for it."""
    if says_trial(turn):
        return
    words = argument.lower().split()
    if not words or read_number(words[-1]) is None:
        raise RefusalError(_("Please give the member's number from «/canbo», for example «/traokhoa 2»."))
    queue = words[0] if len(words) > 1 else own_queue(turn)
    if not exists_queue(turn.tx, queue) or not turn.desk.may(Act.GRANT, queue):
        raise DeniedError(_("You can grant keys only for queues that you lead, and for those below them."))
    _grant(turn, queue, *find_member(turn, queue, words[-1]))


def ask_for_grants(turn: Turn) -> None:
    """Tell the leads who can grant the keys that the officer who writes still waits for, once they have their own."""
    officer = require_officer(turn)
    if meta.is_trial(turn.tx) or officer_public(turn.tx, officer.id) is None:
        return
    for member in memberships_of(turn.tx, officer.id):
        if member.holds or member.role is Role.AUDITOR:
            continue
        leads = _find_leads(turn, member.queue, officer)
        if not leads:
            turn.say(nobody_grants())
            continue
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


def nobody_grants() -> str:
    """Say what to do where nobody is left who could grant a key."""
    return _(
        "Nobody is left who could grant this key. Please ask the two holders of the recovery key to run «homthu recover» on the server."
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
    number = memberships.member_numbers(turn.tx, queue)[officer.id]
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


COMMANDS = (
    Command(
        "traokhoa",
        "grant",
        grant,
        N_("Grant the queue's key"),
        ("trao khoa", "grant"),
        officers=True,
    ),
)
