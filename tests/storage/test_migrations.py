"""Migrations: what they make is what the tables say, on both databases."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from storage.databases import Database, choose_database
from storage.errors import SchemaError
from storage.migrations import versions
from storage.migrations.migrating import make_engine
from storage.migrations.upgrade import NEWEST, upgrade
from storage.tables import metadata
from tests.storage.postgresql import PostgresqlServer


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        yield choose_database(f"sqlite:///{tmp_path / 'homthu.db'}")
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql")
    with server.database("template0") as url:
        yield choose_database(url)


def ask(database: Database, statement: str) -> list[Any]:
    connection = database.connect()
    rows: list[Any] = connection.execute(statement).fetchall()
    connection.close()
    return rows


def test_the_migrated_schema_is_that_of_the_tables(empty: Database) -> None:
    upgrade(empty)
    engine = make_engine(empty)
    with engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        differences = compare_metadata(context, metadata)
        indexes = {
            (table, index["name"], tuple(index["column_names"]), bool(index["unique"]))
            for table in metadata.tables
            for index in inspect(connection).get_indexes(table)
        }
    engine.dispose()

    assert differences == []
    assert indexes == {
        (table.name, index.name, tuple(index.columns.keys()), index.unique)
        for table in metadata.tables.values()
        for index in table.indexes
    }


def test_the_newest_revision_is_that_of_the_last_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(versions.__file__).parent.parent))

    assert ScriptDirectory.from_config(config).get_heads() == [NEWEST]


def test_a_current_database_is_opened_without_alembic(empty: Database) -> None:
    make_tables(empty)

    assert make_tables(empty, "assert not [name for name in sys.modules if name.startswith('alembic')]") == 0


def test_nothing_happens_the_second_time(empty: Database) -> None:
    upgrade(empty)
    connection = empty.connect()
    connection.execute("INSERT INTO queues VALUES ('vn', NULL, 7, 0)")
    connection.close()

    upgrade(empty)

    assert ask(empty, "SELECT last_number FROM queues") == [(7,)]


def test_a_database_of_a_newer_program_is_refused_and_left_alone(empty: Database) -> None:
    upgrade(empty)
    connection = empty.connect()
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    with pytest.raises(SchemaError):
        upgrade(empty)

    assert ask(empty, "SELECT version_num FROM alembic_version") == [("9999",)]


def test_a_migration_that_breaks_leaves_nothing_behind(empty: Database) -> None:
    connection = empty.connect()
    connection.execute("CREATE TABLE tips (id INTEGER)")  # in the way of the first migration
    connection.close()

    with pytest.raises(Exception, match="tips"):
        upgrade(empty)

    engine = make_engine(empty)
    with engine.connect() as opened:
        left = set(inspect(opened).get_table_names())
        opened.execute(text("DROP TABLE tips"))
        opened.commit()
    engine.dispose()
    assert left == {"tips"}
    upgrade(empty)


def test_processes_that_start_at_once_migrate_once(empty: Database) -> None:
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(make_tables, [empty] * 2))

    assert ask(empty, "SELECT count(*) FROM alembic_version") == [(1,)]


def make_tables(database: Database, afterwards: str = "") -> int:
    """Migrate in a process of its own, as Alembic keeps its context in a global."""
    program = "import sys; from storage.databases import choose_database; "
    program += "from storage.migrations.upgrade import upgrade; upgrade(choose_database(sys.argv[1]))"
    return subprocess.run(
        [sys.executable, "-c", f"{program}; {afterwards}", database.url], check=True
    ).returncode
