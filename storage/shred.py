"""The shred store: one random key a tip, outside every backup. Destroying a key makes its tip unreadable for ever."""

import os
import sqlite3
import threading
from pathlib import Path

from storage.cipher import KEY_BYTES, random_bytes
from storage.databases import PRAGMAS
from storage.errors import UnreadableError
from storage.keyfiles import make_folder

SCHEMA = "CREATE TABLE IF NOT EXISTS shred (tip BLOB PRIMARY KEY, key BLOB NOT NULL) WITHOUT ROWID"


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
        self._connection.execute(SCHEMA)
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

    def get(self, tip: bytes) -> bytes:
        """Give a tip's key; raise UnreadableError once it is destroyed."""
        with self._lock:
            row = self._connection.execute("SELECT key FROM shred WHERE tip = ?", (tip,)).fetchone()
        if row is None:
            raise UnreadableError("the tip's shred key is gone")
        key: bytes = row[0]
        return key

    def destroy(self, tip: bytes) -> None:
        """Destroy a tip's key, in the file and in its log."""
        with self._lock:
            self._commit()
            self._connection.execute("DELETE FROM shred WHERE tip = ?", (tip,))
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def _commit(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("COMMIT")
