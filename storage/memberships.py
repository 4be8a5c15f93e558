"""Memberships: which officers belong to which queue, in what role, and who of them can open its tips."""

from dataclasses import dataclass

from sqlalchemy import bindparam, delete, select, update

from storage.queues import take_member_number
from storage.records import Role
from storage.statements import Statement, insert_or_replace
from storage.tables.units import memberships
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Membership:
    """One queue that an officer belongs to; `holds` tells whether they can open its tips (in a trial everybody can)."""

    officer: bytes
    queue: str
    role: Role
    holds: bool = True


_PUT_MEMBER = insert_or_replace(memberships)
_OF_OFFICER = Statement(
    select(memberships.c.officer, memberships.c.queue, memberships.c.role, memberships.c.holds)
    .where(memberships.c.officer == bindparam("of_officer"))
    .order_by(memberships.c.queue)
)
_ALL_MEMBERS = Statement(select(memberships.c.officer, memberships.c.queue, memberships.c.role))
_NUMBERS = Statement(
    select(memberships.c.officer, memberships.c.number).where(memberships.c.queue == bindparam("of_queue"))
)
_DROP_MEMBER = Statement(
    delete(memberships).where(
        memberships.c.officer == bindparam("of_officer"),
        memberships.c.queue == bindparam("of_queue"),
    )
)
_SET_HOLDS = Statement(
    update(memberships)
    .where(
        memberships.c.officer == bindparam("of_officer"),
        memberships.c.queue == bindparam("of_queue"),
    )
    .values(holds=bindparam("to_holds"))
)
_HOLD_NOTHING = Statement(update(memberships).values(holds=0))
_HOLDING = Statement(
    select(memberships.c.officer).where(
        memberships.c.queue == bindparam("of_queue"), memberships.c.holds == 1
    )
)


def memberships_of(tx: Transaction, officer: bytes) -> list[Membership]:
    """List the queues that an officer belongs to."""
    rows = tx.all(_OF_OFFICER, {"of_officer": officer})
    return [Membership(identity, queue, Role(role), bool(holds)) for identity, queue, role, holds in rows]


def join(tx: Transaction, membership: Membership) -> None:
    """Make an officer a member of a queue under a number that nobody else there ever gets, or change their role in it."""
    known = member_numbers(tx, membership.queue).get(membership.officer)
    row = {
        "officer": membership.officer,
        "queue": membership.queue,
        "role": membership.role,
        "holds": int(membership.holds),
        "number": known or take_member_number(tx, membership.queue),
    }
    tx.change(_PUT_MEMBER, row)


def member_numbers(tx: Transaction, queue: str) -> dict[bytes, int]:
    """Give the numbers by which the members of a queue are called there."""
    return {row[0]: row[1] for row in tx.all(_NUMBERS, {"of_queue": queue})}


def all_memberships(tx: Transaction) -> list[Membership]:
    """List the memberships of all queues."""
    return [Membership(officer, queue, Role(role)) for officer, queue, role in tx.all(_ALL_MEMBERS)]


def leave(tx: Transaction, officer: bytes, queue: str) -> bool:
    """End a membership; false if there was none."""
    return tx.change(_DROP_MEMBER, {"of_officer": officer, "of_queue": queue}) == 1


def set_holds(tx: Transaction, officer: bytes, queue: str, *, holds: bool) -> None:
    """Note whether a member can open their queue's tips."""
    tx.change(_SET_HOLDS, {"of_officer": officer, "of_queue": queue, "to_holds": int(holds)})


def hold_nothing(tx: Transaction) -> None:
    """Note that no member holds any key yet: the trial has ended."""
    tx.change(_HOLD_NOTHING)


def holding_members(tx: Transaction, queue: str) -> set[bytes]:
    """Name the members who can open a queue's tips."""
    return {officer for (officer,) in tx.all(_HOLDING, {"of_queue": queue})}
