"""The one thread that writes: it takes all the turns that wait and commits them together, a savepoint each."""

import threading
from asyncio import AbstractEventLoop, Future, InvalidStateError
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any, Protocol

from storage.databases import Database
from storage.errors import ClosedStoreError
from storage.transaction import Connection, Transaction

LARGEST_GROUP = 128

Turn = Callable[[Transaction], Any]
Outcome = tuple[bool, Any]  # (whether it succeeded, what it returned or raised)


class Job:
    """A turn that waits to be run, and whoever waits for its outcome."""

    __slots__ = ("_done", "future", "loop", "outcome", "turn")

    def __init__(self, turn: Turn, loop: AbstractEventLoop | None, future: "Future[Any] | None") -> None:
        self.turn = turn
        self.loop = loop
        self.future = future
        self.outcome: Outcome = (False, ClosedStoreError("the store was closed"))
        self._done = threading.Event() if loop is None else None

    def wait(self) -> Any:  # noqa: ANN401 - whatever the turn returns
        """Wait in the calling thread and return or raise what the turn did."""
        if self._done is None:
            raise RuntimeError("this job belongs to an event loop")
        self._done.wait()
        succeeded, value = self.outcome
        if succeeded:
            return value
        raise value

    def release(self) -> None:
        """Wake the thread that waits."""
        if self._done is not None:
            self._done.set()


class Beside(Protocol):
    """What turns write beside the database: it is made durable once a group, before the group is committed."""

    def gather(self) -> None:
        """Gather what is written from now on."""

    def flush(self) -> None:
        """Make durable what was gathered."""


class Writer(threading.Thread):
    """Runs turns in order, in groups: one commit for all that wait when the last commit has ended."""

    def __init__(self, database: Database, beside: Beside | None = None) -> None:
        super().__init__(name="writer", daemon=True)
        self._database = database
        self._beside = beside
        self._jobs: SimpleQueue[Sequence[Job] | None] = SimpleQueue()
        self._taken: list[Job] = []
        self._closed = False
        self._lock = threading.Lock()
        self._connection: Connection | None = None

    def submit(self, *jobs: Job) -> None:
        """Put turns in line, to be committed together. Raises ClosedStoreError after `close`."""
        with self._lock:
            if self._closed:
                raise ClosedStoreError("the store was closed")
            self._jobs.put(jobs)

    def close(self) -> None:
        """Run what waits, then stop."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._jobs.put(None)
        self.join()

    def run(self) -> None:
        """Take, run and commit groups until closed."""
        while group := self._take_group():
            self._run_group(group)
            _report(group)
        self._disconnect()

    def _take_group(self) -> list[Job]:
        """Wait for turns and take all there are, or as many as fit; none once the store is closed."""
        while len(self._taken) < LARGEST_GROUP:
            try:
                jobs = self._jobs.get(block=not self._taken)
            except Empty:
                break
            if jobs is None:
                self._jobs.put(None)  # for the next time
                break
            self._taken += jobs
        group, self._taken = self._taken[:LARGEST_GROUP], self._taken[LARGEST_GROUP:]
        return group

    def _run_group(self, group: list[Job]) -> None:
        try:
            if self._connection is None:
                self._connection = self._database.connect()
            connection = self._connection
            transaction = Transaction(connection, self._database.dialect)
            connection.execute(self._database.begin)
            if self._beside is not None:
                self._beside.gather()
            for job in group:
                _run_in_savepoint(connection, transaction, job)
            if self._beside is not None:
                self._beside.flush()
            connection.execute(_choose_ending(group))
        except Exception as error:  # whatever the database says, everybody in the group must hear it
            self._roll_back()
            for job in group:
                job.outcome = (False, error)

    def _roll_back(self) -> None:
        """Roll back; where even that fails, the connection may be gone, and the next group gets a new one."""
        try:
            if self._connection is not None:
                self._connection.execute("ROLLBACK")
        except Exception:  # nothing was begun, or the connection is gone
            self._disconnect()

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(Exception):  # a broken connection may not even close
                connection.close()


def _run_in_savepoint(connection: Connection, transaction: Transaction, job: Job) -> None:
    connection.execute("SAVEPOINT turn")
    try:
        job.outcome = (True, job.turn(transaction))
    except Exception as error:  # a turn that raises fails alone
        connection.execute("ROLLBACK TO SAVEPOINT turn")
        job.outcome = (False, error)
    connection.execute("RELEASE SAVEPOINT turn")


def _choose_ending(group: list[Job]) -> str:
    """Commit what succeeded; where nothing did, a commit would flush the disk for pages that did not change."""
    return "COMMIT" if any(job.outcome[0] for job in group) else "ROLLBACK"


def _report(group: list[Job]) -> None:
    """Tell each event loop once for all of its jobs: a wake-up costs more than a turn."""
    loops: dict[AbstractEventLoop, list[Job]] = {}
    for job in group:
        if job.loop is None:
            job.release()
        else:
            loops.setdefault(job.loop, []).append(job)
    for loop, jobs in loops.items():
        try:
            loop.call_soon_threadsafe(resolve, jobs)
        except RuntimeError:  # the loop has been closed: nobody waits any more
            continue


def resolve(jobs: list[Job]) -> None:
    """Give each future of a loop its outcome; to be called in that loop."""
    for job in jobs:
        future = job.future
        if future is None or future.done():
            continue
        succeeded, value = job.outcome
        try:
            if succeeded:
                future.set_result(value)
            else:
                future.set_exception(value)
        except InvalidStateError:
            continue
