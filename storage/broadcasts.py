"""What is sent to many: its content, sealed under the server's secret, its audience, and where it stands.

An occasion names each broadcast, so what is due is planned once, however many processes look and however often.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import orjson
from sqlalchemy import ColumnElement, bindparam, func, or_, select

from storage.audiences import Audience, dump_audience, load_audience
from storage.cipher import keyed_hash, open_sealed, pad, seal, unpad
from storage.records import BroadcastState, Json
from storage.statements import Statement, insert_or_ignore, insert_or_replace
from storage.tables.outreach import broadcasts
from storage.transaction import Row, Transaction

# What `planning` says: the next channel and the last recipient there; nothing once all recipients are in the ledger.
START, WHOLE = f"0 {-(2**31) - 1}", ""
ENDED = (BroadcastState.CANCELLED, BroadcastState.DONE)
NOT_ENDED = tuple(state for state in BroadcastState if state not in ENDED)


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One thing that is sent to many. Times are seconds since 1970; `ended` is a day; `number` is 0 before it is created."""

    occasion: str
    content: Json
    audience: Audience
    not_before: int
    expires: int
    created_by: str
    urgent: bool = False
    state: BroadcastState = BroadcastState.PLANNED
    approved_by: str = ""
    ended: int | None = None
    number: int = 0
    planning: str = START

    @property
    def is_whole(self) -> bool:
        """Whether all recipients are in the ledger."""
        return self.planning == WHOLE


def is_one_of(states: Sequence[BroadcastState]) -> ColumnElement[bool]:
    """Tell of a row whether it is in one of these states."""
    return or_(*(broadcasts.c.state == state.value for state in states))


_ADD = insert_or_ignore(broadcasts)
_PUT = insert_or_replace(broadcasts)
_LAST = Statement(select(func.max(broadcasts.c.number)))
_ALL = Statement(select(broadcasts))
_GET = Statement(select(broadcasts).where(broadcasts.c.number == bindparam("with_number")))
_OCCASION = Statement(select(broadcasts.c.number).where(broadcasts.c.occasion == bindparam("on_occasion")))
_OPEN = Statement(
    select(broadcasts).where(is_one_of(NOT_ENDED)).order_by(broadcasts.c.urgent.desc(), broadcasts.c.number)
)
_ANY_OPEN = Statement(select(broadcasts.c.number).where(is_one_of(NOT_ENDED)).limit(1))
_RECENT = Statement(select(broadcasts).order_by(broadcasts.c.number.desc()).limit(bindparam("at_most")))
_ENDED_BEFORE = Statement(
    select(broadcasts.c.number)
    .where(broadcasts.c.ended < bindparam("before_day"))
    .order_by(broadcasts.c.number.desc())
    .limit(bindparam("at_most"))
)


class Broadcasts:
    """Reads and writes broadcasts; their content is sealed under the server's secret."""

    def __init__(self, secret: bytes) -> None:
        self._key = keyed_hash(secret, b"broadcasts", size=32)

    def create(self, tx: Transaction, new: Broadcast) -> int | None:
        """Add a broadcast and give its number; None if there is one on that occasion already."""
        while True:
            if tx.first(_OCCASION, {"on_occasion": new.occasion}):
                return None
            number = ((tx.first(_LAST) or (0,))[0] or 0) + 1
            if tx.change(_ADD, self._row(replace(new, number=number))):
                return number

    def get(self, tx: Transaction, number: int) -> Broadcast | None:
        """Give a broadcast; None if there is none with that number."""
        row = tx.first(_GET, {"with_number": number})
        return self.read(row) if row else None

    def open_ones(self, tx: Transaction) -> list[Broadcast]:
        """List those that have not ended, urgent ones first."""
        return [self.read(row) for row in tx.all(_OPEN)]

    def recent(self, tx: Transaction, most: int = 20) -> list[Broadcast]:
        """List the newest."""
        return [self.read(row) for row in tx.all(_RECENT, {"at_most": most})]

    def rekey(self, tx: Transaction, former: "Broadcasts") -> None:
        """Seal anew what another secret has sealed."""
        for row in tx.all(_ALL):
            tx.change(_PUT, self._row(former.read(row)))

    def _row(self, one: Broadcast) -> dict[str, Json]:
        return {
            "number": one.number,
            "occasion": one.occasion,
            "sealed": seal(self._key, pad(orjson.dumps(one.content)), _context(one.occasion)),
            "audience": dump_audience(one.audience),
            "state": one.state.value,
            "urgent": int(one.urgent),
            "not_before": one.not_before,
            "expires": one.expires,
            "ended": one.ended,
            "created_by": one.created_by,
            "approved_by": one.approved_by,
            "planning": one.planning,
        }

    def read(self, row: Row) -> Broadcast:
        """Open a row."""
        number, occasion, sealed, audience, state, urgent, *times, author, approver, planning = row
        content = orjson.loads(unpad(open_sealed(self._key, sealed, _context(occasion))))
        return Broadcast(
            occasion,
            content,
            load_audience(audience),
            times[0],
            times[1],
            author,
            bool(urgent),
            BroadcastState(state),
            approver,
            times[2],
            number,
            planning,
        )


def has_occasion(tx: Transaction, occasion: str) -> bool:
    """Tell whether there is a broadcast on an occasion, ended or not."""
    return tx.first(_OCCASION, {"on_occasion": occasion}) is not None


def has_open(tx: Transaction) -> bool:
    """Tell whether there is any broadcast that has not ended."""
    return tx.first(_ANY_OPEN) is not None


def ended_before(tx: Transaction, day: int, most: int) -> list[int]:
    """List the newest broadcasts that ended before a day."""
    return [number for (number,) in tx.all(_ENDED_BEFORE, {"before_day": day, "at_most": most})]


def rekey_broadcasts(tx: Transaction, old: bytes, new: bytes) -> None:
    """Seal all broadcasts under a new secret."""
    Broadcasts(new).rekey(tx, Broadcasts(old))


def _context(occasion: str) -> bytes:
    return b"broadcast" + occasion.encode()
