"""Officers, the queues they are members of, and the invitations by which they join."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, func, or_, select, update

from storage.cipher import keyed_hash, open_sealed, random_bytes, seal
from storage.records import Role
from storage.statements import Statement, insert_or_ignore, insert_or_replace
from storage.tables import invitations, memberships, officers, queues
from storage.transaction import Row, Transaction

CODE_BYTES = 16
NO_KEYS: Mapping[int, bytes] = {}


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer: how colleagues call them, their language, and where their messages go."""

    id: bytes
    name: str
    language: str
    channel: str
    address: str
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Membership:
    """One queue that an officer belongs to; `holds` tells whether they can open its tips (in a trial everybody can)."""

    officer: bytes
    queue: str
    role: Role
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation that was used: the queue, the role, and the private keys that it carried, by generation."""

    queue: str
    role: Role
    keys: dict[int, bytes]


_PUT = insert_or_replace(officers)
_BY_ADDRESS = Statement(select(officers).where(officers.c.address == bindparam("at_address")))
_BY_ID = Statement(select(officers).where(officers.c.id == bindparam("with_id")))
_PUT_MEMBER = insert_or_replace(memberships)
_OF_OFFICER = Statement(
    select(memberships).where(memberships.c.officer == bindparam("of_officer")).order_by(memberships.c.queue)
)
_OF_QUEUE = Statement(
    select(officers, memberships.c.role)
    .join(memberships, memberships.c.officer == officers.c.id)
    .where(memberships.c.queue == bindparam("of_queue"))
    .order_by(memberships.c.role, officers.c.id)
)
_ALL_MEMBERS = Statement(select(memberships.c.officer, memberships.c.queue, memberships.c.role))
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
_INVITE = insert_or_ignore(invitations)
_USE = Statement(
    delete(invitations)
    .where(invitations.c.code == bindparam("with_code"), invitations.c.expires > bindparam("by_now"))
    .returning(invitations.c.queue, invitations.c.role, invitations.c.sealed)
)
_BELOW = select(queues.c.code).where(queues.c.above == bindparam("of_queue"))
_DROP_OF_LINE = Statement(
    delete(invitations).where(
        or_(
            invitations.c.queue == bindparam("of_queue"),
            invitations.c.queue.in_(_BELOW),
            invitations.c.queue.in_(select(queues.c.code).where(queues.c.above.in_(_BELOW))),
        )
    )
)

_ALL_IDS = Statement(select(officers.c.id))
_COUNT_OPEN = Statement(
    select(func.count()).select_from(invitations).where(invitations.c.expires > bindparam("by_now"))
)
_DROP_INVITATIONS = Statement(delete(invitations))
_DROP_EXPIRED = Statement(delete(invitations).where(invitations.c.expires <= bindparam("by_now")))


class Register:
    """Reads and writes officers; their addresses are hashed and sealed under the server's secret."""

    def __init__(self, secret: bytes) -> None:
        self._names = keyed_hash(secret, b"officers", size=32)
        self._seals = keyed_hash(secret, b"officer records", size=32)

    def find(self, tx: Transaction, channel: str, address: str) -> Officer | None:
        """Find the officer who writes from this address."""
        return self._read(tx.first(_BY_ADDRESS, {"at_address": self._address(channel, address)}))

    def get(self, tx: Transaction, officer: bytes) -> Officer | None:
        """Get an officer by id."""
        return self._read(tx.first(_BY_ID, {"with_id": officer}))

    def save(self, tx: Transaction, officer: Officer) -> None:
        """Add or change an officer."""
        record = [officer.name, officer.language, officer.channel, officer.address]
        sealed = seal(self._seals, json.dumps(record).encode(), b"officer" + officer.id)
        address = self._address(officer.channel, officer.address)
        row = {
            "id": officer.id,
            "address": address,
            "sealed": sealed,
            "enabled": int(officer.enabled),
        }
        tx.change(_PUT, row)

    def members(self, tx: Transaction, queue: str) -> list[tuple[Officer, Role]]:
        """List a queue's members with their roles."""
        found = [(self._read(row[:-1]), Role(row[-1])) for row in tx.all(_OF_QUEUE, {"of_queue": queue})]
        return [(officer, role) for officer, role in found if officer is not None]

    def invite(
        self, tx: Transaction, queue: str, role: Role, expires: int, keys: Mapping[int, bytes] = NO_KEYS
    ) -> str:
        """Make an invitation (expires in seconds since 1970) and give its code, which is kept only as a hash.

        It carries the queue's private keys, if some are given, sealed under the code.
        """
        code = base64.b32encode(random_bytes(CODE_BYTES)).decode().rstrip("=").lower()
        carried = json.dumps({generation: key.hex() for generation, key in keys.items()}).encode()
        row = {
            "code": self._code(code),
            "queue": queue,
            "role": role,
            "expires": expires,
            "sealed": seal(_code_key(code), carried, queue.encode()) if keys else None,
        }
        tx.change(_INVITE, row)
        return code

    def use_invitation(self, tx: Transaction, code: str, now: int) -> Invitation | None:
        """Use an invitation up; None if it is unknown, expired or used. Its row goes: its code stays in somebody's chat."""
        row = tx.first(_USE, {"with_code": self._code(code), "by_now": now})
        if row is None:
            return None
        queue, role, sealed = row
        carried = json.loads(open_sealed(_code_key(code), sealed, queue.encode())) if sealed else {}
        keys = {int(generation): bytes.fromhex(key) for generation, key in carried.items()}
        return Invitation(queue, Role(role), keys)

    def _address(self, channel: str, address: str) -> bytes:
        return keyed_hash(self._names, b"address", channel.encode(), address.encode(), size=32)

    def _code(self, code: str) -> bytes:
        return keyed_hash(self._names, b"code", code.encode(), size=32)

    def _read(self, row: Row | None) -> Officer | None:
        if row is None:
            return None
        identity, _, sealed, enabled = row
        name, language, channel, address = json.loads(open_sealed(self._seals, sealed, b"officer" + identity))
        return Officer(identity, name, language, channel, address, bool(enabled))


