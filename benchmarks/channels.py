"""Measures how each channel takes what people write, beside python-telegram-bot, in one run: `python -m benchmarks.channels [--quick]`.

What the figures mean stands in docs/performance.md.
"""

import argparse
import signal
import tempfile
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import uvloop

from benchmarks.intake import Target, start
from benchmarks.machine import choose_folder, describe_machine
from benchmarks.numbers import Series
from benchmarks.process import pin
from benchmarks.product import prepare
from benchmarks.report import Aim, Table

LONGEST_RUN = 300  # seconds, after which something hangs
RIVAL = "ptb"
BY_WEBHOOK = ("telegram", "zalo", "zalooa")
BY_POLLING = ("telegram", "zalo")
HALF_LOAD_MS = 50


@dataclass(frozen=True, slots=True)
class Plan:
    """How long to measure what."""

    rounds: int
    seconds: float
    rivals: tuple[str, ...] = (RIVAL,)


THOROUGH = Plan(rounds=3, seconds=2.0, rivals=(RIVAL, "ptb+uvloop"))
QUICK = Plan(rounds=1, seconds=0.2)


async def measure(prepared: Path, plan: Plan) -> Series:
    """Measure each channel both ways, in turns."""
    series = Series()
    async with AsyncExitStack() as stack:
        posted = {
            who: await start(stack, who, "webhook", "silent", prepared) for who in BY_WEBHOOK + plan.rivals
        }
        for _round in range(plan.rounds):
            for who, target in posted.items():
                series.add(f"webhook {who}", await target.by_webhook(plan.seconds))
            for who, target in posted.items():
                series.add(f"half {who}", await _at_half(target, series, who, plan.seconds))
    async with AsyncExitStack() as stack:
        polling = {
            who: await start(stack, who, "polling", "silent", prepared) for who in BY_POLLING + plan.rivals
        }
        for _round in range(plan.rounds):
            for who, target in polling.items():
                series.add(f"polling {who}", await target.by_polling(plan.seconds))
    return series


async def _at_half(target: Target, series: Series, who: str, seconds: float) -> dict[str, float]:
    return await target.evenly(seconds, series.median(f"webhook {who}", "rate") / 2)


def report(series: Series, plan: Plan) -> Table:
    """Put it all in one table."""
    table = Table()
    for who in BY_WEBHOOK + plan.rivals:
        _report(table, series, "webhook", who)
        at_half = series.median(f"half {who}", "p99")
        rate, p50 = (series.median(f"half {who}", figure) for figure in ("rate", "p50"))
        measured = f"{rate:,.0f}/s, p50 {p50:.1f} ms, p99 {at_half:.1f} ms"
        aim = None if who.startswith(RIVAL) else Aim(HALF_LOAD_MS, at_most=True)
        table.add(f"  at half of that load, {who}", measured, "", aim, at_half)
    for who in BY_POLLING + plan.rivals:
        _report(table, series, "polling", who)
    return table


def _report(table: Table, series: Series, way: str, who: str) -> None:
    name, rival = f"{way} {who}", f"{way} {RIVAL}"
    rate, cpu = series.ratio(name, rival, "rate"), series.ratio(name, rival, "cpu")
    measured = f"{series.median(name, 'rate'):,.0f}/s, {series.median(name, 'cpu') * 1000:,.0f} µs CPU"
    ratio = "" if who == RIVAL else f"{rate:.2f} × ptb, CPU {cpu:.2f} ×"
    # Zalo's polling hands over one event a call: what it gives is its own bound, not ours.
    aimed = not who.startswith(RIVAL) and (way, who) != ("polling", "zalo")
    table.add(f"{way}: {who}", measured, ratio, Aim(1) if aimed else None, rate)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="try everything once, too short to be believed")
    plan = QUICK if parser.parse_args().quick else THOROUGH
    signal.alarm(LONGEST_RUN)
    print(describe_machine(), flush=True)
    with tempfile.TemporaryDirectory(prefix="homthu-channels-", dir=choose_folder()) as name:
        prepared = Path(name) / "prepared"
        prepare(prepared)
        pin(0)
        print(report(uvloop.run(measure(prepared, plan)), plan))
    print(describe_machine())


if __name__ == "__main__":
    main()
