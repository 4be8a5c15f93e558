"""The keys of one tip, each bound with its shred key, and what lies under them.

Readers get a family's key sealed to their public key; records carry where they belong as associated data.
"""

from typing import NamedTuple

import orjson
from sqlalchemy import bindparam, select

from storage.cipher import (
    KEY_BYTES,
    keyed_hash,
    open_sealed,
    open_with,
    pad,
    random_bytes,
    seal,
    seal_to,
    unpad,
)
from storage.errors import UnreadableError
from storage.records import Json
from storage.statements import Statement, insert_or_replace
from storage.tables.tips import tip_keys, tip_records
from storage.tip_readers import REPORT, Reader, Readers
from storage.transaction import Transaction

VERSION = 1
FIRST_GENERATION = 1

_PUT_KEY = insert_or_replace(tip_keys)
_PUT_RECORD = insert_or_replace(tip_records)
_KEYS = Statement(
    select(tip_keys.c.family, tip_keys.c.generation, tip_keys.c.reader, tip_keys.c.sealed).where(
        tip_keys.c.tip == bindparam("of_tip")
    )
)
_RECORDS = Statement(
    select(tip_records.c.position, tip_records.c.generation, tip_records.c.sealed)
    .where(tip_records.c.tip == bindparam("of_tip"), tip_records.c.family == bindparam("of_family"))
    .order_by(tip_records.c.position)
)


class SealedKey(NamedTuple):
    """A family's key of one generation, sealed to one reader."""

    family: str
    generation: int
    reader: str
    sealed: bytes


def sealed_keys(tx: Transaction, tip: bytes) -> list[SealedKey]:
    """List all sealed keys of a tip."""
    return [SealedKey(*row) for row in tx.all(_KEYS, {"of_tip": tip})]


class TipKeys:
    """The opened keys of one tip, by family and generation. They live for one turn."""

    def __init__(self, tip: bytes, shred_key: bytes, keys: dict[tuple[str, int], bytes]) -> None:
        self._tip = tip
        self._shred_key = shred_key
        self._keys = keys

    def families(self) -> set[str]:
        """Name the families of which a key is at hand."""
        return {family for family, _generation in self._keys}

    def newest(self, family: str) -> int:
        """Tell the newest generation at hand of a family; raise UnreadableError if there is none."""
        generations = [generation for name, generation in self._keys if name == family]
        if not generations:
            raise UnreadableError("no key at hand opens this part of the tip")
        return max(generations)

    def give(self, tx: Transaction, reader: Reader) -> None:
        """Seal all keys at hand to a reader."""
        for family, generation in self._keys:
            self._give_one(tx, family, generation, reader)

    def add_generation(self, tx: Transaction, family: str, readers: Readers) -> None:
        """Make a new key for a family, for these readers only."""
        self._add_key(tx, family, self.newest(family) + 1, readers)

    def _add_key(self, tx: Transaction, family: str, generation: int, readers: Readers) -> None:
        self._keys[family, generation] = random_bytes(KEY_BYTES)
        for reader in readers.of(family):
            self._give_one(tx, family, generation, reader)

    def seal_report(self, reader: Reader) -> bytes:
        """Seal the report's key alone to a reader of an information copy."""
        return self._seal(REPORT, self.newest(REPORT), reader)

    def _give_one(self, tx: Transaction, family: str, generation: int, reader: Reader) -> None:
        sealed = self._seal(family, generation, reader)
        row = {"tip": self._tip, "family": family, "generation": generation, "reader": reader.name}
        tx.change(_PUT_KEY, {**row, "sealed": sealed})

    def _seal(self, family: str, generation: int, reader: Reader) -> bytes:
        return seal_to(reader.public, _grant_prefix(self._tip, family) + self._keys[family, generation])

    def write(self, tx: Transaction, family: str, position: int, value: Json) -> None:
        """Seal a JSON value as the record at this position."""
        generation = self.newest(family)
        plaintext = pad(orjson.dumps(value))
        sealed = seal(self._key(family, generation), plaintext, self._context(family, generation, position))
        row = {"tip": self._tip, "family": family, "position": position, "generation": generation}
        tx.change(_PUT_RECORD, {**row, "sealed": sealed})

    def read(self, tx: Transaction, family: str) -> list[Json]:
        """Open all records of a family, in order."""
        rows = tx.all(_RECORDS, {"of_tip": self._tip, "of_family": family})
        return [
            self.open_record(family, position, generation, sealed) for position, generation, sealed in rows
        ]

    def append(self, tx: Transaction, family: str, value: Json, readers: Readers) -> None:
        """Seal a JSON value behind the last record of a family, under a key that nobody else was ever given.

        Whoever has left since the last key was made knows that one, so it takes no more records. What begins has no key yet.
        """
        known = {(one.family, one.generation, one.reader) for one in sealed_keys(tx, self._tip)}
        if family not in {one[0] for one in known}:
            self._add_key(tx, family, FIRST_GENERATION, readers)
        elif (family, self.newest(family), readers.queue.name) not in known:
            self.add_generation(tx, family, readers)
        rows = tx.all(_RECORDS, {"of_tip": self._tip, "of_family": family})
        self.write(tx, family, rows[-1][0] + 1 if rows else 0, value)

    def open_record(self, family: str, position: int, generation: int, sealed: bytes) -> Json:
        """Open one record as it lies in the database; raise UnreadableError if no key at hand opens it."""
        context = self._context(family, generation, position)
        return orjson.loads(unpad(open_sealed(self._key(family, generation), sealed, context)))

    def _key(self, family: str, generation: int) -> bytes:
        key = self._keys.get((family, generation))
        if key is None:
            raise UnreadableError("no key at hand opens this part of the tip")
        return keyed_hash(key, b"shred", self._shred_key, size=KEY_BYTES)

    def _context(self, family: str, generation: int, position: int) -> bytes:
        return f"{VERSION}|{self._tip.hex()}|{family}|{generation}|{position}".encode()


def _grant_prefix(tip: bytes, family: str) -> bytes:
    return tip + family.encode().ljust(8)


def open_grant(pair: tuple[bytes, bytes], tip: bytes, family: str, sealed: bytes) -> bytes:
    """Open a family's key with its reader's pair; raise UnreadableError if it belongs elsewhere."""
    opened = open_with(*pair, sealed)
    prefix = _grant_prefix(tip, family)
    if not opened.startswith(prefix):
        raise UnreadableError("a sealed key belongs elsewhere")
    return opened[len(prefix) :]
