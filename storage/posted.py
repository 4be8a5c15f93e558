"""What stands in people's chats and can still be taken back, sealed under the runtime key. A reboot forgets it.

A row is found by its person, or by the name of the minute in which it is due: no time can be read from it.
"""

from typing import NamedTuple

from sqlalchemy import bindparam, delete, select

from storage.errors import UnreadableError
from storage.runtime import Runtime
from storage.statements import Statement, insert_or_replace
from storage.tables.live import posted
from storage.transaction import Row, Transaction

MINUTE_SECONDS = 60
DAY_SECONDS = 24 * 3600
LONGEST_SLOT = 12
USUAL_DAYS = 2  # how long most are noted: who is noted for longer is old later


class Posted(NamedTuple):
    """One message in a chat: who and where, the platform's name of it, the slot it fills, and what happens when it is due.

    When it is due it is taken back if `fleeting`, and otherwise only forgotten.
    """

    person: bytes
    channel: str
    address: str
    message: str
    slot: str = ""
    fleeting: bool = False


_NOTE = insert_or_replace(posted)
_OF_PERSON = Statement(
    select(posted.c.person, posted.c.sealed).where(posted.c.person == bindparam("of_person"))
)
_DUE = Statement(select(posted.c.person, posted.c.sealed).where(posted.c.due == bindparam("at")))
_DROP_DUE = Statement(delete(posted).where(posted.c.due == bindparam("at")))
_DROP = Statement(
    delete(posted).where(posted.c.person == bindparam("of_person"), posted.c.message == bindparam("named"))
)
_DROP_OLD = Statement(delete(posted).where(posted.c.day < bindparam("before")))


def note(tx: Transaction, runtime: Runtime, one: Posted, now: float, due: float) -> None:
    """Note a message that stands in a chat now, until it is due."""
    name = _name(runtime, one.person, one.message)
    # All slots are as long as each other: a length must not tell who was shown a receipt.
    content = [one.channel, one.address, one.message, one.slot.ljust(LONGEST_SLOT), int(one.fleeting)]
    row = {
        "person": one.person,
        "message": name,
        "due": runtime.name_minute(int(due // MINUTE_SECONDS)),
        "day": max(int(now // DAY_SECONDS), int(due // DAY_SECONDS) - USUAL_DAYS),
        "sealed": runtime.seal(content, _context(one.person)),
    }
    tx.change(_NOTE, row)


def of_person(tx: Transaction, runtime: Runtime, person: bytes) -> list[Posted]:
    """List what stands in a person's chat, in no order."""
    return _open_all(runtime, tx.all(_OF_PERSON, {"of_person": person}))


def take_due(tx: Transaction, runtime: Runtime, since: float, now: float) -> list[Posted]:
    """Remove what was due between two times, and give what is to be taken back of it."""
    found: list[Posted] = []
    for minute in range(int(since // MINUTE_SECONDS), int(now // MINUTE_SECONDS) + 1):
        at = {"at": runtime.name_minute(minute)}
        rows = tx.all(_DUE, at)
        if rows:
            found += [one for one in _open_all(runtime, rows) if one.fleeting]
            tx.change(_DROP_DUE, at)
    return found


def remove(tx: Transaction, runtime: Runtime, person: bytes, message: str) -> None:
    """Remove one message: it is gone from the chat."""
    tx.change(_DROP, {"of_person": person, "named": _name(runtime, person, message)})


def remove_old(tx: Transaction, before: int) -> None:
    """Remove what was to last until two days after a day before this one: only rows from before a reboot live that long."""
    tx.change(_DROP_OLD, {"before": before})


def _name(runtime: Runtime, person: bytes, message: str) -> bytes:
    return runtime.name_bucket(f"posted {message}", person)


def _context(person: bytes) -> bytes:
    return b"posted" + person


def _open_all(runtime: Runtime, rows: list[Row]) -> list[Posted]:
    found = []
    for person, sealed in rows:
        try:
            channel, address, message, slot, fleeting = runtime.open(sealed, _context(person))
        except UnreadableError:
            continue
        found.append(Posted(person, channel, address, message, slot.rstrip(), bool(fleeting)))
    return found
