"""Which deployment a shred store belongs to: a trial, or one in production, known by its recovery key's public half.

The note lies beside the shred keys, outside every copy of the data: so a copy of the one is never restored as the other.
"""

from pathlib import Path

from storage.errors import OtherDeploymentError, TrialCopyError
from storage.keyfiles import write_durably
from storage.meta import RECOVERY_PUBLIC, get_fact
from storage.transaction import Transaction

NOTE = "deployment"
TRIAL = "trial"


def note_deployment(tx: Transaction, folder: Path) -> None:
    """Note what the database is, beside its shred keys; production is never noted as a trial again."""
    own, known = _own_name(tx), _noted_name(folder)
    if known == own or (known is not None and own == TRIAL):
        return
    write_durably(folder / NOTE, own.encode("ascii"))


def check_deployment(tx: Transaction, folder: Path) -> None:
    """Raise TrialCopyError or OtherDeploymentError if the shred keys in a folder are not those of this database."""
    own, known = _own_name(tx), _noted_name(folder)
    if known in {None, own}:
        return
    raise TrialCopyError if own == TRIAL else OtherDeploymentError


def _own_name(tx: Transaction) -> str:
    recovery = get_fact(tx, RECOVERY_PUBLIC)
    return TRIAL if recovery is None else recovery.hex()


def _noted_name(folder: Path) -> str | None:
    try:
        return (folder / NOTE).read_text(encoding="ascii")
    except FileNotFoundError:
        return None
