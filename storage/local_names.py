"""Names that leads gave to places of their communes: a market, a hamlet. They are no secret."""

from sqlalchemy import bindparam, delete, select

from storage import meta
from storage.cipher import random_bytes
from storage.statements import Statement, insert_or_replace
from storage.tables.units import local_names
from storage.transaction import Transaction

VERSION = "version of the local names"

_PUT = insert_or_replace(local_names)
_ALL = Statement(select(local_names.c.name, local_names.c.commune).order_by(local_names.c.folded))
_OF_COMMUNE = Statement(
    select(local_names.c.folded, local_names.c.name)
    .where(local_names.c.commune == bindparam("of_commune"))
    .order_by(local_names.c.folded)
)
_DROP = Statement(
    delete(local_names).where(
        local_names.c.commune == bindparam("of_commune"), local_names.c.folded == bindparam("with_folded")
    )
)


def add_name(tx: Transaction, commune: str, folded: str, name: str) -> None:
    """Add a name for a place of a commune, or spell it anew; `folded` is how it is compared."""
    tx.change(_PUT, {"commune": commune, "folded": folded, "name": name})
    _renew(tx)


def drop_name(tx: Transaction, commune: str, folded: str) -> bool:
    """Forget a name; false if there was none."""
    dropped = tx.change(_DROP, {"of_commune": commune, "with_folded": folded}) == 1
    _renew(tx)
    return dropped


def names_of(tx: Transaction, commune: str) -> dict[str, str]:
    """List a commune's names by how they are compared."""
    return dict(tx.all(_OF_COMMUNE, {"of_commune": commune}))


def all_names(tx: Transaction) -> list[tuple[str, str]]:
    """List all names with the communes that they mean."""
    return [(name, commune) for name, commune in tx.all(_ALL)]


def move_names(tx: Transaction, commune: str, into: str) -> None:
    """Let a merged commune's names mean the one that took it over."""
    for folded, name in names_of(tx, commune).items():
        drop_name(tx, commune, folded)
        add_name(tx, into, folded, name)


def version(tx: Transaction) -> bytes:
    """Give what changes whenever a name does."""
    return meta.get_fact(tx, VERSION) or b""


def _renew(tx: Transaction) -> None:
    """Draw a new version: a number would come twice where a turn is rolled back."""
    meta.set_fact(tx, VERSION, random_bytes(8))
