"""The two keys that lie in files: the server's secret (lasting) and the runtime key (RAM only, gone at reboot)."""

import os
import stat
from pathlib import Path

from storage.cipher import KEY_BYTES, random_bytes
from storage.errors import ForeignFolderError


def make_folder(folder: Path) -> Path:
    """Make a folder that only its owner enters; raise ForeignFolderError if a stranger was first in a shared place."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    shared = folder.parent.stat().st_mode & stat.S_IWOTH
    if shared and folder.lstat().st_uid != os.geteuid():
        raise ForeignFolderError("the folder belongs to somebody else")
    return folder


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable: a file's own flush does not."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_durably(path: Path, content: bytes) -> None:
    """Put a file in the place of another, whole and durable, or not at all."""
    draft = make_folder(path.parent) / f"{path.name}.next"
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as target:
        target.write(content)
        target.flush()
        os.fsync(target.fileno())
    draft.replace(path)
    sync_folder(path.parent)


def load_key(path: Path) -> bytes:
    """Read a 32-byte key, made at the first call; of two processes that make it at once, both get the same."""
    make_folder(path.parent)
    draft = path.with_name(f".{path.name}.{random_bytes(8).hex()}")
    try:
        return _read(path)
    except FileNotFoundError:
        pass
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        target.write(random_bytes(KEY_BYTES))
        target.flush()
        os.fsync(target.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
        sync_folder(path.parent)
    return _read(path)


def _read(path: Path) -> bytes:
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise ValueError(f"{path.name} is not a key of {KEY_BYTES} bytes")
    return key
