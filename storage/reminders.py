"""When officers are reminded, of what they were, and what the queue above a tip's has to hear of."""

from sqlalchemy import bindparam, delete, exists, insert, or_, select

from storage.statements import Statement, insert_or_ignore, insert_or_replace
from storage.tables.casework import escalations, reminder_times, reminders
from storage.tables.units import officers
from storage.transaction import Transaction

FAR_HOURS = 25  # who is to be reminded later than that was put there by a clock that went wrong

_ENLIST = Statement(
    insert(reminder_times).from_select(
        ["officer", "hours", "next_hour"],
        select(officers.c.id, bindparam("with_hours"), bindparam("next_is")).where(
            ~exists().where(reminder_times.c.officer == officers.c.id)
        ),
    )
)
_DUE = Statement(
    select(reminder_times.c.officer, reminder_times.c.hours)
    .where(
        or_(reminder_times.c.next_hour <= bindparam("by_hour"), reminder_times.c.next_hour > bindparam("far"))
    )
    .limit(bindparam("at_most"))
)
_PUT = insert_or_replace(reminder_times)
_HOURS = Statement(select(reminder_times.c.hours).where(reminder_times.c.officer == bindparam("of_officer")))
_NOTE = insert_or_replace(reminders)
_NOTED = Statement(
    select(reminders.c.day).where(
        reminders.c.officer == bindparam("of_officer"),
        reminders.c.tip == bindparam("of_tip"),
        reminders.c.rule == bindparam("by_rule"),
    )
)
_ESCALATE = insert_or_ignore(escalations)
_ESCALATED = Statement(
    select(escalations.c.tip, escalations.c.rule).where(escalations.c.queue == bindparam("to_queue"))
)
_SETTLE = Statement(
    delete(escalations).where(
        escalations.c.queue == bindparam("to_queue"),
        escalations.c.tip == bindparam("of_tip"),
        escalations.c.rule == bindparam("by_rule"),
    )
)


def enlist(tx: Transaction, hours: str, next_hour: int) -> None:
    """Let all officers who chose nothing be reminded at these hours."""
    tx.change(_ENLIST, {"with_hours": hours, "next_is": next_hour})


def due_officers(tx: Transaction, hour: int, at_most: int) -> list[tuple[bytes, str]]:
    """List officers whose hour has come (counted since 1970), with their hours of the day."""
    rows = tx.all(_DUE, {"by_hour": hour, "far": hour + FAR_HOURS, "at_most": at_most})
    return [(officer, hours) for officer, hours in rows]


def set_times(tx: Transaction, officer: bytes, hours: str, next_hour: int) -> None:
    """Set an officer's hours of the day, and the next one."""
    tx.change(_PUT, {"officer": officer, "hours": hours, "next_hour": next_hour})


def hours_of_officer(tx: Transaction, officer: bytes) -> str | None:
    """Give the hours of the day that an officer chose; None if none yet."""
    row = tx.first(_HOURS, {"of_officer": officer})
    return row[0] if row else None


def last_day(tx: Transaction, officer: bytes, tip: bytes, rule: str) -> int | None:
    """Tell the day on which an officer was last reminded of a tip by a rule."""
    row = tx.first(_NOTED, {"of_officer": officer, "of_tip": tip, "by_rule": rule})
    return row[0] if row else None


def note(tx: Transaction, officer: bytes, tip: bytes, rule: str, day: int) -> None:
    """Note that an officer is reminded of a tip by a rule on a day."""
    tx.change(_NOTE, {"officer": officer, "tip": tip, "rule": rule, "day": day})


def escalate(tx: Transaction, queue: str, tip: bytes, rule: str) -> None:
    """Let a queue above hear of a tip."""
    tx.change(_ESCALATE, {"queue": queue, "tip": tip, "rule": rule})


def escalated(tx: Transaction, queue: str) -> list[tuple[bytes, str]]:
    """List of which tips a queue has to hear, with the rule."""
    return [(tip, rule) for tip, rule in tx.all(_ESCALATED, {"to_queue": queue})]


def settle(tx: Transaction, queue: str, tip: bytes, rule: str) -> None:
    """Let a queue hear of a tip no more."""
    tx.change(_SETTLE, {"to_queue": queue, "of_tip": tip, "by_rule": rule})
