"""Decides where what a reboot must forget lies: in RAM, if this machine lets it."""

import hashlib
import os
from pathlib import Path

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - a private directory is made in it
MOUNTS = Path("/proc/self/mounts")
_MEMORY = {"tmpfs", "ramfs"}


def is_in_memory(path: Path, mounts: Path = MOUNTS) -> bool:
    """Say whether a path lies on a file system that a reboot empties."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    places = [line.split(" ")[1:3] for line in lines]
    resolved = path.resolve()
    under = [(len(point), kind) for point, kind in places if resolved.is_relative_to(point)]
    # Of two mounts on one point the later one is seen; max() alone would take the earlier.
    return bool(under) and max(reversed(under), key=lambda place: place[0])[1] in _MEMORY


def choose_runtime_dir(
    data_dir: Path,
    xdg_runtime_dir: str | None,
    shared_memory: Path = SHARED_MEMORY,
    mounts: Path = MOUNTS,
) -> Path:
    """Choose where the runtime store lies: in RAM if there is any, so that a reboot forgets it."""
    place = hashlib.blake2s(bytes(data_dir.resolve()), digest_size=4).hexdigest()
    if is_in_memory(shared_memory, mounts) and os.access(shared_memory, os.W_OK):
        return shared_memory / f"homthu-{os.getuid()}-{place}"
    if xdg_runtime_dir:
        return Path(xdg_runtime_dir) / f"homthu-{place}"
    return data_dir / "runtime"
