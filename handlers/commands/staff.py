"""The leads' commands: invite to a queue and list its members; and joining by a code."""

import re
from dataclasses import replace

from content.i18n import _
from content.places.folding import fold
from content.places.gazetteer import province
from content.places.resolver import find
from handlers import limits
from handlers.access import Act
from handlers.commands.queue import queue_name
from handlers.errors import RefusalError
from handlers.keys import key_at_hand
from handlers.locks import carry_keys
from handlers.messages import Button
from handlers.turn import Turn
from storage import meta, officers
from storage.errors import UnreadableError
from storage.grants import give_keys, openable_keys
from storage.officer_keys import officer_public
from storage.officers import Invitation, Membership, Officer, new_officer_id
from storage.queues import exists_queue
from storage.records import Role

INVITATION_SECONDS = 24 * 3600
CODE = re.compile(r"[a-z2-7]{26}")
LONGEST_CODE = 100  # with whatever stands between its letters

ROLE_WORDS = {
    "officer": Role.OFFICER,
    "can bo": Role.OFFICER,
    "lead": Role.LEAD,
    "truong": Role.LEAD,
    "truong nhom": Role.LEAD,
    "auditor": Role.AUDITOR,
    "kiem tra": Role.AUDITOR,
    "kiem tra vien": Role.AUDITOR,
}


def role_labels() -> dict[Role, str]:
    """Label the roles."""
    return {Role.OFFICER: _("officer"), Role.LEAD: _("lead"), Role.AUDITOR: _("auditor")}


def read_code(text: str) -> str | None:
    """Read an invitation code, with or without spaces and dashes; None if the text is none."""
    if len(text) > LONGEST_CODE:
        return None
    code = re.sub(r"[\s-]+", "", text).lower()
    return code if CODE.fullmatch(code) else None


def join(turn: Turn, code: str) -> None:
    """Let the person who writes join the queue of an invitation."""
    invitation = turn.store.register.use_invitation(turn.tx, code, int(turn.now))
    if invitation is None:
        limits.count(turn, limits.CODES)
        raise RefusalError(
            _("This invitation code is wrong, used or expired. Please ask your lead for a new one.")
        )
    queue, role = invitation.queue, invitation.role
    if role is Role.AUDITOR and queue in turn.desk.queues:
        raise RefusalError(
            _("You work in this queue, so you can't be its auditor. A lead has to end that first: «/thuhoi».")
        )
    is_new = turn.officer is None
    officer = turn.officer or _enlist(turn)
    _make_member(turn, officer, invitation)
    turn.record("join", queue, detail=role)
    text = _("Welcome. You are now a member of this queue: {queue}. Your role: {role}.")
    turn.say(text.format(queue=queue_name(queue), role=role_labels()[role]))
    if _can_work(turn, officer):
        turn.say(_("«/hangdoi» lists the tips, «/tin 12» opens one, «/trogiup» explains everything."))
    if is_new:
        turn.session.start("introduce")
    else:
        _ask_for_key(turn, officer)


def name_officer(turn: Turn, name: str) -> None:
    """Keep how colleagues call the officer who writes."""
    officer = turn.officer
    if officer is None or not name:
        turn.say(_("All right. You are ready to work."))
        return
    turn.store.register.save(turn.tx, replace(officer, name=name))
    if _can_work(turn, officer):
        turn.say(_("Thank you, {name}. You are ready to work.").format(name=name))
    _ask_for_key(turn, officer)


def _can_work(turn: Turn, officer: Officer) -> bool:
    return meta.is_trial(turn.tx) or officer_public(turn.tx, officer.id) is not None


def _ask_for_key(turn: Turn, officer: Officer) -> None:
    if not _can_work(turn, officer):
        button = Button(_("Make my key"), "/mokhoa")
        turn.say(_("Next, please make your key: press the button, or write «/mokhoa»."), ((button,),))


def invite(turn: Turn, argument: str) -> None:
    """`/moi [place or code] [role]`: make an invitation to a queue that the officer leads, or to one below."""
    queue, role = _read_invitation(turn, argument)
    if not turn.desk.may(Act.INVITE, queue):
        raise RefusalError(_("You can invite only to queues that you lead, and to those below them."))
    keys = _keys_to_carry(turn, queue, role)
    code = turn.store.register.invite(turn.tx, queue, role, int(turn.now) + INVITATION_SECONDS, keys)
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


