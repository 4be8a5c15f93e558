"""What the machine could write to disk behind our back: swap and core dumps."""

import ctypes
import resource
import sys
from dataclasses import dataclass
from pathlib import Path

from bot.doctor.finding import Finding, judge
from content.i18n import _

SWAPS = Path("/proc/swaps")
BLOCKS = Path("/sys/block")
CORE_PATTERN = Path("/proc/sys/kernel/core_pattern")
_PR_GET_DUMPABLE = 3


def check_swap(swaps: Path = SWAPS, blocks: Path = BLOCKS) -> Finding:
    """Check that memory is swapped to nowhere, to compressed memory, or to an encrypted disk."""
    try:
        lines = swaps.read_text(encoding="utf-8").splitlines()[1:]
    except OSError:
        return Finding(None, _("Can't be checked here: whether memory is written to a swap disk."))
    plain = [name for name in (line.split()[0] for line in lines if line.split()) if _is_plain(name, blocks)]
    return judge(
        not plain,
        _("No memory is written to an unencrypted swap disk."),
        _(
            "Memory can be written to disk unencrypted: {names}. Use «swapoff -a», or zram, or encrypted swap."
        ).format(names=", ".join(plain)),
    )


def _is_plain(name: str, blocks: Path) -> bool:
    device = Path(name).resolve().name
    if device.startswith("zram"):
        return False
    try:
        return not (blocks / device / "dm" / "uuid").read_text(encoding="utf-8").startswith("CRYPT-")
    except OSError:
        return True


@dataclass(frozen=True, slots=True)
class Dumps:
    """How a process stands to core dumps: the most bytes of one, and whether the kernel was told to refuse any."""

    most: int
    refused: bool


def read_dumps() -> Dumps:
    """Read how this process stands to core dumps."""
    refused = sys.platform == "linux" and not ctypes.CDLL(None).prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0)
    return Dumps(resource.getrlimit(resource.RLIMIT_CORE)[0], refused)


def check_dumps(dumps: Dumps, pattern: Path = CORE_PATTERN) -> Finding:
    """Check that a crash writes no memory to a file or to another program."""
    try:
        piped = pattern.read_text(encoding="utf-8").startswith("|")
    except OSError:
        piped = True
    # A kernel that pipes dumps to a program does not heed the limit, but does heed the other.
    return judge(
        dumps.refused or (dumps.most == 0 and not piped),
        _("A crash leaves no copy of the memory."),
        _(
            "A crash could write the memory to disk. Set «ulimit -c 0», and kernel.core_pattern to a file name."
        ),
    )
