"""Keeps a data folder for whoever uses it: many processes that serve at once, or one alone that changes everything."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.errors import FolderInUseError
from storage.keyfiles import make_folder

LOCK = "lock"


class FolderLock:
    """A hold on a data folder, until `release` or the end of the process, however it ends."""

    def __init__(self, folder: Path, *, alone: bool = False) -> None:
        self._descriptor = os.open(make_folder(folder) / LOCK, os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(self._descriptor, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._descriptor)
            raise FolderInUseError("the data folder is in use") from error

    def release(self) -> None:
        """Let others have the folder."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
        self._descriptor = -1


@contextmanager
def folder_alone(folder: Path) -> Iterator[None]:
    """Have a data folder alone; raise FolderInUseError while anybody else uses it."""
    with _held(FolderLock(folder, alone=True)):
        yield


@contextmanager
def folder_shared(folder: Path) -> Iterator[None]:
    """Use a data folder together with others; raise FolderInUseError while somebody has it alone."""
    with _held(FolderLock(folder)):
        yield


@contextmanager
def _held(lock: FolderLock) -> Iterator[None]:
    try:
        yield
    finally:
        lock.release()
