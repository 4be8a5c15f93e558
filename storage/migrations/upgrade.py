"""Brings a database to this program's schema, and refuses one that is newer. Where nothing is to be done, no Alembic is loaded."""

from contextlib import closing, suppress

from storage.databases import Database
from storage.errors import UnreachableDatabaseError

NEWEST = "0001"  # the last of the migrations

_READ_REVISION = "SELECT version_num FROM alembic_version"


def upgrade(database: Database) -> None:
    """Run the migrations that are missing; raise SchemaError for a database of a newer program, UnreachableDatabaseError for none."""
    if _read_revision(database) == NEWEST:
        return
    from storage.migrations.migrating import migrate  # noqa: PLC0415 - a quarter of a second, once in a database's life

    migrate(database)


def _read_revision(database: Database) -> str | None:
    try:
        connection = database.connect()
    except OSError:
        raise
    except Exception as error:  # two drivers, two families of errors
        raise UnreachableDatabaseError from error
    with closing(connection), suppress(Exception):  # two ways to say «no such table»
        row = connection.execute(_READ_REVISION).fetchone()
        return str(row[0]) if row else None
    return None
