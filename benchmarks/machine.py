"""The machine on which it is measured: how fast it is just now, and where it has a disk."""

import os
import platform
import sqlite3
import time
from pathlib import Path

from benchmarks.process import ROOT
from bot.memory import is_in_memory

FOLDERS = (Path("/var/tmp"), ROOT, Path.home())  # noqa: S108 - a private directory is made in it


def choose_folder() -> Path:
    """Choose where the measured files lie: on a disk, since in memory a flush costs nothing."""
    for folder in FOLDERS:
        if folder.is_dir() and os.access(folder, os.W_OK) and not is_in_memory(folder):
            return folder
    raise SystemExit("No folder here lies on a disk.")


def describe_machine() -> str:
    """Tell when and on what it was measured."""
    begun = time.process_time()
    sum(range(10_000_000))
    speed = (time.process_time() - begun) * 1000
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return (
        f"{time.strftime('%Y-%m-%d %H:%M')}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, load {load}, sum(range(10_000_000)) in {speed:.0f} ms of CPU"
    )
