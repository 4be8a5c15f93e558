"""Officers' own key pairs: locked by a passphrase, with a layer of the server's secret around the lock.

Inside the lock lies what only its officer may say: the private key, the public keys they have seen, their code generator.
"""

import json
from dataclasses import dataclass, field

from sqlalchemy import bindparam, delete, select

from storage.cipher import KEY_BYTES, keyed_hash, make_key_pair, open_sealed, random_bytes, seal
from storage.errors import UnreadableError
from storage.records import Json
from storage.statements import Statement, insert_or_replace
from storage.tables.units import officer_keys
from storage.transaction import Transaction

SALT_BYTES = 16

_PUT = insert_or_replace(officer_keys)
_GET = Statement(
    select(officer_keys.c.public, officer_keys.c.sealed).where(
        officer_keys.c.officer == bindparam("of_officer")
    )
)
_ALL = Statement(select(officer_keys.c.officer, officer_keys.c.public, officer_keys.c.sealed))
_DROP = Statement(delete(officer_keys).where(officer_keys.c.officer == bindparam("of_officer")))


@dataclass(frozen=True, slots=True)
class Unlocked:
    """What a passphrase opens: the pair, the public keys seen at the last unlock, and the secret of one-time codes.

    `seen` holds public keys (hex) by holder name (`00004:1`, `recovery`); `counter` is the last code's, never taken twice.
    """

    pair: tuple[bytes, bytes]
    seen: dict[str, str] = field(default_factory=dict)
    code_secret: str = ""
    counter: int = 0


class OfficerKeys:
    """Makes, opens and locks officers' key pairs."""

    def __init__(self, secret: bytes) -> None:
        self._outer = _outer_key(secret)

    def make(self, tx: Transaction, officer: bytes, phrase_key: bytes, salt: bytes) -> Unlocked:
        """Make an officer's new pair, locked with the key that their passphrase gave; the former pair is gone."""
        made = Unlocked(make_key_pair())
        self.lock(tx, officer, phrase_key, salt, made)
        return made

    def lock(
        self, tx: Transaction, officer: bytes, phrase_key: bytes, salt: bytes, unlocked: Unlocked
    ) -> None:
        """Lock what a passphrase has opened, as it is now."""
        public, private = unlocked.pair
        inside = [private.hex(), unlocked.seen, unlocked.code_secret, unlocked.counter]
        inner = seal(phrase_key, json.dumps(inside).encode(), b"officer key" + officer)
        sealed = seal(self._outer, salt + inner, officer)
        tx.change(_PUT, {"officer": officer, "public": public, "sealed": sealed})

    def salt(self, tx: Transaction, officer: bytes) -> bytes | None:
        """Give the salt of an officer's passphrase; None if they have no key."""
        row = tx.first(_GET, {"of_officer": officer})
        return open_sealed(self._outer, row[1], officer)[:SALT_BYTES] if row else None

    def unlock(self, tx: Transaction, officer: bytes, phrase_key: bytes) -> Unlocked | None:
        """Open an officer's lock; None if that was not their passphrase."""
        row = tx.first(_GET, {"of_officer": officer})
        if row is None:
            return None
        public, sealed = row
        inner = open_sealed(self._outer, sealed, officer)[SALT_BYTES:]
        try:
            inside: Json = json.loads(open_sealed(phrase_key, inner, b"officer key" + officer))
        except UnreadableError:
            return None
        private, seen, code_secret, counter = inside
        return Unlocked((public, bytes.fromhex(private)), seen, code_secret, counter)


def officer_public(tx: Transaction, officer: bytes) -> bytes | None:
    """Give an officer's public key; None if they have none yet."""
    row = tx.first(_GET, {"of_officer": officer})
    return row[0] if row else None


def drop_key(tx: Transaction, officer: bytes) -> None:
    """Forget an officer's key pair."""
    tx.change(_DROP, {"of_officer": officer})


def new_salt() -> bytes:
    """Draw the salt of a new passphrase."""
    return random_bytes(SALT_BYTES)


def rekey_locks(tx: Transaction, old: bytes, new: bytes) -> None:
    """Put the layer of a new server secret around every lock; no passphrase is needed for that."""
    for officer, public, sealed in tx.all(_ALL):
        inside = open_sealed(_outer_key(old), sealed, officer)
        again = seal(_outer_key(new), inside, officer)
        tx.change(_PUT, {"officer": officer, "public": public, "sealed": again})


def _outer_key(secret: bytes) -> bytes:
    return keyed_hash(secret, b"officer locks", size=KEY_BYTES)
