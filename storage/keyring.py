"""Who can open what was sealed to a queue: finds the way from the key at hand to a queue's private key.

A private key is sealed to its holders: the officers who were granted it, and the queue above in one of its generations;
the nation's to the recovery key. In a trial the server's own secret holds every key.
"""

from typing import NamedTuple

from sqlalchemy import bindparam, delete, select

from storage.cipher import open_sealed, open_with, public_of, seal
from storage.errors import UnreadableError
from storage.statements import Statement, insert_or_ignore, insert_or_replace
from storage.tables.units import key_grants, queue_keys
from storage.transaction import Transaction

SERVER = "server"
RECOVERY = "recovery"
OFFICER = "officer"

_ADD_GRANT = insert_or_ignore(key_grants)
_PUT_GRANT = insert_or_replace(key_grants)
_OF_HOLDER = Statement(
    select(key_grants.c.queue, key_grants.c.generation, key_grants.c.sealed).where(
        key_grants.c.holder == bindparam("for_holder")
    )
)
_PUBLIC = Statement(
    select(queue_keys.c.generation, queue_keys.c.public)
    .where(queue_keys.c.queue == bindparam("code"))
    .order_by(queue_keys.c.generation.desc())
    .limit(1)
)
_PUBLICS = Statement(
    select(queue_keys.c.generation, queue_keys.c.public).where(queue_keys.c.queue == bindparam("code"))
)
_GRANTS = Statement(
    select(queue_keys.c.public, key_grants.c.holder, key_grants.c.sealed)
    .join(
        key_grants,
        (key_grants.c.queue == queue_keys.c.queue) & (key_grants.c.generation == queue_keys.c.generation),
    )
    .where(queue_keys.c.queue == bindparam("code"), queue_keys.c.generation == bindparam("of_generation"))
)
_DROP_GRANTS = Statement(
    delete(key_grants).where(
        key_grants.c.queue == bindparam("code"), key_grants.c.holder == bindparam("of_holder")
    )
)
_DROP_HOLDER = Statement(delete(key_grants).where(key_grants.c.holder == bindparam("of_holder")))


class Hand(NamedTuple):
    """The key at hand: its holder's name and pair (public, private); the server's own needs no pair."""

    holder: str
    pair: tuple[bytes, bytes] = (b"", b"")


SERVER_HAND = Hand(SERVER)


def officer_holder(officer: bytes) -> str:
    """Name an officer as a holder of keys."""
    return f"{OFFICER}:{officer.hex()}"


def queue_holder(queue: str, generation: int) -> str:
    """Name a queue's generation as a holder of the keys below it."""
    return f"{queue}:{generation}"


class Keyring:
    """Opens queues' private keys with the key at hand."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def open_private(
        self, tx: Transaction, queue: str, generation: int, hand: Hand = SERVER_HAND
    ) -> tuple[bytes, bytes]:
        """Open a queue's pair (public, private); raise UnreadableError if the key at hand does not lead to it."""
        rows = tx.all(_GRANTS, {"code": queue, "of_generation": generation})
        sealed_for = {holder: (public, sealed) for public, holder, sealed in rows}
        if hand.holder in sealed_for:
            public, sealed = sealed_for[hand.holder]
            return _checked(public, self._open(hand, sealed, queue, generation))
        for holder, (public, sealed) in sealed_for.items():
            above, _colon, above_generation = holder.partition(":")
            if above_generation and above != OFFICER:
                pair = self.open_private(tx, above, int(above_generation), hand)
                return _checked(public, open_with(*pair, sealed))
        raise UnreadableError("no key at hand opens this queue")

    def seal_for_server(self, private: bytes, queue: str, generation: int) -> bytes:
        """Seal a queue's private key under the server's secret, as long as the trial lasts."""
        return seal(self._secret, private, _context(queue, generation))

    def _open(self, hand: Hand, sealed: bytes, queue: str, generation: int) -> bytes:
        if hand.holder == SERVER:
            return open_sealed(self._secret, sealed, _context(queue, generation))
        return open_with(*hand.pair, sealed)


def rekey_grants(tx: Transaction, old: bytes, new: bytes) -> None:
    """Seal what the server's secret holds, in a trial, under its new one."""
    for queue, generation, sealed in tx.all(_OF_HOLDER, {"for_holder": SERVER}):
        private = open_sealed(old, sealed, _context(queue, generation))
        again = seal(new, private, _context(queue, generation))
        row = {"queue": queue, "generation": generation, "holder": SERVER, "sealed": again}
        tx.change(_PUT_GRANT, row)


def public_key(tx: Transaction, queue: str) -> tuple[int, bytes]:
    """Give a queue's newest generation and public key."""
    row = tx.first(_PUBLIC, {"code": queue})
    if row is None:
        raise LookupError("there is no such queue")
    return row[0], row[1]


def public_keys(tx: Transaction, queue: str) -> dict[int, bytes]:
    """Give the public keys of all generations of a queue."""
    return dict(tx.all(_PUBLICS, {"code": queue}))


def holders(tx: Transaction, queue: str, generation: int) -> list[str]:
    """Name the holders of one generation of a queue's key."""
    return [
        holder for _public, holder, _sealed in tx.all(_GRANTS, {"code": queue, "of_generation": generation})
    ]


def add_grant(tx: Transaction, queue: str, generation: int, holder: str, sealed: bytes) -> None:
    """Note that a private key was sealed to a holder."""
    row = {"queue": queue, "generation": generation, "holder": holder, "sealed": sealed}
    tx.change(_ADD_GRANT, row)


def drop_grants(tx: Transaction, queue: str, holder: str) -> None:
    """Take a queue's key, in all generations, away from a holder."""
    tx.change(_DROP_GRANTS, {"code": queue, "of_holder": holder})


def drop_holder(tx: Transaction, holder: str) -> None:
    """Take all keys away from a holder."""
    tx.change(_DROP_HOLDER, {"of_holder": holder})


def _checked(public: bytes, private: bytes) -> tuple[bytes, bytes]:
    if public_of(private) != public:
        raise UnreadableError("a sealed key belongs elsewhere")
    return public, private


def _context(queue: str, generation: int) -> bytes:
    return f"queue|{queue}|{generation}".encode()
