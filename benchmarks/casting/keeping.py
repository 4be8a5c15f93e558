"""How much of a limit is used without passing it: 30/s under three jitters, all rounds at once, and 1000/s."""

import asyncio
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median

import uvloop

from benchmarks.casting.sender import Sending, fill, opened
from benchmarks.process import Process
from benchmarks.report import Aim, Table

JITTERS = {0.0: Aim(0.985), 0.02: Aim(0.97), 0.1: Aim(0.90)}
DENSE, DENSE_JITTER = 1000, 0.01


def keep_thirty(table: Table, stub: Process, address: str, folder: Path, rounds: int, seconds: float) -> None:
    """Send 30/s to nine bots at once: three rounds of each jitter."""
    names = [(jitter, turn) for jitter in JITTERS for turn in range(rounds)]
    with ExitStack() as stack:
        sendings = []
        for jitter, turn in names:
            store = stack.enter_context(opened(folder / f"thirty-{jitter}-{turn}"))
            bot = f"thirty{int(jitter * 1000)}x{turn}"
            stub.ask("open", bot, {"limit": 30, "jitter": jitter})
            one = fill(store, int(32 * seconds))
            sendings.append((bot, Sending(store, one, f"{address}{bot}", 30, seconds)))

        async def send() -> None:
            await asyncio.gather(*(sending.run(60) for _bot, sending in sendings))

        uvloop.run(send())
    for jitter, aim in JITTERS.items():
        figures = [
            stub.ask("stats", bot)
            for bot, _sending in sendings
            if bot.startswith(f"thirty{int(jitter * 1000)}x")
        ]
        used = median(_used(one, 30) for one in figures)
        refused = sum(one["refused"] for one in figures)
        table.add(
            f"30/s, jitter {jitter * 1000:g} ms", f"{refused} × 429", f"{used:.3f} of the limit", aim, used
        )
        table.add(f"30/s, jitter {jitter * 1000:g} ms: 429s", str(refused), "", Aim(0, at_most=True), refused)


def keep_thousand(
    table: Table, stub: Process, address: str, folder: Path, rounds: int, seconds: float
) -> None:
    """Send 1000/s, which proves what the machine can do; paid broadcasts are not built."""
    used, cpu, refused = [], [], 0
    for turn in range(rounds):
        bot = f"thousand{turn}"
        with opened(folder / bot) as store:
            one = fill(store, int(DENSE * seconds * 1.02))
            stub.ask("open", bot, {"limit": DENSE, "jitter": DENSE_JITTER})
            started = time.process_time()
            uvloop.run(Sending(store, one, f"{address}{bot}", DENSE, seconds).run())
            spent = time.process_time() - started
        figures = stub.ask("stats", bot)
        used.append(_used(figures, DENSE))
        cpu.append(spent / figures["taken"] * 1000)
        refused += figures["refused"]
    table.add(
        "1000/s, jitter 10 ms",
        f"{refused} × 429",
        f"{median(used):.3f} of the limit",
        Aim(0.975),
        median(used),
    )
    table.add("1000/s: 429s", str(refused), "", Aim(0, at_most=True), refused)
    table.add("1000/s: CPU of 1000 messages", f"{median(cpu):.2f} s", "", Aim(0.7, at_most=True), median(cpu))


def _used(figures: dict[str, float], limit: int) -> float:
    """Tell which part of the limit was used between the first message and the last."""
    return (figures["taken"] - 1) / (limit * figures["seconds"])
