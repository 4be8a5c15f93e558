"""Tries to break the limits under which files are rebuilt; ends with 0 if they hold. `python -m bot.evidence.probe`."""

import os
import resource
import signal
import sys
from contextlib import suppress

from bot.evidence.process import LIMITS


def try_limits() -> bool:
    """Set the limits and say whether too much memory and any byte on a disk are refused."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    for limit, most in LIMITS.items():
        resource.setrlimit(limit, (most, most))
    return _refuses_memory() and _refuses_files()


def _refuses_memory() -> bool:
    with suppress(MemoryError):
        return not bytearray(LIMITS[resource.RLIMIT_AS])
    return True


def _refuses_files() -> bool:
    # A file in memory is bound by the same limit, and leaves nothing behind.
    with suppress(OSError):
        return os.write(os.memfd_create("probe"), b"x") == 0
    return True


if __name__ == "__main__":
    sys.exit(0 if try_limits() else 1)
