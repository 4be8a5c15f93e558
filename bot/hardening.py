"""Keeps a process's memory and files to itself."""

import ctypes
import faulthandler
import os
import resource
import sys
from typing import Final

_PR_SET_DUMPABLE: Final = 4


def harden_process() -> None:
    """Keep memory off the disk (no core dumps, no fault handler) and new files to this user."""
    os.umask(0o077)
    faulthandler.disable()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # The limit does not bind a kernel that pipes dumps to a program; this does, and it
        # also closes this process's memory and environment to others of the same user.
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
