"""Which copies were made, when, and where they were put: a file in the data folder, for whoever checks their age."""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from storage.copies import SHRED

NOTED = "copies"
FORMER = "former shred"  # keys of a trial or under a former secret: nothing to restore from, and still to be destroyed


class NotedCopy(NamedTuple):
    """A copy that was made: its kind, the day (counted from 1970), and where it was then."""

    kind: str
    day: int
    folder: Path


def note_copy(data: Path, copy: NotedCopy) -> None:
    """Note in the data folder that a copy was made."""
    descriptor = os.open(data / NOTED, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as target:
        target.write(json.dumps([copy.kind, copy.day, str(copy.folder)]) + "\n")


def outdate_copies(data: Path) -> None:
    """Count no copy made so far as a fresh one any more; those of keys stay noted, since they are to be destroyed."""
    kept = [copy._replace(kind=FORMER) for copy in noted_copies(data) if copy.kind in {SHRED, FORMER}]
    with suppress(FileNotFoundError):
        (data / NOTED).unlink()
    for copy in kept:
        note_copy(data, copy)


def noted_copies(data: Path) -> list[NotedCopy]:
    """List the copies that were made, the latest last."""
    try:
        lines = (data / NOTED).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    return [NotedCopy(kind, day, Path(folder)) for kind, day, folder in map(json.loads, lines)]
