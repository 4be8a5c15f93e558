"""Invitations, by which officers join: who has the code may use it once, and it may carry the queue's keys."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, func, null, or_, select, update

from storage.cipher import keyed_hash, open_sealed, random_bytes, seal
from storage.records import Role
from storage.statements import Statement, insert_or_ignore
from storage.tables.units import invitations, queues
from storage.transaction import Row, Transaction

CODE_BYTES = 16
NO_KEYS: Mapping[int, bytes] = {}


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation: the queue, the role, and the private keys that it carries, by generation."""

    queue: str
    role: Role
    keys: dict[int, bytes]


_INVITE = insert_or_ignore(invitations)
_IS_OPEN = (invitations.c.code == bindparam("with_code"), invitations.c.expires > bindparam("by_now"))
_SHOWN = (invitations.c.queue, invitations.c.role, invitations.c.sealed)
_FIND = Statement(select(*_SHOWN).where(*_IS_OPEN))
_USE = Statement(delete(invitations).where(*_IS_OPEN).returning(*_SHOWN))
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
_REDIRECT = Statement(
    update(invitations)
    .where(invitations.c.queue == bindparam("from_queue"))
    .values(queue=bindparam("to_queue"), sealed=null())
)
_COUNT_OPEN = Statement(
    select(func.count()).select_from(invitations).where(invitations.c.expires > bindparam("by_now"))
)
_DROP_INVITATIONS = Statement(delete(invitations))
_DROP_EXPIRED = Statement(delete(invitations).where(invitations.c.expires <= bindparam("by_now")))


class Invitations:
    """Makes invitations and uses them up; their codes are kept as hashes under the server's secret."""

    def __init__(self, secret: bytes) -> None:
        self._names = keyed_hash(secret, b"officers", size=32)

    def make(
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

    def find(self, tx: Transaction, code: str, now: int) -> Invitation | None:
        """Look at an invitation; None if it is unknown, expired or used."""
        return self._read(tx.first(_FIND, {"with_code": self._code(code), "by_now": now}), code)

    def use(self, tx: Transaction, code: str, now: int) -> Invitation | None:
        """Use an invitation up; None if it is unknown, expired or used. Its row goes: its code stays in somebody's chat."""
        return self._read(tx.first(_USE, {"with_code": self._code(code), "by_now": now}), code)

    def _read(self, row: Row | None, code: str) -> Invitation | None:
        if row is None:
            return None
        queue, role, sealed = row
        carried = json.loads(open_sealed(_code_key(code), sealed, queue.encode())) if sealed else {}
        keys = {int(generation): bytes.fromhex(key) for generation, key in carried.items()}
        return Invitation(queue, Role(role), keys)

    def _code(self, code: str) -> bytes:
        return keyed_hash(self._names, b"code", code.encode(), size=32)


def count_invitations(tx: Transaction, now: int) -> int:
    """Count the invitations that can still be used."""
    row = tx.first(_COUNT_OPEN, {"by_now": now})
    return row[0] if row else 0


def void_invitations(tx: Transaction, now: int) -> int:
    """Forget all invitations and count those that could still be used."""
    count = count_invitations(tx, now)
    tx.change(_DROP_INVITATIONS)
    return count


def rekey_invitations(tx: Transaction, _old: bytes, _new: bytes) -> None:
    """Forget all invitations: their codes are known by hashes only, so nobody can hash them anew."""
    tx.change(_DROP_INVITATIONS)


def forget_expired(tx: Transaction, now: int) -> None:
    """Forget invitations that can no longer be used, with the keys that they carry."""
    tx.change(_DROP_EXPIRED, {"by_now": now})


def void_invitations_to(tx: Transaction, queue: str) -> int:
    """Forget the invitations to a queue and to those below it, and count them."""
    return tx.change(_DROP_OF_LINE, {"of_queue": queue})


def redirect(tx: Transaction, queue: str, into: str) -> int:
    """Let the invitations to a merged queue lead to the other one, without the keys that they carried; count them."""
    return tx.change(_REDIRECT, {"from_queue": queue, "to_queue": into})


def _code_key(code: str) -> bytes:
    return keyed_hash(b"invitation", code.encode(), size=32)
