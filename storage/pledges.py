"""Pledges of households and groups: where, of what kind, how many people, in which week. No names.

An address is known by a hash alone, under a key of its own that a change of the server's secret leaves alone, so that whoever pledges again
within a year replaces what they pledged before. After a year the hash is replaced by chance.
"""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, or_, select, update

from storage import meta
from storage.cipher import KEY_BYTES, keyed_hash, open_sealed, random_bytes, seal, shuffled
from storage.queues import NATION
from storage.statements import Statement, insert_or_replace
from storage.tables.outreach import pledges
from storage.tables.units import queues
from storage.transaction import Transaction

KEY_FACT = "key of the pledges"
WEEKS = 52
ID_BYTES = 32


@dataclass(frozen=True, slots=True)
class Pledged:
    """One pledge: kind, commune, hamlet (empty where it is not known), how many people, and the week, counted from 1970."""

    kind: str
    commune: str
    hamlet: str
    people: int
    week: int


class PledgeCount(NamedTuple):
    """How many pledges of a kind there are in a hamlet of a commune, and of how many people."""

    commune: str
    hamlet: str
    kind: str
    pledges: int
    people: int


_PUT = insert_or_replace(pledges)
_DROP = Statement(delete(pledges).where(pledges.c.id == bindparam("with_id")))
_PAST = Statement(select(pledges.c.id).where(pledges.c.known == 1, pledges.c.week <= bindparam("last")))
_FORGET = Statement(
    update(pledges).where(pledges.c.id == bindparam("with_id")).values(id=bindparam("new_id"), known=0)
)
_MOVE = Statement(
    update(pledges)
    .where(pledges.c.commune == bindparam("from_commune"))
    .values(commune=bindparam("into_commune"))
)
_BELOW = select(queues.c.code).where(
    or_(queues.c.code == bindparam("in_queue"), queues.c.above == bindparam("in_queue"))
)
_COUNT = (
    select(pledges.c.commune, pledges.c.hamlet, pledges.c.kind, func.count(), func.sum(pledges.c.people))
    .where(pledges.c.week >= bindparam("first"), pledges.c.week <= bindparam("last"))
    .group_by(pledges.c.commune, pledges.c.hamlet, pledges.c.kind)
)
_COUNT_BELOW = Statement(_COUNT.where(pledges.c.commune.in_(_BELOW)))
_COUNT_ALL = Statement(_COUNT)


class Pledges:
    """Writes pledges; its key lies in the database, sealed under the server's secret."""

    def __init__(self, secret: bytes) -> None:
        self._seal = keyed_hash(secret, b"key of the pledges", size=KEY_BYTES)

    def write(self, tx: Transaction, channel: str, address: str, pledged: Pledged) -> None:
        """Write a pledge, in place of the one that the address made within the year."""
        self.forget_addresses(tx, pledged.week)
        name = keyed_hash(self.key(tx), b"pledge", channel.encode(), address.encode(), size=ID_BYTES)
        row = {field: getattr(pledged, field) for field in Pledged.__slots__}
        tx.change(_PUT, {"id": name, "known": 1, **row})

    def forget_addresses(self, tx: Transaction, week: int) -> None:
        """Put chance in the place of the hashes that are a year old: the pledges count on, and nobody can tell whose they were."""
        for (name,) in shuffled(tx.all(_PAST, {"last": week - WEEKS})):
            tx.change(_FORGET, {"with_id": name, "new_id": random_bytes(ID_BYTES)})

    def key(self, tx: Transaction) -> bytes:
        """Give the key, made at the first call."""
        sealed = meta.get_fact(tx, KEY_FACT)
        if sealed is not None:
            return open_sealed(self._seal, sealed, KEY_FACT.encode())
        key = random_bytes(KEY_BYTES)
        self.keep_key(tx, key)
        return key

    def keep_key(self, tx: Transaction, key: bytes) -> None:
        """Seal the key under this secret."""
        meta.set_fact(tx, KEY_FACT, seal(self._seal, key, KEY_FACT.encode()))


def rekey_pledges(tx: Transaction, old: bytes, new: bytes) -> None:
    """Seal the key under a new secret; the hashes stay."""
    if meta.get_fact(tx, KEY_FACT) is not None:
        Pledges(new).keep_key(tx, Pledges(old).key(tx))


def count_pledges(tx: Transaction, queue: str, first: int, last: int) -> list[PledgeCount]:
    """Count the pledges in a unit and those below it, from one week to another, by hamlet and kind."""
    span = {"first": first, "last": last}
    rows = tx.all(_COUNT_ALL, span) if queue == NATION else tx.all(_COUNT_BELOW, {**span, "in_queue": queue})
    return [
        PledgeCount(commune, hamlet, kind, int(count), int(people))
        for commune, hamlet, kind, count, people in rows
    ]


def move_pledges(tx: Transaction, commune: str, into: str) -> None:
    """Let the pledges of a merged commune count for the one that took it over."""
    tx.change(_MOVE, {"from_commune": commune, "into_commune": into})
