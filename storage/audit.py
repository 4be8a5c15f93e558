"""The audit log: append-only, each row's hash over the row before it, so that nothing can be changed or left out unseen."""

import json
from hashlib import blake2b
from typing import NamedTuple

from sqlalchemy import insert, select

from storage.statements import Statement
from storage.tables import audit
from storage.transaction import Transaction

EMPTY_HEAD = bytes(32)


class Act(NamedTuple):
    """One act: when (seconds since 1970), which officer (hex id, or «server»), what, on which tip, and how it ended."""

    time: int
    officer: str
    act: str
    queue: str = ""
    number: int = 0
    detail: str = ""


_LAST = Statement(select(audit.c.sequence, audit.c.hash).order_by(audit.c.sequence.desc()).limit(1))
_ADD = Statement(insert(audit))
_ALL = Statement(select(audit).order_by(audit.c.sequence))


def record(tx: Transaction, act: Act) -> bytes:
    """Append an act and give the new head."""
    sequence, head = tx.first(_LAST) or (0, EMPTY_HEAD)
    head = _next_head(head, sequence + 1, act)
    tx.change(_ADD, {"sequence": sequence + 1, **act._asdict(), "hash": head})
    return head


def all_acts(tx: Transaction) -> list[Act]:
    """List all acts in order."""
    return [Act(*row[1:7]) for row in tx.all(_ALL)]


def all_heads(tx: Transaction) -> list[str]:
    """List the hashes of all rows (hex) in order; the last one is the head."""
    return [row[-1].hex() for row in tx.all(_ALL)]


def find_break(tx: Transaction) -> int | None:
    """Recompute the chain; give the sequence of the first row that does not fit, None if all do."""
    head, expected = EMPTY_HEAD, 1
    for sequence, *fields, stored in tx.all(_ALL):
        head = _next_head(head, sequence, Act(*fields))
        if sequence != expected or stored != head:
            return expected
        expected += 1
    return None


def _next_head(head: bytes, sequence: int, act: Act) -> bytes:
    line = json.dumps([sequence, *act], ensure_ascii=False, separators=(",", ":")).encode()
    return blake2b(line, key=head, digest_size=32).digest()
