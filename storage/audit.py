"""The audit log: append-only, each row's hash over the row before it, so that nothing can be changed or left out unseen."""

import json
from collections.abc import Collection, Iterator
from hashlib import blake2b
from typing import NamedTuple

from sqlalchemy import bindparam, insert, select

from storage.statements import Statement
from storage.tables.units import audit
from storage.transaction import Row, Transaction

EMPTY_HEAD = bytes(32)


class Act(NamedTuple):
    """One act: when (seconds since 1970), which officer (hex id, or «server»), what, on which tip, and how it ended."""

    time: int
    officer: str
    act: str
    queue: str = ""
    number: int = 0
    detail: str = ""


class Entry(NamedTuple):
    """An act with its place in the log and the head after it."""

    sequence: int
    act: Act
    head: bytes


class Chain(NamedTuple):
    """What a check found: how many rows fit, the head, the first row that does not fit, and the kept heads that are gone."""

    rows: int
    head: bytes
    broken: int | None
    missing: frozenset[str]


PAGE = 1000
BEFORE_ALL, BEHIND_ALL = -(2**31), 2**31 - 1  # a row can be put in before the first

_LAST = Statement(select(audit.c.sequence, audit.c.hash).order_by(audit.c.sequence.desc()).limit(1))
_ADD = Statement(insert(audit))
_AFTER = Statement(
    select(audit)
    .where(audit.c.sequence > bindparam("after"))
    .order_by(audit.c.sequence)
    .limit(bindparam("at_most"))
)
_OLDER = select(audit).where(audit.c.sequence < bindparam("before")).order_by(audit.c.sequence.desc())
_BEFORE = Statement(_OLDER.limit(bindparam("at_most")))
_BEFORE_IN_QUEUE = Statement(_OLDER.where(audit.c.queue == bindparam("in_queue")).limit(bindparam("at_most")))


def record(tx: Transaction, act: Act) -> bytes:
    """Append an act and give the new head."""
    sequence, head = last_entry(tx)
    head = _next_head(head, sequence + 1, act)
    tx.change(_ADD, {"sequence": sequence + 1, **act._asdict(), "hash": head})
    return head


def last_entry(tx: Transaction) -> tuple[int, bytes]:
    """Give the number of the last row, and the head."""
    sequence, head = tx.first(_LAST) or (0, EMPTY_HEAD)
    return sequence, head


def read_after(tx: Transaction, sequence: int, at_most: int = PAGE) -> list[Entry]:
    """Read a page of the log behind a row, in order."""
    return [_entry(row) for row in tx.all(_AFTER, {"after": sequence, "at_most": at_most})]


def read_before(tx: Transaction, queue: str, before: int, at_most: int) -> list[Entry]:
    """Read a page of the log before a row, the newest first: of one queue, or of everything (empty)."""
    page = {"before": before, "at_most": at_most}
    rows = tx.all(_BEFORE_IN_QUEUE, {**page, "in_queue": queue}) if queue else tx.all(_BEFORE, page)
    return [_entry(row) for row in rows]


def walk(tx: Transaction) -> Iterator[Entry]:
    """Go through the whole log, never with more than a page of it in memory."""
    sequence = BEFORE_ALL
    while page := read_after(tx, sequence):
        yield from page
        sequence = page[-1].sequence


def all_acts(tx: Transaction) -> list[Act]:
    """List all acts in order."""
    return [entry.act for entry in walk(tx)]


def check_chain(tx: Transaction, kept: Collection[str] = ()) -> Chain:
    """Recompute the chain, and look in it for kept heads (hex, or the first digits of it).

    Nothing before a head that is found was changed, left out or moved since it was kept.
    """
    head, rows, missing = EMPTY_HEAD, 0, set(kept) - {""}
    lengths = {len(one) for one in missing}
    for entry in walk(tx):
        head = _next_head(head, entry.sequence, entry.act)
        if entry.sequence != rows + 1 or entry.head != head:
            return Chain(rows, head, rows + 1, frozenset(missing))
        rows += 1
        if missing:
            missing -= {head.hex()[:length] for length in lengths}
    return Chain(rows, head, None, frozenset(missing))


def find_break(tx: Transaction) -> int | None:
    """Recompute the chain; give the sequence of the first row that does not fit, None if all do."""
    return check_chain(tx).broken


def _entry(row: Row) -> Entry:
    return Entry(row[0], Act(*row[1:7]), row[7])


def _next_head(head: bytes, sequence: int, act: Act) -> bytes:
    line = json.dumps([sequence, *act], ensure_ascii=False, separators=(",", ":")).encode()
    return blake2b(line, key=head, digest_size=32).digest()
