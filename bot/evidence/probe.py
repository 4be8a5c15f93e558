"""Tries to break the limits under which files are rebuilt; ends with 0 if they hold. `python -m bot.evidence.probe`."""

import os
import resource
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from bot.evidence.confinement import can_confine, confine
from bot.evidence.process import LIMITS


def try_limits() -> bool:
    """Set the limits and say whether too much memory, any byte on a disk, files, connections and processes are refused."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    for limit, most in LIMITS.items():
        resource.setrlimit(limit, (most, most))
    return _refuses_memory() and _refuses_files() and _refuses_reaching_out()


def _refuses_memory() -> bool:
    with suppress(MemoryError):
        return not bytearray(LIMITS[resource.RLIMIT_AS])
    return True


def _refuses_files() -> bool:
    # A file in memory is bound by the same limit, and leaves nothing behind.
    with suppress(OSError):
        return os.write(os.memfd_create("probe"), b"x") == 0
    return True


def _refuses_reaching_out() -> bool:
    if not can_confine():
        return False
    mine = Path(__file__)
    confine()
    return all(_is_refused(act) for act in (mine.open, mine.parent.iterdir, socket.socket, os.fork, os.pipe))


def _is_refused(act: Callable[[], object]) -> bool:
    try:
        found = act()
        if isinstance(found, Iterator):
            next(found)
    except PermissionError:
        return True
    if found == 0:  # the child of a fork
        os._exit(0)
    return False


if __name__ == "__main__":
    sys.exit(0 if try_limits() else 1)
