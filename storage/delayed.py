"""What a resident did and what is written down only later, together with what others did: a quiz's points, a pledge.

Until then it waits under the runtime key. So no lasting row is born in the visit of a person, and nobody who compares
snapshots sees who did what beside it. A reboot forgets what waits.
"""

import orjson
from sqlalchemy import bindparam, delete, select

from storage.cipher import pad, shuffled, unpad
from storage.errors import UnreadableError
from storage.records import Json
from storage.runtime import Runtime
from storage.statements import Statement, insert_or_replace
from storage.tables.live import delayed
from storage.transaction import Transaction

RECORD_BYTES = (
    512  # one size for all, with the longest hamlet, too: a size must not lead to the row that comes of it
)

_PUT = insert_or_replace(delayed)
_ALL = Statement(select(delayed.c.person, delayed.c.sealed))
_DROP = Statement(delete(delayed).where(delayed.c.person == bindparam("of_person")))


def delay(
    tx: Transaction, runtime: Runtime, purpose: str, person: bytes, value: Json, subject: str = ""
) -> None:
    """Let something wait, in place of what the person did before for the same purpose and subject."""
    name = runtime.name_bucket(f"delayed {purpose} {subject}", person)
    record = orjson.dumps([purpose, value])
    sealed = runtime.seal_bytes(pad(record, RECORD_BYTES), b"delayed" + name)
    tx.change(_PUT, {"person": name, "sealed": sealed})


def take_delayed(tx: Transaction, runtime: Runtime, purpose: str) -> list[Json]:
    """Take away all that waits for a purpose, in an order of chance (see `storage.wishes`); what a reboot has made unreadable is lost."""
    taken = []
    for name, sealed in shuffled(tx.all(_ALL)):
        opened = _open(runtime, name, sealed)
        if opened is None or opened[0] == purpose:
            tx.change(_DROP, {"of_person": name})
        if opened is not None and opened[0] == purpose:
            taken.append(opened[1])
    return taken


def _open(runtime: Runtime, name: bytes, sealed: bytes) -> Json:
    try:
        return orjson.loads(unpad(runtime.open_bytes(sealed, b"delayed" + name), RECORD_BYTES))
    except UnreadableError:
        return None
