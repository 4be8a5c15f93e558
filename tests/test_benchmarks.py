"""Benchmarks still run to their end and measure every row; how fast it was, a busy machine cannot tell.

Those that start a dozen processes (turns, channels) are run by hand.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SENDING = (
    "30/s, jitter 100 ms ",
    "1000/s: CPU of 1000 messages",
    "capacity: with the ledger",
    "5,000 recipients: planned",
    "first lease after a kill",
    "1 kills at 1000/s: unknown",
    "answer beside 1000/s: p99",
)


DESK = (
    "one walk along the index, bare aiosqlite",
    "the statement of the first page, bare aiosqlite",
    "first page ",
    "next page",
    "filter",
    "the turn of «/hangdoi»",
    "claim",
    "first page beside its bare statement",
    "first search",
    "next search",
    "figures and places of the province",
    "figures and places of the country",
    "turns meanwhile",
)


@pytest.mark.parametrize(
    ("module", "measured"),
    [("broadcast", SENDING), ("desk", DESK)],
)
def test_a_benchmark_measures_every_row(module: str, measured: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", f"benchmarks.{module}", "--quick"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=280, check=False)

    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    rows = [line.split("|")[1].strip() + " " for line in done.stdout.splitlines() if line.startswith("| ")]
    missing = [name for name in measured if not any(row.startswith(name) for row in rows)]
    assert not missing, done.stdout
    judged = [line for line in done.stdout.splitlines() if "| PASS" in line or "| MISS" in line]
    assert len(judged) >= 4, done.stdout
    counted = [line for line in judged if re.search(r"429s|  lost|sent twice|recipients beyond", line)]
    assert all("| PASS" in line for line in counted), done.stdout
