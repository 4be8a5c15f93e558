"""Joining a queue by an invitation code, and saying how colleagues shall call one."""

import re
from dataclasses import replace

from content.i18n import N_, _
from handlers import limits
from handlers.carrying import carry_keys
from handlers.conversations.desk.introducing import introduce
from handlers.declarations import Conversation
from handlers.errors import RefusalError
from handlers.messages import Button
from handlers.queue_names import queue_name
from handlers.roles import is_last_lead, role_labels
from handlers.turn import Turn
from storage import memberships, meta
from storage.grants import give_keys
from storage.invitations import Invitation
from storage.memberships import Membership
from storage.officer_keys import officer_public
from storage.officers import Officer, new_officer_id
from storage.queues import NATION
from storage.records import Role

CODE = re.compile(r"[a-z2-7]{26}")
LONGEST_CODE = 100  # with whatever stands between its letters


def read_code(text: str) -> str | None:
    """Read an invitation code, with or without spaces and dashes; None if the text is none."""
    if len(text) > LONGEST_CODE:
        return None
    code = re.sub(r"[\s-]+", "", text).lower()
    return code if CODE.fullmatch(code) else None


def join(turn: Turn, code: str) -> None:
    """Let the person who writes join the queue of an invitation."""
    known = turn.store.register.find(turn.tx, turn.incoming.channel, turn.incoming.address)
    invitation = turn.store.invitations.find(turn.tx, code, int(turn.now))
    if invitation is not None:
        _require_fitting(turn, invitation, known)
        invitation = turn.store.invitations.use(turn.tx, code, int(turn.now))
    if invitation is None:
        limits.count(turn, limits.CODES)
        raise RefusalError(
            _("This invitation code is wrong, used or expired. Please ask your lead for a new one.")
        )
    queue, role = invitation.queue, invitation.role
    is_new = turn.officer is None
    officer = turn.officer or _enlist(turn, known)
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


def _require_fitting(turn: Turn, invitation: Invitation, known: Officer | None) -> None:
    """Refuse an invitation that is not for the person who writes, before it is used up: it stays good for somebody else."""
    queue, role = invitation.queue, invitation.role
    if role is Role.AUDITOR and queue in turn.desk.queues:
        raise RefusalError(
            _("You work in this queue, so you can't be its auditor. A lead has to end that first: «/thuhoi».")
        )
    officer = turn.officer
    if queue == NATION and role is not Role.LEAD and officer and is_last_lead(turn, officer.id, NATION):
        raise RefusalError(_("You are the last lead of the national desk. Please invite another lead first."))
    if known is not None and not known.enabled:
        raise RefusalError(_("This account was switched off. Please ask your lead."))


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


def _make_member(turn: Turn, officer: Officer, invitation: Invitation) -> None:
    """Make an officer a member, with the keys that the invitation carries."""
    queue, role, trial = invitation.queue, invitation.role, meta.is_trial(turn.tx)
    holds = trial or officer.id in memberships.holding_members(turn.tx, queue)
    memberships.join(turn.tx, Membership(officer.id, queue, role, holds))
    if trial or not invitation.keys:
        return
    store = turn.store
    if officer_public(turn.tx, officer.id) is None:
        carry_keys(turn, officer, queue, invitation.keys)
    else:
        give_keys(turn.tx, store.keyring, store.vault, queue, officer.id, invitation.keys)


def _enlist(turn: Turn, known: Officer | None) -> Officer:
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


def _can_work(turn: Turn, officer: Officer) -> bool:
    return meta.is_trial(turn.tx) or officer_public(turn.tx, officer.id) is not None


def _ask_for_key(turn: Turn, officer: Officer) -> None:
    if not _can_work(turn, officer):
        button = Button(_("Make my key"), "/mokhoa")
        turn.say(_("Next, please make your key: press the button, or write «/mokhoa»."), ((button,),))


CONVERSATIONS = {
    "introduce": Conversation(introduce, name_officer, N_("All right. You are ready to work.")),
}
