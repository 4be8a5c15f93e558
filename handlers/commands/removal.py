"""Ends memberships: asks first, keeps the national desk staffed, and gives what is left to the level above."""

from content.i18n import N_, _, ngettext, use_language
from handlers.access import Act
from handlers.conversations.desk.removing import revoke_member
from handlers.declarations import Command, Conversation
from handlers.errors import DeniedError, RefusalError
from handlers.keys import close_desk
from handlers.member_numbers import find_member
from handlers.messages import Button
from handlers.numbers import name_tip
from handlers.outgoing import notify, take_menu
from handlers.queue_names import own_queue, queue_name
from handlers.roles import is_last_lead
from handlers.routing import move_unstaffed, release_claims
from handlers.turn import Turn
from handlers.typed_numbers import read_number
from storage import invitations, memberships, recusals, tips
from storage.departures import take_key
from storage.queues import NATION, exists_queue
from storage.records import Role


def revoke(turn: Turn, argument: str) -> None:
    """`/thuhoi [queue] N`: end the membership of member number N of a queue."""
    words = argument.lower().split()
    if not words or read_number(words[-1]) is None:
        raise RefusalError(_("Please give the member's number from «/canbo», for example «/thuhoi 2»."))
    queue = words[0] if len(words) > 1 else own_queue(turn)
    if not exists_queue(turn.tx, queue) or not turn.desk.may(Act.REVOKE, queue):
        raise DeniedError(
            _("You can remove members only from queues that you lead, and from those below them.")
        )
    member, _role = find_member(turn, queue, words[-1])
    _refuse_last_national(turn, member.id, queue)
    _refuse_last_worker(turn, member.id, queue)
    question = _("{name} will no longer be a member of {queue}. Are you sure?")
    text = question.format(name=member.name, queue=queue_name(queue))
    turn.session.start("revoke_member", {"member": member.id.hex(), "queue": queue, "question": text})


def end_membership(turn: Turn, decision: tuple[str, str] | None) -> None:
    """End a membership, give its claims back, and its queue's tips to the level above if nobody is left."""
    if decision is None:
        turn.say(_("Nothing was changed."))
        return
    officer, queue = decision
    member = turn.colleague(bytes.fromhex(officer))
    if member is None or not turn.desk.may(Act.REVOKE, queue):
        raise DeniedError(
            _("You can remove members only from queues that you lead, and from those below them.")
        )
    _refuse_last_national(turn, member.id, queue)  # another one may have left since the question
    _refuse_last_worker(turn, member.id, queue)
    returned = release_claims(turn.tx, member, queue)
    turn.store.revocations.note_membership(member.id, queue, int(turn.now))
    memberships.leave(turn.tx, member.id, queue)
    take_key(turn.tx, turn.store.keyring, member.id, queue)
    ended = invitations.void_invitations_to(turn.tx, queue)  # the one who leaves may know their codes
    close_desk(turn, member)
    if not memberships.memberships_of(turn.tx, member.id):
        take_menu(turn, member)
    moved = move_unstaffed(turn.tx, queue)
    turn.record(Act.REVOKE, queue, detail=member.id.hex())
    for owner, number in moved:
        turn.record(Act.TRANSFER, owner, number, f"from unstaffed {queue}")
    turn.say(_("{name} is no longer a member of {queue}.").format(name=member.name, queue=queue_name(queue)))
    if ended:
        text = ngettext(
            "{count} unused invitation ended as well. Please make a new one where it is needed.",
            "{count} unused invitations ended as well. Please make new ones where they are needed.",
            ended,
        )
        turn.say(text.format(count=ended))
    _tell_of_tips(turn, queue, moved, (member.name, returned))


def _tell_of_tips(turn: Turn, queue: str, moved: list[tuple[str, int]], returned: tuple[str, int]) -> None:
    if moved:
        tell_of_moved(turn, queue, moved[0][0], len(moved))
    elif returned[1]:
        _tell_of_returned(turn, queue, *returned)


def _working(turn: Turn, queue: str) -> set[bytes]:
    members = turn.store.register.members(turn.tx, queue)
    workers = {officer.id for officer, role in members if officer.enabled and role is not Role.AUDITOR}
    return workers & memberships.holding_members(turn.tx, queue)


def _refuse_last_worker(turn: Turn, member: bytes, queue: str) -> None:
    """Raise RefusalError if all who would be left have stepped out of an open tip of the queue."""
    left = _working(turn, queue) - {member}
    for identity in recusals.find_recused(turn.tx, queue):
        tip = tips.get_tip(turn.tx, identity)
        if tip is not None and left and left <= recusals.stepped_out(turn.tx, identity):
            text = _("Nobody would be left to work tip {tip}. Please hand it over first: «/chuyen {tip}».")
            raise RefusalError(text.format(tip=name_tip(tip)))


def _refuse_last_national(turn: Turn, member: bytes, queue: str) -> None:
    if queue == NATION and _working(turn, queue) == {member}:
        raise RefusalError(
            _("This is the last officer of the national desk. Please invite another one first.")
        )
    if queue == NATION and is_last_lead(turn, member, queue):
        raise RefusalError(_("This is the last lead of the national desk. Please invite another lead first."))


def tell_of_moved(turn: Turn, queue: str, owner: str, count: int) -> None:
    """Tell the officer who writes, and those of the level above, that open tips of a queue have gone there."""
    text = ngettext(
        "Nobody works this queue now. Its {count} open tip went to: {queue}.",
        "Nobody works this queue now. Its {count} open tips went to: {queue}.",
        count,
    )
    turn.say(text.format(count=count, queue=queue_name(owner)))
    for officer, role in turn.store.register.members(turn.tx, owner):
        if officer.enabled and role is not Role.AUDITOR:
            with use_language(officer.language):
                notice = ngettext(
                    "{count} open tip came to you, since nobody works {queue} now.",
                    "{count} open tips came to you, since nobody works {queue} now.",
                    count,
                )
                button = Button(_("Tips of my queues"), f"/hangdoi {owner}")
                notify(turn, officer, notice.format(count=count, queue=queue_name(queue)), ((button,),))


def _tell_of_returned(turn: Turn, queue: str, name: str, count: int) -> None:
    working = _working(turn, queue)
    for officer, _role in turn.store.register.members(turn.tx, queue):
        if officer.id in working:
            with use_language(officer.language):
                notice = ngettext(
                    "{name} is no longer a member. {count} tip that they held waits for somebody.",
                    "{name} is no longer a member. {count} tips that they held wait for somebody.",
                    count,
                )
                button = Button(_("Tips of my queues"), f"/hangdoi {queue}")
                notify(turn, officer, notice.format(name=name, count=count), ((button,),))


COMMANDS = (
    Command(
        "thuhoi",
        "revoke",
        revoke,
        N_("Remove a member"),
        ("thu hoi", "revoke"),
        officers=True,
        starts=True,
    ),
)


CONVERSATIONS = {
    "revoke_member": Conversation(revoke_member, end_membership, N_("Nothing was changed."), needs_key=True),
}
