"""The store: runs turns in its writer, reads in reader threads, long reads as streams, and holds the keys that they need."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import aiosqlite

from storage.broadcasts import Broadcasts
from storage.bulk_reading import BulkReader
from storage.databases import Database, SqliteDatabase, choose_database, lone_transaction
from storage.deployments import note_deployment
from storage.file_times import level_times
from storage.folder_lock import FolderLock
from storage.gathering import Gathering
from storage.invitations import Invitations
from storage.keyfiles import load_key, make_folder
from storage.keyring import Keyring
from storage.meta import load_salt
from storage.migrations.upgrade import upgrade
from storage.officer_keys import OfficerKeys
from storage.officers import Register
from storage.platform_tokens import PlatformTokens
from storage.pledges import Pledges
from storage.revocations import Revocations
from storage.runtime import Runtime
from storage.server_secret import load_secret
from storage.shred import ShredStore
from storage.statements import NO_PARAMETERS, Parameters, Statement
from storage.subscriptions import Subscriptions
from storage.transaction import Connection, Row, Transaction
from storage.vault import Vault
from storage.writer import Job, Writer

READERS = 2

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Places:
    """Where a store keeps what: the database's URL and the folders of data, runtime key and shred keys."""

    url: str
    data: Path
    runtime: Path
    shred: Path


class Store:
    """One open store. Open it once a process, close it at the end."""

    def __init__(self, places: Places) -> None:
        self._lock = FolderLock(places.data)
        self.database: Database = choose_database(places.url)
        upgrade(self.database)
        with lone_transaction(self.database) as tx:
            secret = load_secret(tx, places.data)
        self.runtime = Runtime(load_key(places.runtime / "runtime.key"))
        self.register = Register(secret)
        self.invitations = Invitations(secret)
        self.subscriptions, self.broadcasts = Subscriptions(secret), Broadcasts(secret)
        self.pledges, self.platform_tokens = Pledges(secret), PlatformTokens(secret)
        self.keyring = Keyring(secret)
        self.officer_keys = OfficerKeys(secret)
        self.shred, self.revocations = ShredStore(places.shred), Revocations(places.shred)
        self.places = places
        self.vault = Vault(self.keyring, self.shred)
        self.reader = BulkReader(self.keyring, self.shred)
        self.files, self.heads = make_folder(places.data / "files"), places.data / "heads"
        self._writer = Writer(self.database, beside=self.shred)
        self._writer.start()
        self._gathering = Gathering(self._writer)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        self._local = threading.local()
        self._connections: list[Connection] = []
        self.salt = self.run(load_salt)
        self.note_deployment()

    async def turn(self, work: Callable[[Transaction], T]) -> T:
        """Run work in the writer's next transaction; return once it is committed, raise what it raised."""
        result: T = await self._gathering.begin(work, asyncio.get_running_loop())
        return result

    def run(self, work: Callable[[Transaction], T]) -> T:
        """Do as `turn` does for callers without an event loop."""
        job = Job(work, None, None)
        self._writer.submit(job)
        result: T = job.wait()
        return result

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """Run work that only reads in a reader thread."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)

    async def stream(
        self, statement: Statement, parameters: Parameters = NO_PARAMETERS
    ) -> AsyncIterator[Row]:
        """Stream the rows of a long read without holding up anybody (SQLite by aiosqlite, else through a reader)."""
        if not isinstance(self.database, SqliteDatabase):
            for row in await self.read(lambda tx: tx.all(statement, parameters)):
                yield row
            return
        sql, fixed = statement.compiled_for("sqlite")
        async with (
            aiosqlite.connect(self.database.path) as connection,
            connection.execute(sql, {**fixed, **parameters}) as cursor,
        ):
            async for found in cursor:
                yield (*found,)

    def note_deployment(self) -> None:
        """Note beside the shred keys whether they are a trial's or production's."""
        self.run(lambda tx: note_deployment(tx, self.places.shred))

    def level_times(self) -> None:
        """Let no time of a folder or of a database's file tell when somebody last wrote."""
        level_times(self.places.data, self.places.shred, self.places.runtime)

    def close(self) -> None:
        """Run what waits, then close everything."""
        self._writer.close()
        self._readers.shutdown(wait=True)
        for connection in self._connections:
            connection.close()
        self.shred.close()
        self._lock.release()

    def _read(self, work: Callable[[Transaction], T]) -> T:
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self.database.connect(read_only=True)
            self._connections.append(connection)
        try:
            connection.execute("BEGIN")
            return work(Transaction(connection, self.database.dialect))
        finally:
            self._end_read(connection)

    def _end_read(self, connection: Connection) -> None:
        """End the read; where even that fails, the connection is gone, and the thread's next read gets a new one."""
        try:
            connection.execute("ROLLBACK")
        except Exception:
            self._local.connection = None
            self._connections.remove(connection)
            with suppress(Exception):  # a broken connection may not even close
                connection.close()
