"""The hamlets of each commune, as its lead lists them: officers choose from them when they close a tip."""

from sqlalchemy import bindparam, delete, select

from storage.statements import Statement, insert_or_ignore, insert_or_replace
from storage.tables.casework import hamlets
from storage.transaction import Transaction

_ADD = insert_or_ignore(hamlets)
_LIST = Statement(
    select(hamlets.c.name).where(hamlets.c.commune == bindparam("of_commune")).order_by(hamlets.c.name)
)
_HOUSEHOLDS = Statement(
    select(hamlets.c.name, hamlets.c.households).where(hamlets.c.commune == bindparam("of_commune"))
)
_SET_HOUSEHOLDS = insert_or_replace(hamlets)
_DROP = Statement(
    delete(hamlets).where(
        hamlets.c.commune == bindparam("of_commune"), hamlets.c.name == bindparam("with_name")
    )
)


def list_hamlets(tx: Transaction, commune: str) -> list[str]:
    """List the hamlets of a commune by name."""
    return [name for (name,) in tx.all(_LIST, {"of_commune": commune})]


def add_hamlet(tx: Transaction, commune: str, name: str) -> bool:
    """Add a hamlet; tell whether it is new."""
    return tx.change(_ADD, {"commune": commune, "name": name, "households": None}) == 1


def set_households(tx: Transaction, commune: str, name: str, count: int) -> None:
    """Enter how many households a hamlet has."""
    tx.change(_SET_HOUSEHOLDS, {"commune": commune, "name": name, "households": count})


def list_households(tx: Transaction, commune: str) -> dict[str, int | None]:
    """Tell how many households each hamlet of a commune has, as far as an officer has entered it."""
    return dict(tx.all(_HOUSEHOLDS, {"of_commune": commune}))


def drop_hamlet(tx: Transaction, commune: str, name: str) -> None:
    """Take a hamlet off the list; figures that name it stay."""
    tx.change(_DROP, {"of_commune": commune, "with_name": name})