def rekey_officers(tx: Transaction, old: bytes, new: bytes) -> None:
    """Hash and seal all officers under a new secret."""
    before, after = Register(old), Register(new)
    for (identity,) in tx.all(_ALL_IDS):
        officer = before.get(tx, identity)
        if officer is not None:
            after.save(tx, officer)


def void_invitations(tx: Transaction, now: int) -> int:
    """Forget all invitations and count those that could still be used."""
    row = tx.first(_COUNT_OPEN, {"by_now": now})
    tx.change(_DROP_INVITATIONS)
    return row[0] if row else 0


def forget_expired(tx: Transaction, now: int) -> None:
    """Forget invitations that can no longer be used, with the keys that they carry."""
    tx.change(_DROP_EXPIRED, {"by_now": now})


def void_invitations_to(tx: Transaction, queue: str) -> int:
    """Forget the invitations to a queue and to those below it, and count them."""
    return tx.change(_DROP_OF_LINE, {"of_queue": queue})


def new_officer_id() -> bytes:
    """Draw a random id."""
    return random_bytes(16)


def memberships_of(tx: Transaction, officer: bytes) -> list[Membership]:
    """List the queues that an officer belongs to."""
    rows = tx.all(_OF_OFFICER, {"of_officer": officer})
    return [Membership(identity, queue, Role(role), bool(holds)) for identity, queue, role, holds in rows]


def join(tx: Transaction, membership: Membership) -> None:
    """Make an officer a member of a queue, or change their role in it."""
    row = {"officer": membership.officer, "queue": membership.queue, "role": membership.role}
    tx.change(_PUT_MEMBER, {**row, "holds": int(membership.holds)})


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


def _code_key(code: str) -> bytes:
    return keyed_hash(b"invitation", code.encode(), size=32)
