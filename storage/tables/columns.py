"""How tables and columns are made: INTEGER, TEXT and BLOB only, and without row ids, so that nothing shows an order."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, MetaData, Table, Text

metadata = MetaData()


def table(name: str, *columns: Column[object] | Index) -> Table:
    """Make a table without row ids."""
    return Table(name, metadata, *columns, sqlite_with_rowid=False)


def blob(name: str, *, key: bool = False, null: bool = False) -> Column[object]:
    """Make a column of bytes."""
    return Column(name, LargeBinary, primary_key=key, nullable=null)


def words(name: str, *, key: bool = False, null: bool = False) -> Column[object]:
    """Make a column of text."""
    return Column(name, Text, primary_key=key, nullable=null)


def number(name: str, *, key: bool = False, null: bool = False) -> Column[object]:
    """Make a column of whole numbers."""
    return Column(name, BigInteger, primary_key=key, nullable=null, autoincrement=False)
