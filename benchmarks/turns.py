"""Measures turns, their durability and their intake, side by side in one run: `python -m benchmarks.turns [--quick]`.

What the figures mean stands in docs/performance.md.
"""

import argparse
import shutil
import signal
import tempfile
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass
from pathlib import Path

import uvloop

from benchmarks.durable import AT_ONCE
from benchmarks.intake import start
from benchmarks.machine import choose_folder, describe_machine
from benchmarks.numbers import Series
from benchmarks.page import weigh_page
from benchmarks.process import pin, started
from benchmarks.product import prepare
from benchmarks.report import Aim, Table
from benchmarks.slow_disk import FLUSH_MS, build_shim

PEOPLE = (1, 8, AT_ONCE)
PAGE_KB = 50
LONGEST_RUN = 300  # seconds, after which something hangs
SILENT = ("product", "ptb", "ptb+uvloop")
SENDING = ("product", "ptb")
BOTS = {
    "webhook": [*((who, "silent") for who in SILENT), *((who, "sending") for who in SENDING)],
    "polling": [(who, "silent") for who in SILENT],
}


@dataclass(frozen=True, slots=True)
class Plan:
    """How long to measure what."""

    rounds: int
    seconds: float
    filed: int


THOROUGH = Plan(rounds=3, seconds=1.5, filed=600)
QUICK = Plan(rounds=1, seconds=0.2, filed=64)


def measure_disks(folder: Path, prepared: Path, plan: Plan) -> Series:
    """Measure raw writes and turns, on the disk as it is and behind a slow flush."""
    series = Series()
    shim = build_shim(folder)
    disks = {"disk": None} | ({"slow": shim} if shim is not None else {})
    with ExitStack() as stack:
        processes = {}
        for disk, preload in disks.items():
            own = _copy(prepared, folder / disk)
            processes[disk] = stack.enter_context(started("benchmarks.durable", str(own), preload=preload))
        for _round in range(plan.rounds):
            for disk, process in processes.items():
                series.add(f"{disk} append", process.ask("append", plan.seconds))
                series.add(f"{disk} commits", process.ask("commits", plan.seconds))
                for people in PEOPLE:
                    series.add(f"{disk} turns {people}", process.ask("turns", people, plan.seconds))
                for waiting in (False, True):
                    series.add(f"{disk} filing {waiting}", process.ask("filing", plan.filed, waiting))
    return series


async def measure_intake(prepared: Path, plan: Plan) -> Series:
    """Measure how fast updates are taken, beside python-telegram-bot."""
    series = Series()
    for way, bots in BOTS.items():
        async with AsyncExitStack() as stack:
            targets = {
                (who, answers): await start(stack, who, way, answers, prepared) for who, answers in bots
            }
            for _round in range(plan.rounds):
                for (who, answers), target in targets.items():
                    measure = target.by_webhook if way == "webhook" else target.by_polling
                    series.add(f"{way} {answers} {who}", await measure(plan.seconds))
    return series


def report_disks(table: Table, series: Series) -> None:
    """Add the rows about durable turns."""
    for disk, name in (("disk", "as it is"), ("slow", f"+{FLUSH_MS} ms a flush")):
        if f"{disk} append" not in series:
            table.add(f"disk {name}", "no C compiler here: not measured")
            continue
        _report_disk(table, series, disk, name)


def _report_disk(table: Table, series: Series, disk: str, name: str) -> None:
    for raw, title in (("append", "raw append + fdatasync"), ("commits", "raw sqlite3 single commits")):
        table.add(f"disk {name}: {title}", _rate(series, f"{disk} {raw}"))
    for people in PEOPLE:
        turns = f"{disk} turns {people}"
        ratio = series.ratio(turns, f"{disk} commits", "rate")
        wait = series.ratio(turns, f"{disk} append", "p99")
        aimed = disk == "slow" and people == AT_ONCE
        title = f"disk {name}: whole turns, {people} at once"
        shown = f"{ratio:.2f} × commits, p99 {wait:.1f} × a raw flush's"
        table.add(title, _rate(series, turns), shown, Aim(4, 8) if aimed else None, ratio)
        if disk == "slow" and people == 1:
            table.add(
                "  p99 of one person / of a raw flush there", "", f"{wait:.2f}", Aim(4, at_most=True), wait
            )
        if disk == "disk" and people == AT_ONCE:
            cpu = series.median(turns, "cpu")
            table.add("  CPU of a whole turn there", f"{cpu:.3f} ms", "", Aim(0.4, 0.25, at_most=True), cpu)
    ratio = series.ratio(f"{disk} filing True", f"{disk} filing False", "rate")
    table.add(f"disk {name}: tips filed, receipt at hand", _rate(series, f"{disk} filing False"))
    table.add(
        f"disk {name}: tips filed, receipt after 10 ms",
        _rate(series, f"{disk} filing True"),
        f"{ratio:.2f} × at hand",
        Aim(0.6),
        ratio,
    )


def report_intake(table: Table, series: Series) -> None:
    """Add the rows about updates."""
    for way, bots in BOTS.items():
        for who, answers in bots:
            name, other = f"{way} {answers} {who}", f"{way} {answers} ptb"
            rate, cpu = series.ratio(name, other, "rate"), series.ratio(name, other, "cpu")
            measured = (
                f"{series.median(name, 'rate'):,.0f}/s, {series.median(name, 'cpu') * 1000:,.0f} µs CPU"
            )
            title = f"{way}: {'taken' if answers == 'silent' else 'taken and answered'}, {who}"
            ratio = f"{rate:.2f} × ptb, CPU {cpu:.2f} ×" if who != "ptb" else ""
            aimed = title == "webhook: taken, product"
            table.add(title, measured, ratio, Aim(1, 1.5) if aimed else None, rate)


def report_page(table: Table, sizes: dict[str, int]) -> None:
    """Add the row about the page."""
    weight = sum(sizes.values()) / 1024
    table.add(
        "page: first paint", f"{weight:.1f} KB in {len(sizes)} files", "", Aim(PAGE_KB, at_most=True), weight
    )


def _rate(series: Series, name: str) -> str:
    p50, p99 = series.median(name, "p50"), series.median(name, "p99")
    return f"{series.median(name, 'rate'):,.0f}/s, p50 {p50:.2f} ms, p99 {p99:.2f} ms"


def _copy(prepared: Path, folder: Path) -> Path:
    return Path(shutil.copytree(prepared, folder))


def run(plan: Plan) -> Table:
    """Measure everything and give the table."""
    table = Table()
    with tempfile.TemporaryDirectory(prefix="homthu-turns-", dir=choose_folder()) as name:
        folder = Path(name)
        prepared = folder / "prepared"
        prepare(prepared)
        report_page(table, weigh_page(_copy(prepared, folder / "page")))
        report_disks(table, measure_disks(folder, prepared, plan))
        pin(0)
        report_intake(table, uvloop.run(measure_intake(prepared, plan)))
    return table


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="try everything once, too short to be believed")
    arguments = parser.parse_args()
    signal.alarm(LONGEST_RUN)
    print(describe_machine(), flush=True)
    print(run(QUICK if arguments.quick else THOROUGH))
    print(describe_machine())


if __name__ == "__main__":
    main()
