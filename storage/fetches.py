"""Pictures that are still to be fetched from a platform: sealed references, kept until the picture is saved or given up."""

from sqlalchemy import bindparam, delete, select

from storage.cipher import random_bytes
from storage.errors import UnreadableError
from storage.records import Json
from storage.runtime import Runtime
from storage.statements import Statement, insert_or_ignore
from storage.tables.live import fetches
from storage.transaction import Transaction

_ADD = insert_or_ignore(fetches)
_GET = Statement(select(fetches.c.sealed).where(fetches.c.id == bindparam("with_id")))
_DROP = Statement(delete(fetches).where(fetches.c.id == bindparam("with_id")))
_ALL = Statement(select(fetches.c.id))


def add_fetch(tx: Transaction, runtime: Runtime, reference: Json) -> str:
    """Add a picture to fetch and give the id (hex) of its row."""
    identity = random_bytes(16)
    tx.change(_ADD, {"id": identity, "sealed": runtime.seal(reference, b"fetch" + identity)})
    return identity.hex()


def get_fetch(tx: Transaction, runtime: Runtime, fetch: str) -> Json:
    """Get what is to be fetched; None once it is done, or after a reboot."""
    identity = bytes.fromhex(fetch)
    row = tx.first(_GET, {"with_id": identity})
    if row is None:
        return None
    try:
        return runtime.open(row[0], b"fetch" + identity)
    except UnreadableError:
        return None


def drop_fetch(tx: Transaction, fetch: str) -> None:
    """Remove a row: the picture is saved, or never will be."""
    tx.change(_DROP, {"with_id": bytes.fromhex(fetch)})


def all_fetches(tx: Transaction) -> list[str]:
    """List the ids (hex) of all rows."""
    return [identity.hex() for (identity,) in tx.all(_ALL)]
