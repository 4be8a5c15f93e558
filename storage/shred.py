"""The shred store: one random key a tip, outside every backup. Destroying a key makes its tip unreadable for ever."""

import os
import sqlite3
import threading
from collections.abc import Sequence, Set
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


class ShredStore:
    """Keeps, gives and destroys shred keys. A key is durable before the tip that needs it is committed."""

    def __init__(self, folder: Path) -> None:
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

    def gather(self) -> None:
        """Let new keys wait for `flush`, so that the tips of one group cost one flush of the disk."""
        self._gathering = True

    def flush(self) -> None:
        """Make the gathered keys durable."""
        with self._lock:
            self._gathering = False
            self._commit()

    def make(self, tip: bytes) -> bytes:
        """Make the key of a new tip; it is durable at once, or after `flush` while keys are gathered."""
        key = random_bytes(KEY_BYTES)
        with self._lock:
            if self._gathering and not self._connection.in_transaction:
                self._connection.execute("BEGIN IMMEDIATE")
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
            orphans = keys - living
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
            return {tip for (tip,) in self._connection.execute("SELECT tip FROM shred")}

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
