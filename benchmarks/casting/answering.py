"""How long a person's answer takes while a broadcast runs: PTB's own call, through the same pacer."""

import asyncio
import time
from pathlib import Path

import uvloop
from telegram import Bot

from benchmarks.casting.sender import Sending, fill, opened
from benchmarks.numbers import percentile
from benchmarks.process import Process
from benchmarks.report import Aim, Table
from bot.channels.pacer import Pacer
from bot.channels.telegram_transport import AiohttpRequest

EVERY = 0.05  # seconds between two answers
BESIDE = {30: Aim(2, at_most=True), 1000: Aim(5, at_most=True)}


def measure_answers(
    table: Table, stub: Process, address: str, folder: Path, rounds: int, seconds: float
) -> None:
    """Answer alone, beside 30/s, and beside 1000/s, in turns."""
    took: dict[int, list[float]] = {limit: [] for limit in (0, *BESIDE)}
    refused = 0
    for turn in range(rounds):
        for limit, times in took.items():
            bot = f"answers{turn}x{limit}"
            stub.ask("open", bot, {"limit": limit or 30})
            with opened(folder / bot) as store:
                sending = Sending(
                    store, fill(store, int(limit * seconds) + 1), f"{address}{bot}", limit or 30, seconds
                )
                times.append(uvloop.run(_answer_beside(sending, address, bot, seconds, limit)))
            refused += stub.ask("stats", bot)["refused"]
    table.add("answer alone: p99", f"{_median(took[0]):.0f} ms")
    for limit, aim in BESIDE.items():
        ratios = sorted(beside / alone for beside, alone in zip(took[limit], took[0], strict=True))
        ratio = ratios[len(ratios) // 2]
        table.add(
            f"answer beside {limit}/s: p99",
            f"{_median(took[limit]):.0f} ms",
            f"{ratio:.2f} × alone",
            aim,
            ratio,
        )
    table.add("429s while answering", str(refused), "", Aim(0, at_most=True), refused)


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


async def _answer_beside(sending: Sending, address: str, bot: str, seconds: float, limit: int) -> float:
    """Give the p99 of answers in milliseconds, sent one after another every twentieth of a second at most."""
    request = AiohttpRequest(16, 20, pacer=sending.pacer if limit else Pacer(30))
    answering = Bot(bot, address, request=request)
    broadcast = asyncio.create_task(sending.run()) if limit else None
    await asyncio.sleep(1.5)
    took: list[float] = []
    end = time.monotonic() + seconds - 1
    while time.monotonic() < end:
        started = time.perf_counter()
        await answering.send_message(1, "Tin của bạn đã được gửi.")
        took.append(time.perf_counter() - started)
        await asyncio.sleep(EVERY)
    if broadcast is not None:
        await broadcast
    await request.shutdown()
    await sending.transport.shutdown()
    return percentile(took, 99) * 1000
