"""An open transaction: what every repository function runs its statements on."""

from collections.abc import Sequence
from typing import Any, Protocol

from storage.statements import NO_PARAMETERS, Parameters, Statement

Row = tuple[Any, ...]


class Cursor(Protocol):
    """The part of a driver's cursor that is used here."""

    rowcount: int

    def fetchone(self) -> Row | None:
        """Fetch the next row."""

    def fetchall(self) -> list[Row]:
        """Fetch all rows."""


class Connection(Protocol):
    """The part of a driver's connection that is used here: sqlite3's and psycopg's alike."""

    def execute(self, sql: Any, parameters: Any = ..., /) -> Any:  # noqa: ANN401 - two drivers, two types
        """Run one statement."""

    def cursor(self) -> Any:  # noqa: ANN401 - as above
        """Make a cursor."""

    def close(self) -> None:
        """Close the connection."""


class Transaction:
    """Statements on one open transaction. Synchronous; it lives in the store's writer or in a reader thread."""

    __slots__ = ("_connection", "dialect")

    def __init__(self, connection: Connection, dialect: str) -> None:
        self._connection = connection
        self.dialect = dialect

    def execute(self, statement: Statement, parameters: Parameters = NO_PARAMETERS) -> Cursor:
        """Run a statement with its named parameters."""
        sql, fixed = statement.compiled_for(self.dialect)
        cursor: Cursor = self._connection.execute(sql, {**fixed, **parameters} if fixed else parameters)
        return cursor

    def first(self, statement: Statement, parameters: Parameters = NO_PARAMETERS) -> Row | None:
        """Run a statement and give its first row."""
        return self.execute(statement, parameters).fetchone()

    def all(self, statement: Statement, parameters: Parameters = NO_PARAMETERS) -> list[Row]:
        """Run a statement and give all its rows."""
        return self.execute(statement, parameters).fetchall()

    def change(self, statement: Statement, parameters: Parameters = NO_PARAMETERS) -> int:
        """Run a statement and tell how many rows it changed."""
        return self.execute(statement, parameters).rowcount

    def change_each(self, statement: Statement, rows: Sequence[Parameters]) -> int:
        """Run a statement once for each row of parameters and tell how many rows of the table it changed in all."""
        if not rows:
            return 0
        sql, fixed = statement.compiled_for(self.dialect)
        cursor = self._connection.cursor()
        cursor.executemany(sql, [{**fixed, **row} for row in rows] if fixed else rows)
        changed: int = cursor.rowcount
        return changed
