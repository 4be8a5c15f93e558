"""Who can open what was sealed to a queue: finds the way from the keys at hand to a queue's private key.

Until `homthu init` exists the queues' private keys lie under the server's secret (*bootstrap*).
"""

from collections.abc import Iterable

from sqlalchemy import bindparam, select

from storage.cipher import make_key_pair, open_sealed, seal, seal_to
from storage.errors import UnreadableError
from storage.statements import Statement, insert_or_ignore, insert_or_replace
from storage.tables import key_grants, queue_keys, queues
from storage.transaction import Transaction

SERVER = "server"
ABOVE = "above"
FIRST_GENERATION = 1

_ADD_QUEUE = insert_or_ignore(queues)
_ADD_KEY = insert_or_ignore(queue_keys)
_ADD_GRANT = insert_or_ignore(key_grants)
_ALL_CODES = Statement(select(queues.c.code))
_PUBLIC = Statement(
    select(queue_keys.c.generation, queue_keys.c.public)
    .where(queue_keys.c.queue == bindparam("code"))
    .order_by(queue_keys.c.generation.desc())
    .limit(1)
)
_OF_HOLDER = Statement(
    select(key_grants.c.queue, key_grants.c.generation, key_grants.c.sealed).where(
        key_grants.c.holder == bindparam("for_holder")
    )
)
_PUT_GRANT = insert_or_replace(key_grants)
_GRANT = Statement(
    select(queue_keys.c.public, key_grants.c.sealed)
    .join(
        key_grants,
        (key_grants.c.queue == queue_keys.c.queue) & (key_grants.c.generation == queue_keys.c.generation),
    )
    .where(
        queue_keys.c.queue == bindparam("code"),
        queue_keys.c.generation == bindparam("of_generation"),
        key_grants.c.holder == bindparam("for_holder"),
    )
)


class Keyring:
    """Opens queues' private keys with the server's secret, as long as bootstrap lasts."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def open_private(self, tx: Transaction, queue: str, generation: int) -> tuple[bytes, bytes]:
        """Open a queue's pair (public, private); raise UnreadableError if no key at hand leads to it."""
        row = tx.first(_GRANT, {"code": queue, "of_generation": generation, "for_holder": SERVER})
        if row is None:
            raise UnreadableError("no key at hand opens this queue")
        public, sealed = row
        return public, open_sealed(self._secret, sealed, _context(queue, generation))

    def make_queues(self, tx: Transaction, codes: Iterable[tuple[str, str | None]]) -> int:
        """Make the queues that do not exist yet, each (code, code above) with its key pair; count them.

        The queue above must come first: each private key is sealed to it, too.
        """
        known = {code for (code,) in tx.all(_ALL_CODES)}
        publics: dict[str, bytes] = {}
        for code, above in codes:
            if code not in known:
                publics[code] = self._make_queue(tx, code, above, publics)
        return len(publics)

    def _make_queue(self, tx: Transaction, code: str, above: str | None, publics: dict[str, bytes]) -> bytes:
        public, private = make_key_pair()
        generation = FIRST_GENERATION
        tx.change(_ADD_QUEUE, {"code": code, "above": above, "last_number": 0})
        tx.change(_ADD_KEY, {"queue": code, "generation": generation, "public": public})
        grants = {SERVER: seal(self._secret, private, _context(code, generation))}
        if above is not None:
            above_public = publics.get(above) or public_key(tx, above)[1]
            grants[ABOVE] = seal_to(above_public, private)
        for holder, sealed in grants.items():
            row = {"queue": code, "generation": generation, "holder": holder, "sealed": sealed}
            tx.change(_ADD_GRANT, row)
        return public


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


def _context(queue: str, generation: int) -> bytes:
    return f"queue|{queue}|{generation}".encode()
