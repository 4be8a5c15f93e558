"""The two databases: how each is connected, begun and kept safe. SQLite by default, PostgreSQL by URL."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import get_ident
from typing import Protocol

from storage.transaction import Connection, Transaction

PAGE_BYTES = 8192  # without row ids a record of more than an eighth of a page costs a page of its own

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=10000",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-32768",  # KiB: a search reads all tips of a queue, and they lie anywhere
    "PRAGMA wal_autocheckpoint=4000",  # pages: whoever waits for a checkpoint waits for two more flushes
)


class Database(Protocol):
    """A kind of database that the store can use."""

    @property
    def dialect(self) -> str:
        """Name the SQL dialect."""

    @property
    def begin(self) -> str:
        """Give the statement that begins a writing transaction."""

    @property
    def url(self) -> str:
        """Name the database as SQLAlchemy and Alembic do."""

    def connect(self, *, read_only: bool = False) -> Connection:
        """Open a connection in autocommit mode, for use in any one thread at a time."""


@dataclass(frozen=True, slots=True)
class SqliteDatabase:
    """One SQLite file, readable by its owner alone."""

    path: Path
    dialect: str = "sqlite"
    begin: str = "BEGIN IMMEDIATE"

    @property
    def url(self) -> str:
        """Name the database as SQLAlchemy and Alembic do."""
        return f"sqlite:///{self.path}"

    def connect(self, *, read_only: bool = False) -> Connection:
        """Open the file, made with mode 0600 where it does not exist yet."""
        if not self.path.exists():
            self._make()
        connection = sqlite3.connect(
            self.path, isolation_level=None, check_same_thread=False, cached_statements=512
        )
        for pragma in PRAGMAS:
            connection.execute(pragma)
        if read_only:
            connection.execute("PRAGMA query_only=ON")
        return connection

    def _make(self) -> None:
        """Make the file in WAL mode before anybody sees it: processes that change the mode at once find it locked."""
        own = self.path.with_name(f"{self.path.name}.{os.getpid()}-{get_ident()}")
        os.close(os.open(own, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with closing(sqlite3.connect(own)) as connection:
            connection.execute(f"PRAGMA page_size={PAGE_BYTES}")
            connection.execute("PRAGMA journal_mode=WAL")
        with suppress(FileExistsError):
            os.link(own, self.path)
        own.unlink()


@dataclass(frozen=True, slots=True)
class PostgresqlDatabase:
    """A PostgreSQL server, for when one machine no longer does."""

    url: str
    dialect: str = "postgresql"
    begin: str = "BEGIN"

    def connect(self, *, read_only: bool = False) -> Connection:
        """Connect to the server; psycopg is installed with the `postgresql` extra."""
        import psycopg  # noqa: PLC0415 - an extra that most machines do not have

        connection = psycopg.connect(self.url, autocommit=True)
        if read_only:
            connection.execute("SET default_transaction_read_only = on")
        return connection


def choose_database(url: str) -> Database:
    """Choose by URL: `sqlite:///path` or `postgresql://…`."""
    if url.startswith("sqlite:///"):
        return SqliteDatabase(Path(url.removeprefix("sqlite:///")))
    if url.startswith(("postgresql://", "postgres://")):
        return PostgresqlDatabase(url)
    raise ValueError("a database URL starts with sqlite:/// or postgresql://")


@contextmanager
def lone_transaction(database: Database) -> Iterator[Transaction]:
    """Run one transaction while no store is open, or before one is; it is committed unless its block raises."""
    with closing(database.connect()) as connection:
        connection.execute(database.begin)
        yield Transaction(connection, database.dialect)
        connection.execute("COMMIT")


def truncate_log(database: Database) -> None:
    """Empty SQLite's write-ahead log, since a passive checkpoint leaves deleted bytes in it."""
    if isinstance(database, SqliteDatabase):
        with closing(sqlite3.connect(database.path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def rewrite(database: Database) -> bool:
    """Write the whole database anew, since some deleted bytes stay in gaps of its pages; false if a reader kept its log full."""
    with closing(database.connect()) as connection:
        if not isinstance(database, SqliteDatabase):
            connection.execute("VACUUM FULL")
            return True
        connection.execute("VACUUM")
        busy: int = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        return not busy
