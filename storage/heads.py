"""Heads of the audit log that were kept: one small file a day in a folder of its own, for people to copy elsewhere."""

import os
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from storage.keyfiles import make_folder, sync_folder

FIRST_DAY = date(1970, 1, 1)
SHORTEST = 20  # hex digits: 80 bits, too many to find another log that leads to them
LONGEST = 64
GROUP = 4


def keep_head(folder: Path, day: int, sequence: int, head: bytes) -> bool:
    """Keep the head of a day (counted from 1970), once; tell whether it is new."""
    make_folder(folder)
    path = folder / f"{FIRST_DAY + timedelta(days=day)}.txt"
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "w", encoding="ascii") as target:
        target.write(f"{sequence} {head.hex()}\n")
    sync_folder(folder)
    return True


def kept_heads(folder: Path) -> dict[str, str]:
    """Give the kept heads by the name of their day."""
    return {path.stem: head for path in sorted(folder.glob("*.txt")) for head in _heads_in(path)}


def write_head(head: bytes) -> str:
    """Write the first digits of a head in groups, short enough to be copied by hand."""
    digits = head.hex()[:SHORTEST]
    return " ".join(digits[start : start + GROUP] for start in range(0, SHORTEST, GROUP))


def read_head(text: str) -> str | None:
    """Read a head, or its first digits in groups; None if these are too few or no hex digits."""
    digits = "".join(text.split()).lower()
    whole = SHORTEST <= len(digits) <= LONGEST and set(digits) <= set("0123456789abcdef")
    return digits if whole else None


def _heads_in(path: Path) -> Iterable[str]:
    return path.read_text(encoding="ascii").split()[1:]
