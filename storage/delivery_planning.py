"""Writes a broadcast's recipients into the ledger, a slice at a time, so that people's turns go on in between.

Nobody gets two broadcasts on one day, unless they are urgent: who has one already gets a row that says «skipped».
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import orjson
from sqlalchemy import (
    BigInteger,
    Select,
    String,
    bindparam,
    case,
    cast,
    exists,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.elements import ClauseElement, ColumnElement

from storage.audiences import number_of
from storage.broadcasts import START, WHOLE, Broadcast
from storage.delivery_counts import add_counts
from storage.records import BroadcastState, Outcome
from storage.statements import DIALECTS, Statement, select_listed
from storage.tables.outreach import broadcasts, deliveries, subscriptions
from storage.transaction import Transaction

SLICE = 3000  # rows: some 5 ms, more where the disk or the cores are busy
DAY_SECONDS, VIETNAM_SECONDS = 24 * 3600, 7 * 3600
COUNTS_AS_RECEIVED = (Outcome.PENDING, Outcome.SENT, Outcome.UNKNOWN)
COLUMNS = ["broadcast", "channel", "recipient", "outcome"]


def _outcome(dialect: str, recipient: ColumnElement[Any]) -> ColumnElement[int]:
    """Skip who has a row in a rival, a broadcast of the same day."""
    other = deliveries.alias("other")
    has_one = exists(
        select(other.c.recipient).where(
            other.c.broadcast.in_(select_listed(dialect, "rivals", BigInteger())),
            other.c.channel == bindparam("on_channel"),
            other.c.recipient == recipient,
            or_(*(other.c.outcome == int(one) for one in COUNTS_AS_RECEIVED)),
        )
    )
    return case((has_one, int(Outcome.SKIPPED)), else_=int(Outcome.PENDING))


def _insert(dialect: str, chosen: Select[tuple[Any, ...]]) -> ClauseElement:
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return (
        insert(deliveries)
        .from_select(COLUMNS, chosen)
        .on_conflict_do_nothing()
        .returning(deliveries.c.outcome)
    )


def _plan_all(dialect: str) -> ClauseElement:
    place, places = subscriptions.c.place, cast(bindparam("places"), String)
    return _insert(
        dialect,
        select(
            cast(bindparam("broadcast"), BigInteger),
            cast(bindparam("on_channel"), BigInteger),
            subscriptions.c.number,
            _outcome(dialect, subscriptions.c.number),
        )
        .where(
            subscriptions.c.channel == bindparam("named"),
            subscriptions.c.number > bindparam("after"),
            subscriptions.c.number <= bindparam("up_to"),
            places.is_(None) | place.in_(select_listed(dialect, "places", String())),
        )
        .order_by(subscriptions.c.number),
    )


def _plan_these(dialect: str) -> ClauseElement:
    given = select_listed(dialect, "numbers", BigInteger()).subquery("given")
    return _insert(
        dialect,
        select(
            cast(bindparam("broadcast"), BigInteger),
            cast(bindparam("on_channel"), BigInteger),
            given.c.value,
            _outcome(dialect, given.c.value),
        )
        .where(given.c.value.is_not(None))
        .order_by(given.c.value),
    )


_ALL = Statement({dialect: _plan_all(dialect) for dialect in DIALECTS})
_THESE = Statement({dialect: _plan_these(dialect) for dialect in DIALECTS})
_UP_TO = Statement(
    select(subscriptions.c.number)
    .where(subscriptions.c.channel == bindparam("named"), subscriptions.c.number > bindparam("after"))
    .order_by(subscriptions.c.number)
    .limit(1)
    .offset(bindparam("most_before"))
)
_PLANNING = Statement(
    select(broadcasts.c.planning).where(broadcasts.c.number == bindparam("with_number")).with_for_update()
)
_RIVALS = Statement(
    select(broadcasts.c.number).where(
        broadcasts.c.number != bindparam("with_number"),
        broadcasts.c.not_before >= bindparam("since"),
        broadcasts.c.not_before < bindparam("until"),
        broadcasts.c.urgent == 0,
        broadcasts.c.state != BroadcastState.CANCELLED.value,
    )
)
_ADVANCE = Statement(
    update(broadcasts)
    .where(broadcasts.c.number == bindparam("with_number"))
    .values(planning=bindparam("to_place"))
)
LAST_NUMBER = 2**31


def plan_slice(tx: Transaction, broadcast: Broadcast, most: int = SLICE) -> bool:
    """Write the next slice of recipients; true while there is more to do. Does nothing for an audience chosen outside."""
    row = tx.first(_PLANNING, {"with_number": broadcast.number})
    if row is None or row[0] == WHOLE or broadcast.audience.chosen:
        return False
    place, after = (int(part) for part in row[0].split())
    channels = broadcast.audience.channels
    if place >= len(channels):
        _advance(tx, broadcast.number, WHOLE)
        return False
    span = {"named": channels[place], "after": after}
    last = tx.first(_UP_TO, {**span, "most_before": most - 1})
    up_to = last[0] if last else LAST_NUMBER
    places = broadcast.audience.places
    chosen = {**span, "up_to": up_to, "places": None if places is None else orjson.dumps(places).decode()}
    _write(tx, _ALL, broadcast, channels[place], chosen)
    _advance(tx, broadcast.number, f"{place} {up_to}" if last else f"{place + 1} {START.split()[1]}")
    return True


def plan_these(tx: Transaction, broadcast: Broadcast, channel: str, numbers: Sequence[int]) -> None:
    """Write the recipients that were chosen outside, some thousand at most; who has a row already keeps it."""
    _write(tx, _THESE, broadcast, channel, {"numbers": orjson.dumps(list(numbers)).decode()})


def finish_planning(tx: Transaction, broadcast: Broadcast) -> None:
    """Note that all recipients that were chosen outside are in the ledger."""
    _advance(tx, broadcast.number, WHOLE)


def _write(
    tx: Transaction, statement: Statement, broadcast: Broadcast, channel: str, chosen: dict[str, Any]
) -> None:
    number = number_of(channel)
    written = tx.all(
        statement,
        {
            **chosen,
            "broadcast": broadcast.number,
            "on_channel": number,
            "rivals": orjson.dumps(_rivals(tx, broadcast)).decode(),
        },
    )
    more = Counter(Outcome(outcome) for (outcome,) in written)
    add_counts(tx, broadcast.number, number, more)


def _rivals(tx: Transaction, broadcast: Broadcast) -> list[int]:
    """Name the broadcasts of the same day in Vietnam, beside which this one is one too many."""
    if broadcast.urgent:
        return []
    since = (broadcast.not_before + VIETNAM_SECONDS) // DAY_SECONDS * DAY_SECONDS - VIETNAM_SECONDS
    span = {"with_number": broadcast.number, "since": since, "until": since + DAY_SECONDS}
    return [number for (number,) in tx.all(_RIVALS, span)]


def _advance(tx: Transaction, broadcast: int, place: str) -> None:
    tx.change(_ADVANCE, {"with_number": broadcast, "to_place": place})
