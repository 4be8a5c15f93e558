"""A store's tips as another process reads them: over a connection of its own, with the key that came by pipe.

Nothing is written here, and nothing that was opened is kept here.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import BindParameter, bindparam, select

from storage.bulk_reading import BATCH, BulkReader, Contents
from storage.conversations import is_held
from storage.databases import choose_database
from storage.keyring import SERVER, Hand, Keyring
from storage.server_secret import SECRET
from storage.shred import ShredStore
from storage.statements import Statement
from storage.store import Places
from storage.tables.tips import tip_records
from storage.tip_lists import newest_open
from storage.transaction import Transaction

_TIPS: list[BindParameter[bytes]] = [bindparam(f"tip{number}") for number in range(BATCH)]
_POSITIONS = Statement(select(tip_records.c.tip).where(tip_records.c.tip.in_(_TIPS)))

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Permit:
    """What another process needs to open the tips of one queue: the store, the key at hand, and how long it may keep them.

    `lock` names the row that stands as long as the officer's key is unlocked; without one (in a trial) nothing is kept.
    """

    places: Places
    queue: str
    until: float = field(compare=False)  # a turn that runs again asks the same
    hand: Hand = field(repr=False)
    lock: bytes = field(default=b"", repr=False)


class ReadingRoom:
    """One store, read from another process than the one that serves. For use by one thread at a time."""

    def __init__(self, places: Places) -> None:
        self._database = choose_database(places.url)
        self._connection = self._database.connect(read_only=True)
        self._shred = ShredStore(places.shred)
        self._folder = places.data

    def count_records(self, queue: str, at_most: int) -> dict[bytes, int]:
        """Name the newest open tips of a queue, the newest first, each with how many records it has."""

        def work(tx: Transaction) -> dict[bytes, int]:
            found = newest_open(tx, queue, at_most)
            counted: Counter[bytes] = Counter()
            for start in range(0, len(found), BATCH):
                batch = found[start : start + BATCH]
                places = {f"tip{place}": batch[min(place, len(batch) - 1)] for place in range(BATCH)}
                counted.update(tip for (tip,) in tx.all(_POSITIONS, places))
            return {tip: counted[tip] for tip in found}

        return self._read(work)

    def open_tips(self, hand: Hand, tips: Sequence[bytes]) -> dict[bytes, Contents]:
        """Open tips; those that the key at hand does not open are left out."""
        secret = (self._folder / SECRET).read_bytes() if hand.holder == SERVER else b""
        reader = BulkReader(Keyring(secret), self._shred)
        return self._read(lambda tx: dict(reader.read(tx, tips, hand)))

    def is_unlocked(self, lock: bytes) -> bool:
        """Tell whether a key is still unlocked."""
        return self._read(lambda tx: is_held(tx, lock))

    def close(self) -> None:
        """Close the connections."""
        self._connection.close()
        self._shred.close()

    def _read(self, work: Callable[[Transaction], T]) -> T:
        self._connection.execute("BEGIN")
        try:
            return work(Transaction(self._connection, self._database.dialect))
        finally:
            self._connection.execute("ROLLBACK")
