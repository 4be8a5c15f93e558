"""What a copy on another disk is: a folder that appears whole or not at all, and says by a list what belongs into it."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from pathlib import Path

from storage.errors import BrokenCopyError, FolderNotEmptyError
from storage.keyfiles import make_folder, sync_folder

MANIFEST = "homthu-copy.json"
DATA, SHRED = "data", "shred"
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a copy holds: its kind, when it was begun (seconds), trial or not, rows a table, and a hash of each file."""

    kind: str
    moment: int
    trial: bool = True
    database: str = ""
    rows: dict[str, int] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """Give a folder to fill; it gets its name when everything is on disk. Raises FolderNotEmptyError."""
    if target.exists() and any(target.iterdir()):
        raise FolderNotEmptyError("the folder is not empty")
    stage = target.resolve().with_name(f".{target.resolve().name}.partial")
    shutil.rmtree(stage, ignore_errors=True)
    make_folder(stage)
    yield stage
    if target.exists():
        target.rmdir()
    stage.rename(target)
    sync_folder(target.resolve().parent)


def seal_manifest(stage: Path, manifest: Manifest) -> Manifest:
    """Write the list of a filled folder, as the last file."""
    names = sorted(str(path.relative_to(stage)) for path in stage.rglob("*") if path.is_file())
    whole = Manifest(
        manifest.kind,
        manifest.moment,
        manifest.trial,
        manifest.database,
        manifest.rows,
        {name: _digest(stage / name) for name in names},
    )
    write_private(stage / MANIFEST, json.dumps(asdict(whole), indent=1).encode())
    for folder in {stage, *(path.parent for path in stage.rglob("*"))}:
        sync_folder(folder)
    return whole


def open_copy(folder: Path, kind: str) -> Manifest:
    """Read a copy's list and compare every file with it; raise BrokenCopyError if the copy is not whole, or another kind."""
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise BrokenCopyError("there is no whole copy in that folder") from error
    if manifest.kind != kind:
        raise BrokenCopyError("that copy is of another kind")
    for name, digest in manifest.digests.items():
        if not (folder / name).is_file() or _digest(folder / name) != digest:
            raise BrokenCopyError("a file of the copy is missing or changed")
    return manifest


def copied_at(folder: Path) -> int:
    """Tell when a whole copy was begun (seconds)."""
    return int(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["moment"])


def copy_private(source: Path, target: Path) -> None:
    """Copy a file for its owner alone, without its times, durably."""
    with source.open("rb") as origin:
        descriptor = os.open(target, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as copy:
            shutil.copyfileobj(origin, copy, _PIECE)
            copy.flush()
            os.fsync(descriptor)
    os.utime(target, (0, 0))


def write_private(path: Path, content: bytes) -> None:
    """Write a new file for its owner alone, durably."""
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        target.write(content)
        target.flush()
        os.fsync(descriptor)


def _digest(path: Path) -> str:
    digest = blake2b(digest_size=32)
    with path.open("rb") as source:
        while piece := source.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
