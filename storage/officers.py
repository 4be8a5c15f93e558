"""Officers: who they are to colleagues and where their messages go, hashed and sealed under the server's secret."""

import json
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from storage.cipher import keyed_hash, open_sealed, random_bytes, seal
from storage.records import Role
from storage.statements import Statement, insert_or_replace
from storage.tables.units import memberships, officers
from storage.transaction import Row, Transaction


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer: how colleagues call them, their language, and where their messages go."""

    id: bytes
    name: str
    language: str
    channel: str
    address: str
    enabled: bool = True


_PUT = insert_or_replace(officers)
_BY_ADDRESS = Statement(select(officers).where(officers.c.address == bindparam("at_address")))
_BY_ID = Statement(select(officers).where(officers.c.id == bindparam("with_id")))
_OF_QUEUE = Statement(
    select(officers, memberships.c.role)
    .join(memberships, memberships.c.officer == officers.c.id)
    .where(memberships.c.queue == bindparam("of_queue"))
    .order_by(memberships.c.number)
)
_ALL_IDS = Statement(select(officers.c.id))


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
        """List a queue's members with their roles, in the order in which they joined."""
        found = [(self._read(row[:-1]), Role(row[-1])) for row in tx.all(_OF_QUEUE, {"of_queue": queue})]
        return [(officer, role) for officer, role in found if officer is not None]

    def _address(self, channel: str, address: str) -> bytes:
        return keyed_hash(self._names, b"address", channel.encode(), address.encode(), size=32)

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


def new_officer_id() -> bytes:
    """Draw a random id."""
    return random_bytes(16)
