"""Lets only one process of a deployment send broadcasts, so that what others had leased is known to be nobody's any more."""

import fcntl
import os
from pathlib import Path

from storage.databases import Database, SqliteDatabase
from storage.keyfiles import make_folder
from storage.transaction import Connection

LOCK = "broadcasting"
POSTGRESQL_KEY = 0x486F6D546875  # any number that no other program uses in this database
_TRY, _UNLOCK = "SELECT pg_try_advisory_lock(%(key)s)", "SELECT pg_advisory_unlock(%(key)s)"


class BroadcastLock:
    """Held until `release` or the end of the process, however it ends."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database, self._folder = database, folder
        self._descriptor = -1
        self._connection: Connection | None = None

    def acquire(self) -> bool:
        """Take the lock; false while another process has it."""
        if isinstance(self._database, SqliteDatabase):
            return self._lock_file()
        self._connection = self._connection or self._database.connect()
        row = self._connection.execute(_TRY, {"key": POSTGRESQL_KEY}).fetchone()
        return bool(row[0])

    def release(self) -> None:
        """Let another process have it."""
        if self._connection is not None:
            self._connection.execute(_UNLOCK, {"key": POSTGRESQL_KEY})
            self._connection.close()
        if self._descriptor >= 0:
            os.close(self._descriptor)
        self._connection, self._descriptor = None, -1

    def _lock_file(self) -> bool:
        descriptor = os.open(make_folder(self._folder) / LOCK, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True
