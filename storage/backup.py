"""Copies database and files while the product runs, without what lives only now; and, apart from them, secret and shred keys.

Rows are copied into a new database, so that neither drafts nor erased bytes ever reach the other disk.
"""

import sqlite3
from collections.abc import Callable, Collection
from contextlib import closing, suppress
from errno import ENOENT
from os import strerror
from pathlib import Path

from sqlalchemy import select

from storage.copies import DATA, SHRED, Manifest, copy_private, seal_manifest, staged, write_private
from storage.databases import Database, SqliteDatabase, choose_database, lone_transaction
from storage.deployments import NOTE
from storage.errors import BrokenCopyError
from storage.folder_lock import folder_shared
from storage.keyfiles import make_folder
from storage.meta import is_trial
from storage.revocations import LIST
from storage.server_secret import SECRET
from storage.statements import Statement
from storage.store import Places
from storage.tables import LIVE
from storage.tables.tips import files

DATABASE, FILES, SHRED_KEYS = "homthu.db", "files", "shred.db"

CopyTable = Callable[[sqlite3.Connection, str], int]

_FILES_OF_TIPS = Statement(select(files.c.name).where(files.c.tip.is_not(None)))


def copy_table(connection: sqlite3.Connection, name: str) -> int:
    """Copy a table of the attached `source`, and count its rows: of the files, those of tips alone."""
    chosen = f"source.{name} WHERE tip IS NOT NULL" if name == files.name else f"source.{name}"
    connection.execute(f"INSERT INTO main.{name} SELECT * FROM {chosen}")  # noqa: S608 - names of our own tables
    counts = [
        connection.execute(f"SELECT count(*) FROM {part}").fetchone()[0]  # noqa: S608 - as above
        for part in (chosen, f"main.{name}")
    ]
    if counts[0] != counts[1]:
        raise BrokenCopyError("a table was not copied whole")
    return int(counts[1])


def back_up_data(places: Places, target: Path, now: int, copy: CopyTable = copy_table) -> Manifest:
    """Copy database and files of tips; PostgreSQL's rows are left to pg_dump."""
    database = choose_database(places.url)
    rows: dict[str, int] = {}
    if isinstance(database, SqliteDatabase):
        _require(database.path)
    with folder_shared(places.data), staged(target) as stage:
        with lone_transaction(database) as tx:
            trial = is_trial(tx)
        if isinstance(database, SqliteDatabase):
            rows = copy_rows(database.path, stage / DATABASE, [table.name for table in LIVE], copy)
        _copy_files(_names_of_files(database, stage), places.data / FILES, make_folder(stage / FILES))
        return seal_manifest(stage, Manifest(DATA, now, trial, database.dialect, rows))


def back_up_shred(places: Places, target: Path, now: int) -> Manifest:
    """Copy what must never lie beside the data's copy: shred keys, the server's secret, the list of revocations, whose they are."""
    _require(places.shred / SHRED_KEYS)
    with folder_shared(places.data), staged(target) as stage:
        rows = copy_rows(places.shred / SHRED_KEYS, stage / SHRED_KEYS, ())
        copy_private(places.data / SECRET, stage / SECRET)
        for name in (LIST, NOTE):
            if (places.shred / name).exists():
                copy_private(places.shred / name, stage / name)
        return seal_manifest(stage, Manifest(SHRED, now, rows=rows))


def copy_rows(
    source: Path, target: Path, without: Collection[str], copy: CopyTable = copy_table
) -> dict[str, int]:
    """Copy a SQLite database row by row as it is at one moment, some tables empty; count the rows of each table."""
    write_private(target, b"")
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        connection.execute("PRAGMA temp_store=MEMORY")
        connection.execute("PRAGMA journal_mode=MEMORY")  # a copy that crashes is thrown away
        connection.execute("PRAGMA busy_timeout=10000")
        connection.execute("ATTACH ? AS source", (str(source),))
        connection.execute("BEGIN")
        schema = "SELECT type, name, sql FROM source.sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC"
        tables = []
        for kind, name, sql in connection.execute(schema).fetchall():
            connection.execute(sql)
            if kind == "table":
                tables.append(name)
        rows = {name: copy(connection, name) for name in tables if name not in without}
        connection.execute("COMMIT")
        connection.execute("DETACH source")
        if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise BrokenCopyError("the copied database is not whole")
    return rows


def _require(path: Path) -> None:
    if not path.exists():  # to connect would make it
        raise FileNotFoundError(ENOENT, strerror(ENOENT))


def _names_of_files(database: Database, stage: Path) -> list[str]:
    copied = stage / DATABASE
    read = SqliteDatabase(copied) if copied.exists() else database
    sql, fixed = _FILES_OF_TIPS.compiled_for(read.dialect)
    if isinstance(read, SqliteDatabase):
        with closing(sqlite3.connect(copied)) as connection:
            return [name for (name,) in connection.execute(sql, fixed)]
    with lone_transaction(read) as tx:
        return [name for (name,) in tx.all(_FILES_OF_TIPS)]


def _copy_files(names: list[str], source: Path, target: Path) -> None:
    for name in names:
        with suppress(FileNotFoundError):  # its tip has been erased since its row was copied
            copy_private(source / name, target / name)
