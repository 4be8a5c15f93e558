"""How often one person may do what before they wait. Everybody waits in the same words, and nothing that was written is lost."""

import secrets
from dataclasses import dataclass

from handlers.durations import HOUR_SECONDS, MINUTE_SECONDS
from handlers.errors import NotYetError
from handlers.turn import Turn
from storage import limits, senders

MESSAGES_A_MINUTE = 120  # more than people write, and an album of pictures besides
SHORTEST_PAUSE, LONGEST_PAUSE = 5 * MINUTE_SECONDS, 15 * MINUTE_SECONDS

_chance = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` tries within `seconds`; `purpose` names what is counted."""

    purpose: str
    most: int
    seconds: int


TIPS = Limit("tips", 5, HOUR_SECONDS)
RECEIPTS = Limit("receipt", 5, 10 * MINUTE_SECONDS)
CODES = Limit("code", 10, 10 * MINUTE_SECONDS)
ADDITIONS = Limit("additions", 20, HOUR_SECONDS)
PLEDGES = Limit("pledge", 6, HOUR_SECONDS)
SUBSCRIPTIONS = Limit("subscription", 6, HOUR_SECONDS)


def minutes_left(turn: Turn, limit: Limit) -> int:
    """Tell how many minutes the person who writes must wait; 0 if they need not."""
    tries = limits.recent_tries(
        turn.tx, turn.store.runtime, _bucket(turn, limit.purpose), turn.now, limit.seconds
    )
    if len(tries) < limit.most:
        return 0
    return _minutes(tries[-limit.most] + limit.seconds - turn.now)


def count(turn: Turn, limit: Limit) -> int:
    """Count one try and tell how many there were."""
    bucket = _bucket(turn, limit.purpose)
    return limits.count_try(turn.tx, turn.store.runtime, bucket, turn.now, limit.seconds)


def check(turn: Turn, limit: Limit) -> None:
    """Raise NotYetError if the person who writes must wait."""
    minutes = minutes_left(turn, limit)
    if minutes:
        raise NotYetError(minutes)


def check_filing(turn: Turn) -> None:
    """Raise NotYetError if the person who writes has filed too often, or shares a drawer with a sender of spam."""
    check(turn, TIPS)
    if not senders.is_slowed(turn.tx, turn.store.runtime, turn.person, turn.now):
        return
    bucket = _bucket(turn, "pause")
    ends = limits.get_entry(turn.tx, turn.store.runtime, bucket, turn.now)
    if ends is None:
        ends = int(turn.now) + _chance.randint(SHORTEST_PAUSE, LONGEST_PAUSE)
        limits.put_entry(turn.tx, turn.store.runtime, bucket, ends, ends + HOUR_SECONDS)
    if ends > turn.now:
        raise NotYetError(_minutes(ends - turn.now))
    limits.drop_entry(turn.tx, bucket)


def count_message(turn: Turn) -> int:
    """Count a message and tell how many came within this minute. The draft keeps the count, which saves a row."""
    session, minute = turn.session, int(turn.now // MINUTE_SECONDS)
    if session.minute != minute:
        session.minute, session.messages = minute, 0
    session.messages += 1
    return session.messages


def _bucket(turn: Turn, purpose: str) -> bytes:
    return turn.store.runtime.name_bucket(purpose, turn.person)


def _minutes(seconds: float) -> int:
    return max(1, int(-(-seconds // MINUTE_SECONDS)))
