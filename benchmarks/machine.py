"""Says on what a benchmark ran, and how busy it was."""

import os
import platform
import sqlite3
import time


def describe_machine() -> str:
    """Tell time, machine, versions, load, and how fast Python is just now."""
    begun = time.process_time()
    sum(range(10_000_000))
    speed = (time.process_time() - begun) * 1000
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return (
        f"{time.strftime('%Y-%m-%d %H:%M')}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, load {load}, sum(range(10_000_000)) in {speed:.0f} ms of CPU"
    )
