"""Facts about this deployment: the salt of its receipts, whether it is a trial, what a job has left to do."""

from sqlalchemy import bindparam, delete, select

from storage.cipher import random_bytes
from storage.receipts import SALT_BYTES
from storage.statements import Statement, insert_or_ignore, insert_or_replace
from storage.tables.units import facts
from storage.transaction import Transaction

RECEIPT_SALT = "receipt salt"
RECOVERY_PUBLIC = "recovery public key"
RECOVERY_TESTED = "recovery key tested"  # the day, counted from 1970
OLD_TRACES = "the database is to be rewritten, since gaps of its pages hold former keys"
WISHES_WEEK = "week in which wishes were last carried out"
PLEDGES_WEEK = "week in which pledges were last written"
SCORES_DAY = "day on which the points of contests were last written"
REMINDED = "seconds at which reminders last ran"
STALE_KEYS = "queues below are to get new keys"

_GET = Statement(select(facts.c.value).where(facts.c.name == bindparam("with_name")))
_ADD = insert_or_ignore(facts)
_PUT = insert_or_replace(facts)
_DROP = Statement(delete(facts).where(facts.c.name == bindparam("with_name")))


def get_fact(tx: Transaction, name: str) -> bytes | None:
    """Get a fact; None if it is not set."""
    row = tx.first(_GET, {"with_name": name})
    return row[0] if row else None


def set_fact(tx: Transaction, name: str, value: bytes) -> None:
    """Set a fact."""
    tx.change(_PUT, {"name": name, "value": value})


def drop_fact(tx: Transaction, name: str) -> None:
    """Forget a fact."""
    tx.change(_DROP, {"with_name": name})


def is_trial(tx: Transaction) -> bool:
    """Tell whether this is a trial: no `homthu init` yet, so the queues' keys lie under the server's secret."""
    return get_fact(tx, RECOVERY_PUBLIC) is None


def load_salt(tx: Transaction) -> bytes:
    """Load the deployment's salt for receipts, made at the first call and never rotated."""
    tx.change(_ADD, {"name": RECEIPT_SALT, "value": random_bytes(SALT_BYTES)})
    salt = get_fact(tx, RECEIPT_SALT)
    if salt is None:
        raise LookupError("the salt was not written")
    return salt


def save_count(tx: Transaction, name: str, month: str, count: int) -> None:
    """Note how many messages a channel has carried in a month."""
    set_fact(tx, f"messages of {name}", f"{month} {count}".encode())


def load_count(tx: Transaction, name: str) -> tuple[str, int]:
    """Tell the month that was noted last for a channel, and its count; an empty month if there is none."""
    month, _space, count = (get_fact(tx, f"messages of {name}") or b" 0").decode().partition(" ")
    return month, int(count)
