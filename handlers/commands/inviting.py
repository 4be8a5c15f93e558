"""`/moi`: the leads invite to their queue, or to one below."""

from content.i18n import N_, _
from content.places.folding import fold
from handlers.access import Act
from handlers.declarations import Command
from handlers.errors import DeniedError, RefusalError
from handlers.keys import key_at_hand
from handlers.queue_names import find_queue, own_queue, queue_name
from handlers.roles import ROLE_WORDS, role_labels
from handlers.turn import Turn
from storage import meta
from storage.errors import UnreadableError
from storage.grants import openable_keys
from storage.records import Role

INVITATION_SECONDS = 24 * 3600


def invite(turn: Turn, argument: str) -> None:
    """`/moi [place or code] [role]`: make an invitation to a queue that the officer leads, or to one below."""
    queue, role = _read_invitation(turn, argument)
    if not turn.desk.may(Act.INVITE, queue):
        raise DeniedError(_("You can invite only to queues that you lead, and to those below them."))
    keys = _keys_to_carry(turn, queue, role)
    code = turn.store.invitations.make(turn.tx, queue, role, int(turn.now) + INVITATION_SECONDS, keys)
    turn.record(Act.INVITE, queue, detail=role)
    text = _(
        "Invitation to {queue} as {role}, for one person, 24 hours.\n"
        "Link: {link}\nCode, to be typed into any channel: {code}\nGive it only to that person, best by word of mouth."
    )
    link = invitation_link(turn.product.public_url, code)
    turn.say(
        text.format(queue=queue_name(queue), role=role_labels()[role], link=link, code=code), secret=True
    )


def invitation_link(public_url: str, code: str) -> str:
    """Write the link by which an invited officer joins on the page."""
    return f"{public_url}/canbo?code={code}"


def _keys_to_carry(turn: Turn, queue: str, role: Role) -> dict[int, bytes]:
    """Open the queue's keys for an invitation; none in a trial, for an auditor, or where the inviting lead waits for them."""
    if meta.is_trial(turn.tx) or role is Role.AUDITOR:
        return {}
    try:
        return openable_keys(turn.tx, turn.store.keyring, queue, key_at_hand(turn))
    except UnreadableError:
        return {}


def _read_invitation(turn: Turn, argument: str) -> tuple[str, Role]:
    """Read «place role»; where no place is left without the role («Xuân Trường»), it is the place's name."""
    folded = fold(argument)
    if not folded or folded in ROLE_WORDS:
        return own_queue(turn), ROLE_WORDS.get(folded, Role.OFFICER)
    readings = [
        (folded.removesuffix(words).strip(), role)
        for words, role in ROLE_WORDS.items()
        if folded.endswith(" " + words)
    ]
    readings.append((folded, Role.OFFICER))
    for place, role in readings:
        queue = find_queue(turn, place)
        if queue is not None:
            return queue, role
    raise RefusalError(
        _("I don't know that place. Write for example «/moi phường Ba Đình, Hà Nội» or «/moi 00004».")
    )


COMMANDS = (Command("moi", "invite", invite, N_("Invite a colleague"), ("moi", "invite"), officers=True),)
