"""Where a broadcast stands, and which moves there are: each succeeds once, whoever else tries it at the same moment."""

from sqlalchemy import bindparam, null, select, update

from storage.broadcasts import NOT_ENDED, is_one_of
from storage.records import BroadcastState
from storage.statements import Statement
from storage.tables.outreach import broadcasts
from storage.transaction import Transaction


def _move(*states: BroadcastState) -> Statement:
    return Statement(
        update(broadcasts)
        .where(broadcasts.c.number == bindparam("with_number"), is_one_of(states))
        .values(state=bindparam("to_state"))
    )


_STATE = Statement(select(broadcasts.c.state).where(broadcasts.c.number == bindparam("with_number")))
_APPROVE = Statement(
    update(broadcasts)
    .where(
        broadcasts.c.number == bindparam("with_number"),
        broadcasts.c.state == BroadcastState.WAITING.value,
        broadcasts.c.created_by != bindparam("by_officer"),
    )
    .values(state=BroadcastState.PLANNED.value, approved_by=bindparam("by_officer"))
)
_BEGIN = _move(BroadcastState.PLANNED)
_PAUSE = _move(BroadcastState.PLANNED, BroadcastState.SENDING)
_RESUME = _move(BroadcastState.PAUSED)
_END = Statement(
    update(broadcasts)
    .where(
        broadcasts.c.number == bindparam("with_number"),
        is_one_of(NOT_ENDED),
    )
    .values(state=bindparam("to_state"), ended=bindparam("on_day"))
)
_REOPEN = Statement(
    update(broadcasts)
    .where(broadcasts.c.number == bindparam("with_number"), broadcasts.c.state == BroadcastState.DONE.value)
    .values(state=BroadcastState.SENDING.value, ended=null())
)


def state_of(tx: Transaction, number: int) -> BroadcastState | None:
    """Tell where a broadcast stands; None if there is none with that number."""
    row = tx.first(_STATE, {"with_number": number})
    return BroadcastState(row[0]) if row else None


def approve(tx: Transaction, number: int, officer: str) -> bool:
    """Let a broadcast go that waits for it; false if it does not wait, or the officer has made it."""
    return tx.change(_APPROVE, {"with_number": number, "by_officer": officer}) == 1


def begin(tx: Transaction, number: int) -> bool:
    """Begin to send; false if it is not planned."""
    return tx.change(_BEGIN, {"with_number": number, "to_state": BroadcastState.SENDING.value}) == 1


def pause(tx: Transaction, number: int) -> bool:
    """Stop for a while; false if it is neither planned nor being sent."""
    return tx.change(_PAUSE, {"with_number": number, "to_state": BroadcastState.PAUSED.value}) == 1


def resume(tx: Transaction, number: int) -> bool:
    """Go on with what was paused; false if it was not."""
    return tx.change(_RESUME, {"with_number": number, "to_state": BroadcastState.PLANNED.value}) == 1


def cancel(tx: Transaction, number: int, day: int) -> bool:
    """End a broadcast for good: nobody more gets it; false if it has ended already."""
    return _end(tx, number, BroadcastState.CANCELLED, day)


def finish(tx: Transaction, number: int, day: int) -> bool:
    """Note that everybody is decided, or that its time is over; false if it has ended already."""
    return _end(tx, number, BroadcastState.DONE, day)


def reopen(tx: Transaction, number: int) -> bool:
    """Send again; false if it is not done."""
    return tx.change(_REOPEN, {"with_number": number}) == 1


def _end(tx: Transaction, number: int, state: BroadcastState, day: int) -> bool:
    return tx.change(_END, {"with_number": number, "to_state": state.value, "on_day": day}) == 1