def list_members(turn: Turn, argument: str) -> None:
    """`/canbo [queue]`: list the members of a queue."""
    queue = _find_queue(turn, fold(argument)) if argument.strip() else own_queue(turn)
    if queue is None or not _may_see_roster(turn, queue):
        raise RefusalError(_("That is not one of your queues. Write «/hangdoi» to see them."))
    members = turn.store.register.members(turn.tx, queue)
    holding = officers.holding_members(turn.tx, queue)
    lines = [
        _member_line(number, officer, role, holds=officer.id in holding)
        for number, (officer, role) in enumerate(members, start=1)
    ]
    title = _("Members of {queue}:").format(queue=queue_name(queue))
    rows: tuple[tuple[Button, ...], ...] = ()
    if turn.desk.may(Act.INVITE, queue):
        rows = ((Button(_("Invite"), f"/moi {queue}"),),)
    turn.say("\n".join([title, *(lines or [_("Nobody yet.")])]), rows)


def _member_line(number: int, officer: Officer, role: Role, *, holds: bool) -> str:
    line = f"{number}. {officer.name} ({role_labels()[role]})"
    waits = _("waits for the key")
    return line if holds or role is Role.AUDITOR else f"{line} – {waits}"


def _make_member(turn: Turn, officer: Officer, invitation: Invitation) -> None:
    """Make an officer a member, with the keys that the invitation carries."""
    queue, role, trial = invitation.queue, invitation.role, meta.is_trial(turn.tx)
    holds = trial or officer.id in officers.holding_members(turn.tx, queue)
    officers.join(turn.tx, Membership(officer.id, queue, role, holds))
    if trial or not invitation.keys:
        return
    store = turn.store
    if officer_public(turn.tx, officer.id) is None:
        carry_keys(turn, officer, queue, invitation.keys)
    else:
        give_keys(turn.tx, store.keyring, store.vault, queue, officer.id, invitation.keys)


def _keys_to_carry(turn: Turn, queue: str, role: Role) -> dict[int, bytes]:
    """Open the queue's keys for an invitation; none in a trial, for an auditor, or where the inviting lead waits for them."""
    if meta.is_trial(turn.tx) or role is Role.AUDITOR:
        return {}
    try:
        return openable_keys(turn.tx, turn.store.keyring, queue, key_at_hand(turn))
    except UnreadableError:
        return {}


def _enlist(turn: Turn) -> Officer:
    known = turn.store.register.find(turn.tx, turn.incoming.channel, turn.incoming.address)
    if known is not None and not known.enabled:
        raise RefusalError(_("This account was switched off. Please ask your lead."))
    officer = Officer(
        known.id if known else new_officer_id(),
        _("Officer"),
        turn.session.language,
        turn.incoming.channel,
        turn.incoming.address,
    )
    turn.store.register.save(turn.tx, officer)
    turn.enlist(officer)
    return officer


def own_queue(turn: Turn) -> str:
    """Name the queue of an officer who belongs to one; raise RefusalError where it must be given."""
    own = [one.queue for one in turn.desk.memberships]
    if len(own) != 1:
        names = ", ".join(own)
        raise RefusalError(_("Which queue? Please give its code as well: {names}.").format(names=names))
    return own[0]


def _may_see_roster(turn: Turn, queue: str) -> bool:
    return turn.desk.may(Act.ROSTER, queue) or any(one.queue == queue for one in turn.desk.memberships)


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
        queue = _find_queue(turn, place)
        if queue is not None:
            return queue, role
    raise RefusalError(
        _("I don't know that place. Write for example «/moi phường Ba Đình, Hà Nội» or «/moi 00004».")
    )


def _find_queue(turn: Turn, place: str) -> str | None:
    """Find a queue by its code, or by the place's folded name."""
    if exists_queue(turn.tx, place):
        return place
    found = find(place)
    if found.state == "sure":
        return found.communes[0].code
    exact = [one.code for one in found.communes if fold(f"{one.name} {province(one.province).name}") == place]
    if len(exact) == 1:
        return exact[0]
    return found.province.code if found.province is not None and not found.communes else None
