"""Measures what sealing costs: CPU of the vault beside the bare libsodium calls on the same bytes, in turns in one run.

.venv/bin/python -m benchmarks.vault
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import NamedTuple

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
    crypto_box_seal,
    crypto_box_seal_open,
    crypto_scalarmult_base,
    crypto_secretstream_xchacha20poly1305_init_push,
    crypto_secretstream_xchacha20poly1305_push,
    crypto_secretstream_xchacha20poly1305_state,
    crypto_secretstream_xchacha20poly1305_TAG_FINAL,
)
from nacl.pwhash.argon2id import kdf

from benchmarks.report import Aim, Table
from storage import generations, officer_keys
from storage.cipher import make_key_pair, random_bytes
from storage.evidence import CHUNK, SIZE_STEP, save_file
from storage.grants import give_keys, openable_keys
from storage.keyring import RECOVERY, Hand, officer_holder
from storage.receipts import MEMORY_BYTES, PASSES, derive_keys
from storage.recovery import join_halves, make_recovery
from storage.store import Places, Store
from storage.tip_readers import NOTES, RECEIPT, REPORT, THREAD, Reader, queue_reader
from storage.transaction import Transaction

ROUNDS = 7
READING, SEARCHING = 20, 2_000
PICTURE_BYTES = 300_000
OPENING = Aim(1.5, at_most=True)
QUEUES = (("vn", None), ("01", "vn"), ("00004", "01"))
WORDS = "Người bán đứng ở góc chợ lúc chập tối, đi xe máy màu đen, đưa gói nhỏ cho học sinh. " * 6

Work = Callable[[], object]


class Sealed(NamedTuple):
    """What was sealed: the store, the tips, and the key at hand of an officer of their queue."""

    store: Store
    tips: list[bytes]
    hand: Hand


def main() -> None:
    """Measure everything and print the table."""
    table = Table()
    with tempfile.TemporaryDirectory() as folder:
        sealed = _fill(Path(folder))
        try:
            _add(table, "sealing a tip with three pictures", *_sealing(sealed, Path(folder) / "files"))
            _add(table, f"opening {READING} tips for reading", *_reading(sealed), aim=OPENING)
            _add(table, f"opening {SEARCHING:,} tips for search", *_searching(sealed), aim=OPENING)
            _add(table, "one receipt guess", *_guessing(sealed))
        finally:
            sealed.store.close()
    print(table)


def _add(table: Table, what: str, ours: Work, bare: Work, aim: Aim | None = None) -> None:
    pairs = [(_cpu(ours), _cpu(bare)) for _ in range(ROUNDS)]
    ratio = median(one / other for one, other in pairs)
    mine, theirs = median(one for one, _ in pairs), median(other for _, other in pairs)
    table.add(what, f"{mine * 1000:.2f} ms CPU, bare {theirs * 1000:.2f}", f"{ratio:.2f} × bare", aim, ratio)


def _cpu(work: Work) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _fill(folder: Path) -> Sealed:
    """Make a store in production with an officer, and its tips with a report, two messages and a note each."""
    store = Store(Places(f"sqlite:///{folder / 'homthu.db'}", folder, folder / "runtime", folder / "shred"))
    officer = random_bytes(16)

    def begin(tx: Transaction) -> Hand:
        generations.make_queues(tx, store.keyring, QUEUES)
        public, halves = make_recovery()
        generations.begin_production(tx, store.keyring, public)
        pair = store.officer_keys.make(tx, officer, random_bytes(32), officer_keys.new_salt()).pair
        keys = openable_keys(tx, store.keyring, "00004", Hand(RECOVERY, join_halves(*halves)))
        assert give_keys(tx, store.keyring, store.vault, "00004", officer, keys)
        return Hand(officer_holder(officer), pair)

    hand = store.run(begin)
    tips = store.run(lambda tx: [_seal_tip(tx, store) for _ in range(SEARCHING)])
    return Sealed(store, tips, hand)


def _seal_tip(tx: Transaction, store: Store) -> bytes:
    tip = random_bytes(16)
    keys = store.vault.make(tx, tip, queue_reader(tx, "00004"), Reader(RECEIPT, make_key_pair()[0]))
    keys.write(tx, REPORT, 0, {"words": WORDS})
    for position in range(2):
        keys.write(tx, THREAD, position, {"text": WORDS[:200]})
    keys.write(tx, NOTES, 0, {"text": WORDS[:100]})
    return tip


def _sealing(sealed: Sealed, files: Path) -> tuple[Work, Work]:
    pictures = [os.urandom(PICTURE_BYTES) for _ in range(3)]
    public, key, padded = (
        make_key_pair()[0],
        random_bytes(32),
        -(-(PICTURE_BYTES + 1) // SIZE_STEP) * SIZE_STEP,
    )

    def ours() -> None:
        for picture in pictures:
            save_file(files, picture)
        sealed.store.run(lambda tx: _seal_tip(tx, sealed.store))

    def bare() -> None:
        for _ in pictures:
            state = crypto_secretstream_xchacha20poly1305_state()
            crypto_secretstream_xchacha20poly1305_init_push(state, key)
            chunk = bytes(CHUNK)
            for _start in range(0, padded, CHUNK):
                crypto_secretstream_xchacha20poly1305_push(
                    state, chunk, None, crypto_secretstream_xchacha20poly1305_TAG_FINAL
                )
        make_key_pair()
        for _ in range(5):  # three families to the queue, two to the receipt
            crypto_box_seal(key, public)
        for _ in range(4):
            crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(1024), b"", bytes(24), key)

    return ours, bare


def _reading(sealed: Sealed) -> tuple[Work, Work]:
    chosen = sealed.tips[:READING]

    def read(tx: Transaction) -> list[object]:
        return list(sealed.store.reader.read(tx, chosen, sealed.hand))

    return lambda: sealed.store.run(read), _bare_opening(READING, keys=3, records=4)


def _searching(sealed: Sealed) -> tuple[Work, Work]:
    def search(tx: Transaction) -> list[object]:
        return list(sealed.store.reader.read(tx, sealed.tips, sealed.hand, (REPORT,)))

    return lambda: sealed.store.run(search), _bare_opening(SEARCHING, keys=1, records=1)


def _bare_opening(tips: int, *, keys: int, records: int) -> Work:
    public, private = make_key_pair()
    key = random_bytes(32)
    sealed_keys = [crypto_box_seal(bytes(56), public) for _ in range(tips * keys)]
    sealed_records = [
        crypto_aead_xchacha20poly1305_ietf_encrypt(bytes(1024), b"", bytes(24), key)
        for _ in range(tips * records)
    ]

    def bare() -> None:
        crypto_box_seal_open(
            sealed_keys[0], public, private
        )  # the way to the queue's key: opened and checked
        crypto_scalarmult_base(private)
        for one in sealed_keys:
            crypto_box_seal_open(one, public, private)
        for one in sealed_records:
            crypto_aead_xchacha20poly1305_ietf_decrypt(one, b"", bytes(24), key)

    return bare


def _guessing(sealed: Sealed) -> tuple[Work, Work]:
    receipt, salt = "12345678901234567890", sealed.store.salt
    return (
        lambda: derive_keys(receipt, salt),
        lambda: kdf(64, receipt.encode(), salt, opslimit=PASSES, memlimit=MEMORY_BYTES),
    )


if __name__ == "__main__":
    main()
