"""The shred store: one random key a tip, outside every backup. Destroying a key makes its tip unreadable for ever.

Keys are made in reserve, for tips to come, so that a filing need not wait until its key is durable.
"""

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence, Set
from pathlib import Path

from storage.cipher import KEY_BYTES, random_bytes
from storage.databases import PRAGMAS
from storage.errors import BusyFileError, UnreadableError
from storage.keyfiles import make_folder

SCHEMA = (
    "CREATE TABLE IF NOT EXISTS shred (tip BLOB PRIMARY KEY, key BLOB NOT NULL) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS orphans (tip BLOB PRIMARY KEY, since INTEGER NOT NULL) WITHOUT ROWID",
)
DROPS = ("DELETE FROM shred WHERE tip = ?", "DELETE FROM orphans WHERE tip = ?")
ORPHAN_DAYS = 7  # long enough to notice that an old backup was restored by mistake
RESERVE = 64
RESERVE_SECONDS = (
    24 * 3600
)  # far less than a week: another process must not take what is in reserve for orphans
TIP_BYTES = 16


class ShredStore:
    """Keeps, gives and destroys shred keys. A key is durable before the tip that needs it is committed."""

    def __init__(self, folder: Path, monotonic: Callable[[], float] = time.monotonic) -> None:
        path = make_folder(folder) / "shred.db"
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        for pragma in PRAGMAS:
            self._connection.execute(pragma)
        for table in SCHEMA:
            self._connection.execute(table)
        self._gathering = False
        self._has_made = False
        self._monotonic = monotonic
        self._reserve: dict[bytes, bytes] = {}
        self._reserve_ends = 0.0

    def gather(self) -> None:
        """Let new keys wait for `flush`, so that the tips of one group cost one flush of the disk."""
        self._gathering = True

    def flush(self) -> None:
        """Make the gathered keys durable; where the reserve is used up, a new one with them."""
        with self._lock:
            self._gathering = False
            if not self._has_made:
                return
            reserve = {random_bytes(TIP_BYTES): random_bytes(KEY_BYTES) for _ in range(RESERVE)}
            if (
                not self._connection.in_transaction
            ):  # a key was destroyed meanwhile, which committed what was gathered
                self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany("INSERT INTO shred VALUES (?, ?)", reserve.items())
            self._commit()
            self._has_made = False
            self._reserve, self._reserve_ends = reserve, self._monotonic() + RESERVE_SECONDS

    def name_tip(self) -> bytes:
        """Name a new tip, by chance: one whose key is durable already, or as long as none is, any."""
        with self._lock:
            if self._monotonic() >= self._reserve_ends:
                self._reserve.clear()
            return next(iter(self._reserve), None) or random_bytes(TIP_BYTES)

    def make(self, tip: bytes) -> bytes:
        """Take the key of a new tip from the reserve, or make it: durable at once, or after `flush` while keys are gathered."""
        with self._lock:
            if tip in self._reserve:
                return self._reserve.pop(tip)
            key = random_bytes(KEY_BYTES)
            if self._gathering and not self._connection.in_transaction:
                self._connection.execute("BEGIN IMMEDIATE")
                self._has_made = True
            self._connection.execute("INSERT INTO shred VALUES (?, ?)", (tip, key))
        return key

    def get_many(self, tips: Sequence[bytes]) -> dict[bytes, bytes]:
        """Give the keys of those of many tips that still have one."""
        marks = ", ".join("?" * len(tips))
        with self._lock:
            rows = self._connection.execute(
                f"SELECT tip, key FROM shred WHERE tip IN ({marks})",  # noqa: S608 - question marks only
                tuple(tips),
            )
            return dict(rows.fetchall())

    def get(self, tip: bytes) -> bytes:
        """Give a tip's key; raise UnreadableError once it is destroyed."""
        with self._lock:
            row = self._connection.execute("SELECT key FROM shred WHERE tip = ?", (tip,)).fetchone()
        if row is None:
            raise UnreadableError("the tip's shred key is gone")
        key: bytes = row[0]
        return key

    def destroy(self, *tips: bytes) -> None:
        """Destroy tips' keys, in the file and in its log."""
        with self._lock:
            self._commit()
            self._drop([(tip,) for tip in tips])

    def sweep(self, living: Set[bytes], day: int) -> int:
        """Destroy the keys that have had no tip for a week (filings that crashed) and count them."""
        with self._lock:
            self._commit()
            keys = {tip for (tip,) in self._connection.execute("SELECT tip FROM shred")}
            since = dict(self._connection.execute("SELECT tip, since FROM orphans"))
            orphans = keys - living - self._reserve.keys()
            ended = [(tip,) for tip in orphans if since.get(tip, day) <= day - ORPHAN_DAYS]
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany(
                "DELETE FROM orphans WHERE tip = ?", [(tip,) for tip in set(since) - orphans]
            )
            self._connection.executemany(
                "INSERT OR IGNORE INTO orphans VALUES (?, ?)", [(tip, day) for tip in orphans]
            )
            self._commit()
            self._drop(ended)
        return len(ended)

    def tips(self) -> set[bytes]:
        """Name all tips that have a key."""
        with self._lock:
            return {
                tip for (tip,) in self._connection.execute("SELECT tip FROM shred")
            } - self._reserve.keys()

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def _drop(self, tips: list[tuple[bytes]]) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        for drop in DROPS:
            self._connection.executemany(drop, tips)
        self._commit()
        busy, *_ = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise BusyFileError("another process is reading the shred store")

    def _commit(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("COMMIT")
