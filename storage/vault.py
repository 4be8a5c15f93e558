"""Seals what a tip holds. Three random keys a tip (report, thread, notes), each bound with its shred key; readers get
the family's key sealed to their public key, records carry where they belong as associated data.
"""

from typing import NamedTuple

import orjson
from sqlalchemy import bindparam, delete, select

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
from storage.keyring import SERVER_HAND, Hand, Keyring, public_key
from storage.records import Json
from storage.shred import ShredStore
from storage.statements import Statement, insert_or_replace
from storage.tables import tip_keys, tip_records
from storage.tips import receipt_public
from storage.transaction import Transaction

REPORT, THREAD, NOTES = "report", "thread", "notes"
GROWING = (THREAD, NOTES)  # what is added to a tip later
RECEIPT = "receipt"
VERSION = 1

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
_DROP_QUEUE_KEYS = Statement(
    delete(tip_keys).where(tip_keys.c.tip == bindparam("of_tip"), tip_keys.c.reader != RECEIPT)
)
_DROP_READER = Statement(
    delete(tip_keys).where(tip_keys.c.tip == bindparam("of_tip"), tip_keys.c.reader == bindparam("of_reader"))
)


class Reader(NamedTuple):
    """Who gets a family's key: a name (`receipt`, or `queue:generation`) and a public key."""

    name: str
    public: bytes


class Readers(NamedTuple):
    """Who may read a tip now: its queue's present generation and, but for the notes, its receipt."""

    queue: Reader
    receipt: Reader | None

    def of(self, family: str) -> list[Reader]:
        """List those of one family."""
        return [self.queue, self.receipt] if self.receipt and family != NOTES else [self.queue]


def queue_reader(tx: Transaction, queue: str) -> Reader:
    """Make the reader that is a queue's present generation."""
    generation, public = public_key(tx, queue)
    return Reader(f"{queue}:{generation}", public)


def readers_of(tx: Transaction, tip: bytes, queue: str) -> Readers:
    """Name who may read a tip of a queue now."""
    public = receipt_public(tx, tip)
    return Readers(queue_reader(tx, queue), Reader(RECEIPT, public) if public else None)


class TipKeys:
    """The opened keys of one tip, by family and generation. They live for one turn."""

    def __init__(self, tip: bytes, shred_key: bytes, keys: dict[tuple[str, int], bytes]) -> None:
        self._tip = tip
        self._shred_key = shred_key
        self._keys = keys

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
        generation = self.newest(family) + 1
        self._keys[family, generation] = random_bytes(KEY_BYTES)
        for reader in readers.of(family):
            self._give_one(tx, family, generation, reader)

    def _give_one(self, tx: Transaction, family: str, generation: int, reader: Reader) -> None:
        sealed = seal_to(reader.public, _grant_prefix(self._tip, family) + self._keys[family, generation])
        row = {"tip": self._tip, "family": family, "generation": generation, "reader": reader.name}
        tx.change(_PUT_KEY, {**row, "sealed": sealed})

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

        Whoever has left since the last key was made knows that one, so it takes no more records.
        """
        known = {
            (one, generation, reader) for one, generation, reader, _ in tx.all(_KEYS, {"of_tip": self._tip})
        }
        if (family, self.newest(family), readers.queue.name) not in known:
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


class Vault:
    """Makes the keys of new tips and opens those of old ones."""

    def __init__(self, keyring: Keyring, shred: ShredStore) -> None:
        self._keyring = keyring
        self._shred = shred

    def make(self, tx: Transaction, tip: bytes, queue: Reader, receipt: Reader | None) -> TipKeys:
        """Make a new tip's keys: report and thread for queue and receipt, notes for the queue only."""
        families = {(family, 1): random_bytes(KEY_BYTES) for family in (REPORT, THREAD, NOTES)}
        keys = TipKeys(tip, self._shred.make(tip), families)
        keys.give(tx, queue)
        if receipt is not None:
            shared = {(family, 1): families[family, 1] for family in (REPORT, THREAD)}
            TipKeys(tip, b"", shared).give(tx, receipt)
        return keys

    def open_for_queue(self, tx: Transaction, tip: bytes, hand: Hand = SERVER_HAND) -> TipKeys:
        """Open a tip's keys as its queue can; raise UnreadableError if the key at hand does not lead there."""
        pairs: dict[str, tuple[bytes, bytes]] = {}
        opened = {}
        for family, generation, reader, sealed in tx.all(_KEYS, {"of_tip": tip}):
            if reader == RECEIPT:
                continue
            if reader not in pairs:
                queue, _, queue_generation = reader.partition(":")
                pairs[reader] = self._keyring.open_private(tx, queue, int(queue_generation), hand)
            opened[family, generation] = open_grant(pairs[reader], tip, family, sealed)
        return TipKeys(tip, self._shred.get(tip), opened)

    def open_for_receipt(self, tx: Transaction, tip: bytes, pair: tuple[bytes, bytes]) -> TipKeys:
        """Open a tip's keys with its receipt's pair (public, private)."""
        opened = {
            (family, generation): open_grant(pair, tip, family, sealed)
            for family, generation, reader, sealed in tx.all(_KEYS, {"of_tip": tip})
            if reader == RECEIPT
        }
        return TipKeys(tip, self._shred.get(tip), opened)

    def settle(self, tx: Transaction, tip: bytes, keys: TipKeys, readers: Readers) -> None:
        """Seal a tip's keys to its queue, and to no other any more; what is added from now on gets new keys."""
        tx.change(_DROP_QUEUE_KEYS, {"of_tip": tip})
        keys.give(tx, readers.queue)
        for family in GROWING:
            keys.add_generation(tx, family, readers)

    def hand_on(
        self, tx: Transaction, tip: bytes, former: str, pair: tuple[bytes, bytes], readers: Readers
    ) -> None:
        """Seal to a tip's queue what is still sealed to a former queue's generation, whose pair is given."""
        rows = tx.all(_KEYS, {"of_tip": tip})
        found = {(row[0], row[1]): open_grant(pair, tip, row[0], row[3]) for row in rows if row[2] == former}
        TipKeys(tip, b"", found).give(tx, readers.queue)
        tx.change(_DROP_READER, {"of_tip": tip, "of_reader": former})
        for family in GROWING:
            newest = max(generation for one, generation, *_rest in rows if one == family)
            TipKeys(tip, b"", {(family, newest): b""}).add_generation(tx, family, readers)

    def readers(self, tx: Transaction, tip: bytes) -> set[str]:
        """Name the queues' generations that a tip's keys are sealed to."""
        return {reader for _family, _generation, reader, _sealed in tx.all(_KEYS, {"of_tip": tip})} - {
            RECEIPT
        }


def _grant_prefix(tip: bytes, family: str) -> bytes:
    return tip + family.encode().ljust(8)


def open_grant(pair: tuple[bytes, bytes], tip: bytes, family: str, sealed: bytes) -> bytes:
    """Open a family's key with its reader's pair; raise UnreadableError if it belongs elsewhere."""
    opened = open_with(*pair, sealed)
    prefix = _grant_prefix(tip, family)
    if not opened.startswith(prefix):
        raise UnreadableError("a sealed key belongs elsewhere")
    return opened[len(prefix) :]
