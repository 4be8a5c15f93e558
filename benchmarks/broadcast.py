"""Measures sending to many: how well a limit is kept, capacity, a million recipients, kills, and answers beside it all.

.venv/bin/python -m benchmarks.broadcast           # five minutes
.venv/bin/python -m benchmarks.broadcast --quick   # tries every row once, too short to be believed
"""

import argparse
import signal
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.casting.answering import measure_answers
from benchmarks.casting.capacity import measure_capacity
from benchmarks.casting.keeping import keep_thirty, keep_thousand
from benchmarks.casting.killing import kill
from benchmarks.casting.million import measure_million
from benchmarks.casting.sender import CORE
from benchmarks.machine import choose_folder, describe_machine
from benchmarks.process import pin, started
from benchmarks.report import Table

LONGEST_RUN = 1200  # seconds, after which something hangs


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured."""

    rounds: int
    thirty: float  # seconds
    thousand: float
    answers: float
    sending: float
    messages: int
    people: int
    killed: int
    kills: int


THOROUGH = Plan(3, 60, 20, 10, 5, 10_000, 1_000_000, 12_000, 3)
QUICK = Plan(1, 0.6, 0.6, 1.05, 0.2, 200, 5_000, 400, 1)


def run(plan: Plan, folder: Path) -> Table:
    """Measure everything in one run."""
    table = Table()
    with started("benchmarks.casting.stub") as stub:
        pin(CORE)
        address = f"http://127.0.0.1:{stub.ask('port')}/bot"
        parts: list[Callable[[], None]] = [
            lambda: keep_thirty(table, stub, address, folder, plan.rounds, plan.thirty),
            lambda: keep_thousand(table, stub, address, folder, plan.rounds, plan.thousand),
            lambda: measure_capacity(table, stub, address, folder, plan.rounds, plan.messages),
            lambda: measure_million(table, stub, address, folder / "million", plan.people, plan.sending),
            lambda: kill(table, stub, address, folder / "killed", plan.killed, plan.kills),
            lambda: measure_answers(table, stub, address, folder, plan.rounds, plan.answers),
        ]
        for part in parts:
            part()
            print(f"{table}\n", file=sys.stderr, flush=True)  # what is broken off is not lost
    return table


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="try every row once, too short to be believed")
    plan = QUICK if parser.parse_args().quick else THOROUGH
    signal.alarm(LONGEST_RUN)
    print(f"> {describe_machine()}", flush=True)
    with tempfile.TemporaryDirectory(dir=choose_folder()) as folder:
        table = run(plan, Path(folder))
    print(f"> {describe_machine()}\n\n{table}")


if __name__ == "__main__":
    main()
