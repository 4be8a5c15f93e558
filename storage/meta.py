"""Facts about this deployment that never change once they are made."""

from sqlalchemy import bindparam, select

from storage.cipher import random_bytes
from storage.receipts import SALT_BYTES
from storage.statements import Statement, insert_or_ignore
from storage.tables import facts
from storage.transaction import Transaction

_GET = Statement(select(facts.c.value).where(facts.c.name == bindparam("with_name")))
_ADD = insert_or_ignore(facts)


def load_salt(tx: Transaction) -> bytes:
    """Load the deployment's salt for receipts, made at the first call and never rotated."""
    tx.change(_ADD, {"name": "receipt salt", "value": random_bytes(SALT_BYTES)})
    row = tx.first(_GET, {"with_name": "receipt salt"})
    if row is None:
        raise LookupError("the salt was not written")
    salt: bytes = row[0]
    return salt
