"""The server's secret: a file beside the database, which knows its fingerprint; changed so that no crash parts the two."""

import os
from collections.abc import Callable
from pathlib import Path

from storage.cipher import KEY_BYTES, keyed_hash, random_bytes
from storage.errors import ForeignSecretError
from storage.evidence import remove_file
from storage.keyfiles import load_key, sync_folder
from storage.meta import get_fact, set_fact
from storage.transaction import Transaction

SECRET, NEXT = "server.key", "server.key.next"
_FINGERPRINT = "fingerprint of the server's secret"


def load_secret(tx: Transaction, folder: Path) -> bytes:
    """Load the secret, made for a new database; raise ForeignSecretError if the database was made with another one."""
    finish_change(tx, folder)
    known = get_fact(tx, _FINGERPRINT)
    if known is not None and not (folder / SECRET).exists():
        raise ForeignSecretError("the server's secret is missing")
    secret = load_key(folder / SECRET)
    if known is None:
        set_fact(tx, _FINGERPRINT, fingerprint(secret))
    elif known != fingerprint(secret):
        raise ForeignSecretError("the server's secret belongs to another database")
    return secret


def belongs(tx: Transaction, secret: bytes) -> bool:
    """Tell whether a secret is the one that the database was made with."""
    return get_fact(tx, _FINGERPRINT) == fingerprint(secret)


def begin_change(tx: Transaction, folder: Path) -> bytes:
    """Draw the next secret, durable beside the present one; it holds once this transaction is committed."""
    new = random_bytes(KEY_BYTES)
    descriptor = os.open(folder / NEXT, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        target.write(new)
        target.flush()
        os.fsync(descriptor)
    sync_folder(folder)
    set_fact(tx, _FINGERPRINT, fingerprint(new))
    return new


def finish_change(tx: Transaction, folder: Path, synchronise: Callable[[Path], None] = sync_folder) -> None:
    """Put the next secret in the place of the former, if its change was committed; else forget it."""
    try:
        new = (folder / NEXT).read_bytes()
    except FileNotFoundError:
        return
    if not belongs(tx, new):
        remove_file(folder, NEXT)
        return
    former = os.open(folder / SECRET, os.O_WRONLY)
    (folder / NEXT).replace(folder / SECRET)
    synchronise(folder)
    with os.fdopen(former, "wb") as target:
        target.write(bytes(KEY_BYTES))
        target.flush()
        os.fsync(former)


def fingerprint(secret: bytes) -> bytes:
    """Compute by what a database knows its secret."""
    return keyed_hash(secret, b"fingerprint", size=32)
