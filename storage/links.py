"""Which tips of a queue tell of one case. Each keeps its own number, content and receipt; a case is only a random id."""

from sqlalchemy import bindparam, delete, select, update

from storage.cipher import random_bytes
from storage.statements import Statement, insert_or_replace
from storage.tables.tips import links, tips
from storage.transaction import Transaction

CASE_BYTES = 16

_own = links.alias("own")
_own_tips = tips.alias("own_tips")
_PUT = insert_or_replace(links)
_DROP = Statement(delete(links).where(links.c.tip == bindparam("of_tip")))
_CASE = Statement(select(links.c.case_id).where(links.c.tip == bindparam("of_tip")))
_MERGE = Statement(
    update(links).where(links.c.case_id == bindparam("former")).values(case_id=bindparam("to_case"))
)
_LINKED = Statement(
    select(links.c.tip)
    .join(_own, _own.c.case_id == links.c.case_id)
    .join(tips, tips.c.id == links.c.tip)
    .join(_own_tips, _own_tips.c.id == _own.c.tip)
    .where(_own.c.tip == bindparam("of_tip"), links.c.tip != _own.c.tip, tips.c.queue == _own_tips.c.queue)
    .order_by(tips.c.number)
)


def linked_tips(tx: Transaction, tip: bytes) -> list[bytes]:
    """Name the other tips of a tip's case, closed ones, too; those that lie in another queue by now are not among them."""
    return [identity for (identity,) in tx.all(_LINKED, {"of_tip": tip})]


def link(tx: Transaction, tip: bytes, other: bytes) -> None:
    """Let two tips, and all that each was linked with, be one case."""
    case = _case_of(tx, other) or random_bytes(CASE_BYTES)
    former = _case_of(tx, tip)
    if former is not None:
        tx.change(_MERGE, {"former": former, "to_case": case})
    for identity in (tip, other):
        tx.change(_PUT, {"tip": identity, "case_id": case})


def unlink(tx: Transaction, tip: bytes) -> None:
    """Take a tip out of its case; the others stay together."""
    tx.change(_DROP, {"of_tip": tip})


def _case_of(tx: Transaction, tip: bytes) -> bytes | None:
    row = tx.first(_CASE, {"of_tip": tip})
    return row[0] if row else None
