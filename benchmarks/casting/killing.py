"""`kill -9` while 1000 a second leave: who was reached, who twice, and of whom nobody knows."""

import json
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import select

from benchmarks.casting.sender import CHANNEL, fill, get, opened
from benchmarks.process import ROOT, Process
from benchmarks.report import Aim, Table
from storage.delivery_counts import count
from storage.statements import Statement
from storage.store import Store
from storage.tables.outreach import delivery_errors
from storage.transaction import Transaction

RATE, ROUND_TRIP, WRITING = 1000, 0.06, 0.05
MOST_UNKNOWN = Aim(round(1.3 * RATE * (ROUND_TRIP + WRITING)), at_most=True)
_UNKNOWN = Statement(select(delivery_errors.c.recipient))


def kill(table: Table, stub: Process, address: str, folder: Path, people: int, kills: int) -> None:
    """Kill a sender some times and let the last one end."""
    stub.ask("open", "killed", {"limit": RATE, "jitter": 0.0})
    with opened(folder) as store:
        number = fill(store, people).number
    unknown: list[float] = []
    for turn in range(kills + 1):
        with start_sender(folder, f"{address}killed") as process:
            unknown.append(read_line(process)["unknown"])
            if turn < kills:
                time.sleep(1 + 0.6 * people / RATE / (kills + 1))
                process.kill()
            else:
                assert read_line(process)["done"]
    worst = max(unknown[1:], default=0.0)
    table.add(f"{kills} kills at 1000/s: unknown after one", f"{worst:.0f} at most", "", MOST_UNKNOWN, worst)
    with opened(folder) as store:
        one = get(store, number)
        figures = store.run(lambda tx: count(tx, one))[CHANNEL]
        names = store.run(lambda tx: _names_of_unknown(tx, store))
    reached, stats = set(stub.ask("chats", "killed")), stub.ask("stats", "killed")
    counts = {
        "lost": people - len(reached | names),
        "sent twice": stats["taken"] - stats["people"],
        "429s over the restarts": stats["refused"],
        "recipients beyond sent and unknown": people - figures.sent - figures.unknown,
    }
    for what, number_of in counts.items():
        table.add(f"  {what}", str(number_of), "", Aim(0, at_most=True), number_of)


def _names_of_unknown(tx: Transaction, store: Store) -> set[int]:
    found = [store.subscriptions.at(tx, number) for (number,) in tx.all(_UNKNOWN)]
    return {int(one.address) for one in found if one is not None}


def start_sender(folder: Path, address: str) -> "subprocess.Popen[str]":
    """Start a sender that can be killed."""
    command = [sys.executable, "-m", "benchmarks.casting.sender", str(folder), address, str(RATE)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def read_line(process: "subprocess.Popen[str]") -> dict[str, float]:
    """Read the next line that a sender prints."""
    assert process.stdout is not None
    line: dict[str, float] = json.loads(process.stdout.readline())
    return line
