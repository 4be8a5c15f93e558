"""Takes from files the times at which people sent something: a file system notes to the nanosecond when each was made.

A tip names its files, so the moment when a picture was made would be the moment when its sender wrote.
"""

import os
from contextlib import suppress
from pathlib import Path

from storage.copies import copy_private
from storage.evidence import FRESH
from storage.keyfiles import sync_folder


def settle_files(folder: Path) -> int:
    """Write the files made since the last time anew, all together and in the order of their random names; count them."""
    fresh = sorted(entry.name for entry in os.scandir(folder) if _is_fresh(entry))
    for name in fresh:
        again = folder / f"{name}.again"
        with suppress(FileNotFoundError):  # its draft was erased meanwhile
            copy_private(folder / name, again)
            if (folder / name).exists():
                again.replace(folder / name)
    sync_folder(folder)
    return len(fresh)


def level_times(*folders: Path) -> None:
    """Give folders, and the files of their own that no tip names, the present time."""
    for folder in folders:
        for path in [folder, *folder.iterdir()]:
            with suppress(FileNotFoundError):  # a log that was there a moment ago
                os.utime(path)


def _is_fresh(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.stat().st_mtime == FRESH
    except FileNotFoundError:
        return False
