"""Waking the worker processes: one that does not start in time must not end the product."""

from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from bot.fairness import BusyError, Caller
from bot.workers import Workers


class Stuck(Executor):
    """A process that never gets ready."""

    def submit(self, *_work: object, **_more: object) -> Future[Any]:
        answer: Future[Any] = Future()
        answer.set_exception(TimeoutError())
        return answer


async def test_a_reader_that_is_slow_to_start_does_not_end_the_product(tmp_path: Path) -> None:
    started = iter([ThreadPoolExecutor(1), Stuck()])
    workers = Workers(1, b"s" * 16, tmp_path, start=lambda _count: next(started))

    await workers.warm_up()

    with pytest.raises(BusyError):
        await workers.find("tips", None, Caller("web", "", ""))
    workers.close()
