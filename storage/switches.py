"""What the national lead has switched on or off for the whole deployment."""

from sqlalchemy import bindparam, select

from storage.statements import Statement, insert_or_replace
from storage.tables.units import switches
from storage.transaction import Transaction

_GET = Statement(select(switches.c.state).where(switches.c.name == bindparam("with_name")))
_SET = insert_or_replace(switches)


def is_on(tx: Transaction, name: str) -> bool:
    """Tell whether something is on; it is until somebody has switched it off."""
    row = tx.first(_GET, {"with_name": name})
    return row is None or bool(row[0])


def switch(tx: Transaction, name: str, *, on: bool) -> None:
    """Switch something on or off."""
    tx.change(_SET, {"name": name, "state": int(on)})
