"""Which of several copies of the data is the one that sends to many: a word in the database that must stand beside it, too.

The word beside it is in no backup. So a restored copy knows that it is one, and sends nothing until somebody says it shall.
"""

from pathlib import Path

from storage import broadcast_states
from storage.broadcasts import Broadcasts
from storage.cipher import random_bytes
from storage.keyfiles import write_durably
from storage.meta import get_fact, set_fact
from storage.transaction import Transaction
from storage.unclear_deliveries import settle_orphans

NOTE = "instance"
WORD_BYTES, DAY_SECONDS = 16, 24 * 3600
_INSTANCE = "word of the instance that sends"
_ADOPTED = "seconds at which this instance was told to send"


def is_the_one(tx: Transaction, folder: Path) -> bool:
    """Tell whether this copy may send; a new database may, from the first time it is asked."""
    own, noted = get_fact(tx, _INSTANCE), _read_note(folder)
    if own is None:
        own = noted or random_bytes(WORD_BYTES)
        write_durably(folder / NOTE, own)
        set_fact(tx, _INSTANCE, own)
        return True
    return own == noted


def is_another(tx: Transaction, folder: Path) -> bool:
    """Tell whether this copy must not send; one that was never asked is not another."""
    own = get_fact(tx, _INSTANCE)
    return own is not None and own != _read_note(folder)


def adopt(tx: Transaction, folder: Path, known: Broadcasts, now: float) -> int:
    """Make this copy the one that sends, and tell how many broadcasts are cancelled: the former one may have sent them."""
    settle_orphans(tx)
    cancelled = 0
    for one in known.open_ones(tx):
        cancelled += broadcast_states.cancel(tx, one.number, int(now // DAY_SECONDS))
    word = random_bytes(WORD_BYTES)
    set_fact(tx, _INSTANCE, word)
    set_fact(tx, _ADOPTED, str(int(now)).encode())
    write_durably(folder / NOTE, word)
    return cancelled


def adopted_at(tx: Transaction) -> int:
    """Tell since when this copy sends (seconds); what was due before may have been sent by another. 0 if it always has."""
    return int(get_fact(tx, _ADOPTED) or 0)


def forget_instance(folder: Path) -> None:
    """Take the word away that stands beside a database."""
    (folder / NOTE).unlink(missing_ok=True)


def _read_note(folder: Path) -> bytes | None:
    try:
        return (folder / NOTE).read_bytes()
    except FileNotFoundError:
        return None
