"""Seals what a tip holds. The report's key is made here with the tip, those of thread and notes with their first record."""

from sqlalchemy import bindparam, delete

from storage.cipher import KEY_BYTES, random_bytes
from storage.information_copies import SealedCopy
from storage.keyring import SERVER_HAND, Hand, Keyring
from storage.shred import ShredStore
from storage.statements import Statement
from storage.tables.tips import tip_keys
from storage.tip_keys import FIRST_GENERATION, TipKeys, open_grant, sealed_keys
from storage.tip_readers import NOTES, RECEIPT, REPORT, THREAD, Reader, Readers
from storage.transaction import Transaction

GROWING = frozenset({THREAD, NOTES})  # what is added to a tip later

_DROP_QUEUE_KEYS = Statement(
    delete(tip_keys).where(tip_keys.c.tip == bindparam("of_tip"), tip_keys.c.reader != RECEIPT)
)
_DROP_READER = Statement(
    delete(tip_keys).where(tip_keys.c.tip == bindparam("of_tip"), tip_keys.c.reader == bindparam("of_reader"))
)


class Vault:
    """Makes the keys of new tips and opens those of old ones."""

    def __init__(self, keyring: Keyring, shred: ShredStore) -> None:
        self._keyring = keyring
        self._shred = shred

    def make(self, tx: Transaction, tip: bytes, queue: Reader, receipt: Reader | None) -> TipKeys:
        """Make the key of a new tip's report, for its queue and its receipt."""
        keys = TipKeys(tip, self._shred.make(tip), {(REPORT, FIRST_GENERATION): random_bytes(KEY_BYTES)})
        keys.give(tx, queue)
        if receipt is not None:
            keys.give(tx, receipt)
        return keys

    def open_for_queue(self, tx: Transaction, tip: bytes, hand: Hand = SERVER_HAND) -> TipKeys:
        """Open a tip's keys as its queue can; raise UnreadableError if the key at hand does not lead there."""
        pairs: dict[str, tuple[bytes, bytes]] = {}
        opened = {}
        for family, generation, reader, sealed in sealed_keys(tx, tip):
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
            for family, generation, reader, sealed in sealed_keys(tx, tip)
            if reader == RECEIPT
        }
        return TipKeys(tip, self._shred.get(tip), opened)

    def open_copy(self, tx: Transaction, tip: bytes, copy: SealedCopy, hand: Hand = SERVER_HAND) -> TipKeys:
        """Open the report's key as a queue with an information copy can; raise UnreadableError as above."""
        sealed_to, _colon, generation = copy.reader.partition(":")
        pair = self._keyring.open_private(tx, sealed_to, int(generation), hand)
        return TipKeys(tip, self._shred.get(tip), {(REPORT, 1): open_grant(pair, tip, REPORT, copy.sealed)})

    def settle(self, tx: Transaction, tip: bytes, keys: TipKeys, readers: Readers) -> None:
        """Seal a tip's keys to its queue, and to no other any more; what is added from now on gets new keys."""
        tx.change(_DROP_QUEUE_KEYS, {"of_tip": tip})
        keys.give(tx, readers.queue)
        for family in keys.families() & GROWING:
            keys.add_generation(tx, family, readers)

    def hand_on(
        self, tx: Transaction, tip: bytes, former: str, pair: tuple[bytes, bytes], readers: Readers
    ) -> None:
        """Seal to a tip's queue what is still sealed to a former queue's generation, whose pair is given."""
        rows = sealed_keys(tx, tip)
        found = {
            (one.family, one.generation): open_grant(pair, tip, one.family, one.sealed)
            for one in rows
            if one.reader == former
        }
        TipKeys(tip, b"", found).give(tx, readers.queue)
        tx.change(_DROP_READER, {"of_tip": tip, "of_reader": former})
        newest_of = {one.family: one.generation for one in sorted(rows, key=lambda one: one.generation)}
        for family in newest_of.keys() & GROWING:
            newest = newest_of[family]
            TipKeys(tip, b"", {(family, newest): b""}).add_generation(tx, family, readers)

    def readers(self, tx: Transaction, tip: bytes) -> set[str]:
        """Name the queues' generations that a tip's keys are sealed to."""
        return {one.reader for one in sealed_keys(tx, tip)} - {RECEIPT}
