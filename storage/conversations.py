"""Live conversations: which messages were seen, each person's draft, and what is held for them. All of it is
named and sealed under the runtime key, so a reboot forgets it.
"""

from sqlalchemy import bindparam, delete, select

from storage.cipher import random_bytes
from storage.errors import UnreadableError
from storage.records import Json
from storage.runtime import Runtime
from storage.statements import Statement, insert_or_ignore, insert_or_replace
from storage.tables.live import drafts, held, inbox
from storage.transaction import Transaction

_ADD_MESSAGE = insert_or_ignore(inbox)
_DROP_OLD_MESSAGES = Statement(delete(inbox).where(inbox.c.day < bindparam("before")))
_DRAFT = Statement(select(drafts.c.sealed).where(drafts.c.person == bindparam("of_person")))
_ALL_DRAFTS = Statement(select(drafts.c.person, drafts.c.sealed))
_PUT_DRAFT = insert_or_replace(drafts)
_DROP_DRAFT = Statement(delete(drafts).where(drafts.c.person == bindparam("of_person")))
_HELD = Statement(select(held.c.sealed).where(held.c.handle == bindparam("of_handle")))
_IS_HELD = Statement(select(held.c.handle).where(held.c.handle == bindparam("with_name")))
_ALL_HELD = Statement(select(held.c.handle, held.c.sealed))
_PUT_HELD = insert_or_replace(held)
_DROP_HELD = Statement(delete(held).where(held.c.handle == bindparam("of_handle")))


def note_message(tx: Transaction, message: bytes, day: int) -> bool:
    """Note that a message is being handled; false if it was handled before."""
    return tx.change(_ADD_MESSAGE, {"message": message, "day": day}) == 1


def forget_messages(tx: Transaction, before: int) -> None:
    """Forget the messages noted before a day."""
    tx.change(_DROP_OLD_MESSAGES, {"before": before})


def load_draft(tx: Transaction, runtime: Runtime, person: bytes) -> Json:
    """Load a person's draft; None if there is none or it was made before a reboot."""
    return _open(runtime, tx.first(_DRAFT, {"of_person": person}), b"draft" + person)


def save_draft(tx: Transaction, runtime: Runtime, person: bytes, draft: Json) -> None:
    """Save a person's draft."""
    tx.change(_PUT_DRAFT, {"person": person, "sealed": runtime.seal(draft, b"draft" + person)})


def erase_draft(tx: Transaction, person: bytes) -> None:
    """Erase a person's draft."""
    tx.change(_DROP_DRAFT, {"of_person": person})


def all_drafts(tx: Transaction, runtime: Runtime) -> list[tuple[bytes, Json]]:
    """Open every draft, with the person's name; None where it was made before a reboot."""
    return [(person, _open(runtime, (sealed,), b"draft" + person)) for person, sealed in tx.all(_ALL_DRAFTS)]


def hold(tx: Transaction, runtime: Runtime, value: Json, until: float) -> str:
    """Hold a secret for a while and give the handle (hex) under which it is found."""
    handle = random_bytes(16).hex()
    hold_as(tx, runtime, handle, value, until)
    return handle


def hold_as(tx: Transaction, runtime: Runtime, handle: str, value: Json, until: float) -> None:
    """Hold a secret for a while under a handle (hex) of one's own."""
    key = _name(runtime, handle)
    sealed = runtime.seal({"value": value, "until": until}, b"held" + key)
    tx.change(_PUT_HELD, {"handle": key, "sealed": sealed})


def get_held(
    tx: Transaction, runtime: Runtime, handle: str, now: float, longest: float = float("inf")
) -> Json:
    """Get what is held under a handle; None once it has ended, or where it would be held for more than `longest` seconds."""
    key = _name(runtime, handle)
    entry = _open(runtime, tx.first(_HELD, {"of_handle": key}), b"held" + key)
    return entry["value"] if entry is not None and now < entry["until"] <= now + longest else None


def extend_held(tx: Transaction, runtime: Runtime, handle: str, now: float, until: float) -> None:
    """Hold something until then, once half of its time is over and unless it has ended."""
    key = _name(runtime, handle)
    entry = _open(runtime, tx.first(_HELD, {"of_handle": key}), b"held" + key)
    if entry is not None and now < entry["until"] < now + (until - now) / 2:
        value = entry["value"]
        tx.change(
            _PUT_HELD,
            {"handle": key, "sealed": runtime.seal({"value": value, "until": until}, b"held" + key)},
        )


def drop_held(tx: Transaction, runtime: Runtime, handle: str) -> None:
    """Stop holding something."""
    tx.change(_DROP_HELD, {"of_handle": _name(runtime, handle)})


def name_held(runtime: Runtime, handle: str) -> bytes:
    """Name the row of a handle, for a process that does not know the runtime key."""
    return _name(runtime, handle)


def is_held(tx: Transaction, name: bytes) -> bool:
    """Tell whether a row of this name still stands."""
    return tx.first(_IS_HELD, {"with_name": name}) is not None


def sweep(tx: Transaction, runtime: Runtime, now: float) -> None:
    """Remove what has ended, and what a reboot has made unreadable."""
    for handle, sealed in tx.all(_ALL_HELD):
        if _has_ended(_open(runtime, (sealed,), b"held" + handle), now):
            tx.change(_DROP_HELD, {"of_handle": handle})


def _name(runtime: Runtime, handle: str) -> bytes:
    """Name a handle in the table, where nobody can read it off: a key link is one."""
    return runtime.name_bucket("held", bytes.fromhex(handle))


def _has_ended(entry: Json, now: float) -> bool:
    return entry is None or entry["until"] <= now


def _open(runtime: Runtime, row: tuple[Json, ...] | None, context: bytes) -> Json:
    if row is None:
        return None
    try:
        return runtime.open(row[0], context)
    except UnreadableError:
        return None
