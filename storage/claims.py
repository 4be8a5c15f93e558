"""Claims: which officer has taken a tip, and until when. Of two at the same moment, one wins."""

from sqlalchemy import bindparam, delete, select

from storage.records import TipStatus
from storage.statements import Statement, insert_or_ignore, insert_or_replace
from storage.tables.casework import claims
from storage.tables.tips import tips
from storage.tips import set_status
from storage.transaction import Transaction

_ADD = insert_or_ignore(claims)
_PUT = insert_or_replace(claims)
_DROP = Statement(delete(claims).where(claims.c.tip == bindparam("of_tip")))
_DROP_EXPIRED = Statement(
    delete(claims).where(claims.c.tip == bindparam("of_tip"), claims.c.expires <= bindparam("by_now"))
)
_HOLDER = Statement(select(claims.c.officer, claims.c.expires).where(claims.c.tip == bindparam("of_tip")))
_HELD = Statement(
    select(claims.c.tip, claims.c.expires).where(
        claims.c.officer == bindparam("by_officer"), claims.c.expires > bindparam("by_now")
    )
)
_OF_OFFICER = Statement(select(claims.c.tip).where(claims.c.officer == bindparam("by_officer")))
_DROP_ALL = Statement(delete(claims))
_MARKED = Statement(select(tips.c.id).where(tips.c.status == TipStatus.CLAIMED.value))
_EXPIRED = Statement(
    select(claims.c.tip, tips.c.status)
    .join(tips, tips.c.id == claims.c.tip)
    .where(claims.c.expires <= bindparam("by_now"))
    .limit(bindparam("at_most"))
)


def claim(tx: Transaction, tip: bytes, officer: bytes, now: int, expires: int) -> bool:
    """Claim a tip; false if somebody else has it (times in seconds)."""
    tx.change(_DROP_EXPIRED, {"of_tip": tip, "by_now": now})
    return tx.change(_ADD, {"tip": tip, "officer": officer, "expires": expires}) == 1


def holder(tx: Transaction, tip: bytes, now: int) -> bytes | None:
    """Tell which officer has a tip; None if nobody has, or no longer."""
    row = tx.first(_HOLDER, {"of_tip": tip})
    return row[0] if row and row[1] > now else None


def release(tx: Transaction, tip: bytes) -> None:
    """Give a tip back to its queue."""
    tx.change(_DROP, {"of_tip": tip})


def forget_claims(tx: Transaction) -> None:
    """Give all tips back to their queues."""
    tx.change(_DROP_ALL)
    for (tip,) in tx.all(_MARKED):
        set_status(tx, tip, TipStatus.NEW)


def assign(tx: Transaction, tip: bytes, officer: bytes, expires: int) -> None:
    """Give a tip to an officer, whoever had it, or let them keep it for longer."""
    tx.change(_PUT, {"tip": tip, "officer": officer, "expires": expires})


def end_expired(tx: Transaction, now: int, at_most: int) -> list[bytes]:
    """Give back some of the tips whose claims have expired, and list them; one that is being verified stays so."""
    found = tx.all(_EXPIRED, {"by_now": now, "at_most": at_most})
    for tip, status in found:
        release(tx, tip)
        if status == TipStatus.CLAIMED:
            set_status(tx, tip, TipStatus.NEW)
    return [tip for tip, _status in found]


def held_by(tx: Transaction, officer: bytes, now: int) -> dict[bytes, int]:
    """Give the tips that an officer holds, with the second in which each claim ends."""
    found: dict[bytes, int] = dict(tx.all(_HELD, {"by_officer": officer, "by_now": now}))
    return found


def claimed_by(tx: Transaction, officer: bytes) -> list[bytes]:
    """List the tips that an officer has claimed."""
    return [tip for (tip,) in tx.all(_OF_OFFICER, {"by_officer": officer})]
