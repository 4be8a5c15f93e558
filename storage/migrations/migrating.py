"""Runs Alembic: what a database lacks, under a lock, or nothing at all. Loaded only where something is to be done."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import create_engine
from sqlalchemy.engine import Engine, make_url

from storage.databases import Database
from storage.errors import SchemaError

LOCKS = {"sqlite": "BEGIN IMMEDIATE", "postgresql": "SELECT pg_advisory_xact_lock(24117)"}


def make_engine(database: Database) -> Engine:
    """Make a short-lived engine for migrations; turns do not use one."""
    url = make_url(database.url)
    if database.dialect == "postgresql":
        return create_engine(url.set(drivername="postgresql+psycopg"))
    return create_engine(
        url, connect_args={"isolation_level": None}
    )  # else sqlite3 commits each table by itself


def migrate(database: Database) -> None:
    """Run the migrations that are missing; raise SchemaError for a database of a newer program."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    engine = make_engine(database)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(
                LOCKS[database.dialect]
            )  # of two processes one migrates, the other waits
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as error:
        raise SchemaError("the database was made by a newer program") from error
    finally:
        engine.dispose()
