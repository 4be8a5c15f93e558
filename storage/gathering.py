"""Gathers the turns that an event loop begins in one pass and puts them in line together.

A writer that is woken by the first of them would run beside the loop, and both would spend their time on taking the
interpreter's lock from each other.
"""

from asyncio import AbstractEventLoop, Future
from typing import Any

from storage.errors import ClosedStoreError
from storage.writer import Job, Turn, Writer, resolve


class Gathering:
    """What event loops have begun and not yet put in line."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._begun: dict[AbstractEventLoop, list[Job]] = {}

    def begin(self, turn: Turn, loop: AbstractEventLoop) -> "Future[Any]":
        """Take a turn of the running loop, and give what it will bring."""
        future: Future[Any] = loop.create_future()
        jobs = self._begun.get(loop)
        if jobs is None:
            jobs = self._begun[loop] = []
            loop.call_soon(self._hand_over, loop)
        jobs.append(Job(turn, loop, future))
        return future

    def _hand_over(self, loop: AbstractEventLoop) -> None:
        jobs = self._begun.pop(loop)
        try:
            self._writer.submit(*jobs)
        except ClosedStoreError:
            resolve(jobs)
