"""What wrong passphrases and codes cost: after three, a wait that doubles."""

from content.i18n import ngettext
from handlers.errors import RefusalError
from handlers.turn import Turn
from storage import limits
from storage.officers import Officer

FREE_TRIES = 3
FIRST_WAIT_SECONDS = 30
LONGEST_WAIT_SECONDS = 10 * 60
TRIES_WINDOW_SECONDS = 60 * 60


def check_wait(turn: Turn, officer: Officer) -> None:
    """Raise RefusalError as long as the officer has to wait after wrong tries."""
    tries = limits.recent_tries(
        turn.tx, turn.store.runtime, _bucket(turn, officer), turn.now, TRIES_WINDOW_SECONDS
    )
    if len(tries) < FREE_TRIES:
        return
    wait = min(FIRST_WAIT_SECONDS * 2 ** (len(tries) - FREE_TRIES), LONGEST_WAIT_SECONDS)
    left = int(tries[-1] + wait - turn.now)
    if left > 0:
        text = ngettext(
            "Wrong several times. Please try again in {count} second.",
            "Wrong several times. Please try again in {count} seconds.",
            left,
        )
        raise RefusalError(text.format(count=left))


def count_wrong(turn: Turn, officer: Officer) -> None:
    """Count a wrong try of an officer."""
    bucket = _bucket(turn, officer)
    limits.count_try(turn.tx, turn.store.runtime, bucket, turn.now, TRIES_WINDOW_SECONDS)
    turn.record("wrong_phrase")


def _bucket(turn: Turn, officer: Officer) -> bytes:
    return turn.store.runtime.name_bucket("passphrase", officer.id)
