"""What an older backup must not bring back: ended memberships and keys given up, in a list that only grows and lies in no backup of the data."""

import os
from pathlib import Path

from storage.cipher import keyed_hash
from storage.keyfiles import make_folder, sync_folder

LIST = "revocations"
_KEY = b"revocations"  # ids of officers are random: the hash only gives them one length


class Revocations:
    """The list: one line for each, its moment (seconds) and a hash of what was revoked."""

    def __init__(self, folder: Path) -> None:
        self._path = make_folder(folder) / LIST

    def note_membership(self, officer: bytes, queue: str, now: int) -> None:
        """Note that a membership ended; durable when this returns."""
        self._note(_membership(officer, queue), now)

    def note_key(self, public: bytes, now: int) -> None:
        """Note that an officer gave up a key (its public half); durable when this returns."""
        self._note(_key(public), now)

    def has_ended(self, officer: bytes, queue: str, since: int) -> bool:
        """Tell whether a membership ended at a moment (seconds) or later."""
        return self._holds(_membership(officer, queue), since)

    def is_given_up(self, public: bytes, since: int) -> bool:
        """Tell whether a key was given up at a moment (seconds) or later."""
        return self._holds(_key(public), since)

    def _note(self, name: str, now: int) -> None:
        new = not self._path.exists()
        descriptor = os.open(self._path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as target:
            target.write(f"{now} {name}\n".encode())
            target.flush()
            os.fsync(descriptor)
        if new:
            sync_folder(self._path.parent)

    def _holds(self, name: str, since: int) -> bool:
        return any(ended == name and moment >= since for moment, ended in self._lines())

    def _lines(self) -> list[tuple[int, str]]:
        try:
            text = self._path.read_text(encoding="ascii")
        except FileNotFoundError:
            return []
        whole = [line.split(" ") for line in text.split("\n")[:-1]]  # a torn last line was never acknowledged
        return [(int(moment), name) for moment, name in whole]


def _membership(officer: bytes, queue: str) -> str:
    return keyed_hash(_KEY, b"membership", officer, queue.encode()).hex()


def _key(public: bytes) -> str:
    return keyed_hash(_KEY, b"key", public).hex()
