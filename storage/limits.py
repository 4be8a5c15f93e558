"""Counts tries without knowing people: keyed names and sealed entries of one size, under the runtime key, 48 h at most.

Nothing tells one entry's purpose from another's, and a reboot makes noise of them all.
"""

import orjson
from sqlalchemy import bindparam, delete, select

from storage.cipher import pad, unpad
from storage.errors import UnreadableError
from storage.records import Json
from storage.runtime import Runtime
from storage.statements import Statement, insert_or_replace
from storage.tables.live import limits
from storage.transaction import Transaction

ENTRY_BYTES = 512
MOST_KEPT = 20

_ENTRY = Statement(select(limits.c.sealed).where(limits.c.bucket == bindparam("of_bucket")))
_ALL = Statement(select(limits.c.bucket, limits.c.sealed))
_PUT = insert_or_replace(limits)
_DROP = Statement(delete(limits).where(limits.c.bucket == bindparam("of_bucket")))


def count_try(tx: Transaction, runtime: Runtime, bucket: bytes, now: float, window: float) -> int:
    """Count one more try in a bucket and tell how many there were within the window (seconds)."""
    tries = [*recent_tries(tx, runtime, bucket, now, window), int(now)]
    put_entry(tx, runtime, bucket, {"tries": tries[-MOST_KEPT:]}, now + window)
    return len(tries)


def recent_tries(tx: Transaction, runtime: Runtime, bucket: bytes, now: float, window: float) -> list[float]:
    """List the times of the tries in a bucket within the window (seconds)."""
    entry = get_entry(tx, runtime, bucket, now)
    return [moment for moment in entry["tries"] if moment > now - window] if entry else []


def put_entry(tx: Transaction, runtime: Runtime, bucket: bytes, value: Json, until: float) -> None:
    """Keep a small value in a bucket until then."""
    plaintext = orjson.dumps({"value": value, "until": int(until)})
    sealed = runtime.seal_bytes(pad(plaintext, ENTRY_BYTES), b"limit" + bucket)
    tx.change(_PUT, {"bucket": bucket, "sealed": sealed})


def get_entry(tx: Transaction, runtime: Runtime, bucket: bytes, now: float) -> Json:
    """Give what a bucket keeps; None once that has ended."""
    row = tx.first(_ENTRY, {"of_bucket": bucket})
    entry = _open(runtime, bucket, row[0]) if row else None
    return entry["value"] if entry is not None and entry["until"] > now else None


def drop_entry(tx: Transaction, bucket: bytes) -> None:
    """Empty a bucket."""
    tx.change(_DROP, {"of_bucket": bucket})


def sweep_limits(tx: Transaction, runtime: Runtime, now: float) -> None:
    """Remove the entries that have ended, and those that a reboot has made unreadable."""
    for bucket, sealed in tx.all(_ALL):
        entry = _open(runtime, bucket, sealed)
        if entry is None or entry["until"] <= now:
            tx.change(_DROP, {"of_bucket": bucket})


def _open(runtime: Runtime, bucket: bytes, sealed: bytes) -> Json:
    try:
        return orjson.loads(unpad(runtime.open_bytes(sealed, b"limit" + bucket), ENTRY_BYTES))
    except UnreadableError:
        return None
