"""What a process may still ask of the kernel once it looks at a hostile file: memory, its pipe, threads, time. Nothing else.

A seccomp filter (Linux; x86_64, aarch64) answers everything else with «not permitted»: no file or folder is opened, no connection
made, no process started, no other one touched. It can't be taken off again.
"""

import ctypes
import errno
import platform
import struct
import sys

# From Linux's tables of system calls: the number on x86_64, then the one on aarch64.
ALLOWED = {
    "read": (0, 63), "write": (1, 64), "close": (3, 57), "lseek": (8, 62), "fstat": (5, 80),
    "mmap": (9, 222), "mprotect": (10, 226), "munmap": (11, 215), "mremap": (25, 216), "madvise": (28, 233),
    "brk": (12, 214), "futex": (202, 98), "sched_yield": (24, 124), "sched_getaffinity": (204, 123),
    "set_robust_list": (273, 99), "rseq": (334, 293), "gettid": (186, 178), "getpid": (39, 172),
    "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139), "sigaltstack": (131, 132),
    "restart_syscall": (219, 128), "clock_gettime": (228, 113), "clock_nanosleep": (230, 115),
    "nanosleep": (35, 101), "getrandom": (318, 278), "sysinfo": (99, 179), "uname": (63, 160),
    "exit": (60, 93), "exit_group": (231, 94),
}  # fmt: skip
CLONE, CLONE3 = (56, 220), (435, 435)
MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # place in the table, name of the ABI

_NUMBER, _ABI, _FIRST_ARGUMENT = 0, 4, 16  # where the kernel puts them
_LOAD, _EQUALS, _HAS_BITS, _ANSWER = 0x20, 0x15, 0x45, 0x06
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_THREAD = 0x00010000  # of clone: a thread of this process, not another one
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2

Step = tuple[int, int, int, int]


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def can_confine() -> bool:
    """Tell whether this kind of machine has such filters."""
    return sys.platform == "linux" and platform.machine() in MACHINES


def confine() -> None:
    """Confine this process for good; raise OSError where the kernel does not do it."""
    steps = write_filter(*MACHINES[platform.machine()])
    packed = b"".join(struct.pack("=HBBI", *step) for step in steps)
    program = _Program(len(steps), packed)
    kernel = ctypes.CDLL(None, use_errno=True)
    if kernel.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or kernel.prctl(
        _SECCOMP, _FILTER, ctypes.byref(program), 0, 0
    ):
        raise OSError(ctypes.get_errno(), "the kernel sets no filter")


def write_filter(place: int, abi: int) -> list[Step]:
    """Write the filter for one kind of machine, as steps (code, jump if so, jump if not, value)."""
    steps: list[Step] = [(_LOAD, 0, 0, _ABI), (_EQUALS, 1, 0, abi), (_ANSWER, 0, 0, _KILL)]
    steps.append((_LOAD, 0, 0, _NUMBER))
    for numbers in ALLOWED.values():
        steps += [(_EQUALS, 0, 1, numbers[place]), (_ANSWER, 0, 0, _ALLOW)]
    # The flags of clone3 lie where no filter sees them: «no such call» makes libraries use clone.
    steps += [(_EQUALS, 0, 1, CLONE3[place]), (_ANSWER, 0, 0, _REFUSE | errno.ENOSYS)]
    steps += [(_EQUALS, 0, 3, CLONE[place]), (_LOAD, 0, 0, _FIRST_ARGUMENT)]
    steps += [(_HAS_BITS, 0, 1, _THREAD), (_ANSWER, 0, 0, _ALLOW)]
    return [*steps, (_ANSWER, 0, 0, _REFUSE | errno.EPERM)]
