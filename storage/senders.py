"""Which drawer a tip's sender is in, for two days, so that spam can be slowed without knowing anybody.

A drawer is one of 256, drawn by a keyed hash: thousands of people share each. A tip leads to a drawer, never to a person,
and only under the runtime key.
"""

from storage.limits import get_entry, put_entry
from storage.runtime import Runtime
from storage.transaction import Transaction

DRAWERS = 256
MOST_SLOWED = 8  # of 256 drawers: spam that is marked never slows more than one person in 32
DAY_SECONDS = 24 * 3600


def note_sender(tx: Transaction, runtime: Runtime, tip: bytes, person: bytes, now: float) -> None:
    """Note a tip's drawer until the end of tomorrow (UTC), when all of a day's notes end together."""
    until = (now // DAY_SECONDS + 2) * DAY_SECONDS
    put_entry(tx, runtime, runtime.name_bucket("sender", tip), _drawer(runtime, person), until)


def slow_sender(
    tx: Transaction, runtime: Runtime, tip: bytes, now: float, begins: float, until: float
) -> bool:
    """Slow the drawer of a tip's sender from one moment to another; false if it is no longer known."""
    drawer = get_entry(tx, runtime, runtime.name_bucket("sender", tip), now)
    if drawer is None:
        return False
    slowed = [
        *(one for one in _slowed(tx, runtime, now) if one[0] != drawer),
        [drawer, int(begins), int(until)],
    ]
    _save(tx, runtime, slowed[-MOST_SLOWED:])
    return True


def free_sender(tx: Transaction, runtime: Runtime, tip: bytes, now: float) -> None:
    """Slow the drawer of a tip's sender no longer, as far as it is known."""
    drawer = get_entry(tx, runtime, runtime.name_bucket("sender", tip), now)
    if drawer is not None:
        _save(tx, runtime, [one for one in _slowed(tx, runtime, now) if one[0] != drawer])


def is_slowed(tx: Transaction, runtime: Runtime, person: bytes, now: float) -> bool:
    """Tell whether a person's drawer is slowed now."""
    drawer = _drawer(runtime, person)
    return any(
        number == drawer and begins <= now < until for number, begins, until in _slowed(tx, runtime, now)
    )


def _drawer(runtime: Runtime, person: bytes) -> int:
    return runtime.name_bucket("drawer", person)[0] % DRAWERS


def _slowed(tx: Transaction, runtime: Runtime, now: float) -> list[list[int]]:
    found: list[list[int]] = get_entry(tx, runtime, _bucket(runtime), now) or []
    return [one for one in found if one[2] > now]


def _save(tx: Transaction, runtime: Runtime, slowed: list[list[int]]) -> None:
    until = max((one[2] for one in slowed), default=0)
    put_entry(tx, runtime, _bucket(runtime), slowed, until)


def _bucket(runtime: Runtime) -> bytes:
    return runtime.name_bucket("slowed", b"")
