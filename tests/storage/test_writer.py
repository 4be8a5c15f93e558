"""The writer: one commit for all that wait, a savepoint each, and nobody waits in vain."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from storage.conversations import note_message
from storage.databases import Database, SqliteDatabase
from storage.errors import ClosedStoreError
from storage.statements import Statement
from storage.store import Places, Store
from storage.transaction import Connection, Transaction
from storage.writer import LARGEST_GROUP, Job, Writer
from tests.storage.postgresql import empty_database

NOISE = Statement(text("SELECT no_such_column FROM inbox"))
PARENT = Statement(text("CREATE TABLE parent (id BIGINT PRIMARY KEY)"))
CHILD = Statement(text("CREATE TABLE child (id BIGINT REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)"))
ORPHAN = Statement(text("INSERT INTO child VALUES (1)"))
BACKEND = Statement(text("SELECT pg_backend_pid()"))


class RecordingConnection:
    """A driver's connection that notes which statements it runs."""

    def __init__(self, connection: Connection, seen: list[str]) -> None:
        self._connection = connection
        self._seen = seen

    def execute(self, sql: Any, parameters: Any = None, /) -> Any:  # noqa: ANN401 - as the drivers
        self._seen.append(str(sql))
        return (
            self._connection.execute(sql) if parameters is None else self._connection.execute(sql, parameters)
        )

    def cursor(self) -> Any:  # noqa: ANN401 - as the drivers
        return self._connection.cursor()

    def close(self) -> None:
        self._connection.close()


@dataclass
class RecordedDatabase:
    """A database whose statements are noted."""

    inner: Database
    seen: list[str] = field(default_factory=list)

    @property
    def dialect(self) -> str:
        return self.inner.dialect

    @property
    def begin(self) -> str:
        return self.inner.begin

    @property
    def url(self) -> str:
        return self.inner.url

    def connect(self, *, read_only: bool = False) -> Connection:
        return RecordingConnection(self.inner.connect(read_only=read_only), self.seen)


@contextmanager
def running(database: Database) -> Iterator[Writer]:
    writer = Writer(database)
    writer.start()
    try:
        yield writer
    finally:
        writer.close()


class Gate:
    """A turn that keeps the writer busy until it is opened, so that others gather behind it."""

    def __init__(self, writer: Writer) -> None:
        self._open, self._entered = threading.Event(), threading.Event()
        self._job = Job(self._wait, None, None)
        writer.submit(self._job)
        self._entered.wait()

    def open(self) -> None:
        self._open.set()
        self._job.wait()

    def _wait(self, tx: Transaction) -> None:
        self._entered.set()
        self._open.wait()


def note(name: bytes) -> Job:
    return Job(lambda tx: note_message(tx, name, 1), None, None)


def fail(tx: Transaction) -> None:
    note_message(tx, b"of the one that fails", 1)
    raise LookupError("on purpose")


def is_noted(store: Store, name: bytes) -> bool:
    """Tell whether a message was noted before; it is not noted by this."""

    class UndoError(Exception):
        pass

    def look(tx: Transaction) -> None:
        if note_message(tx, name, 1):
            raise UndoError

    try:
        store.run(look)
    except UndoError:
        return False
    return True


def test_all_who_wait_share_one_commit(store: Store) -> None:
    database = RecordedDatabase(store.database)
    with running(database) as writer:
        gate = Gate(writer)
        jobs = [note(bytes([number])) for number in range(50)]
        for job in jobs:
            writer.submit(job)
        gate.open()
        assert all(job.wait() for job in jobs)

    assert database.seen.count("COMMIT") == 2
    assert database.seen.count("SAVEPOINT turn") == 51


def test_a_group_has_a_largest_size(store: Store) -> None:
    database = RecordedDatabase(store.database)
    with running(database) as writer:
        gate = Gate(writer)
        jobs = [note(number.to_bytes(2, "big")) for number in range(2 * LARGEST_GROUP + 1)]
        for job in jobs:
            writer.submit(job)
        gate.open()
        assert all(job.wait() for job in jobs)

    assert database.seen.count("COMMIT") == 4


def test_a_group_in_which_every_turn_raised_flushes_nothing(store: Store) -> None:
    database = RecordedDatabase(store.database)
    with running(database) as writer:
        gate = Gate(writer)
        jobs = [Job(fail, None, None) for _ in range(3)]
        writer.submit(*jobs)
        gate.open()
        for job in jobs:
            with pytest.raises(LookupError, match="on purpose"):
                job.wait()
        last = note(b"afterwards")
        writer.submit(last)
        assert last.wait()

    assert [sql for sql in database.seen if sql in {"COMMIT", "ROLLBACK"}] == ["COMMIT", "ROLLBACK", "COMMIT"]


def test_turns_run_in_the_order_in_which_they_came(store: Store) -> None:
    order: list[int] = []
    with running(store.database) as writer:
        gate = Gate(writer)
        jobs = [Job(lambda tx, number=number: order.append(number), None, None) for number in range(30)]  # type: ignore[misc]
        for job in jobs:
            writer.submit(job)
        gate.open()
        jobs[-1].wait()

    assert order == list(range(30))


def test_a_turn_that_raises_fails_alone(store: Store) -> None:
    with running(store.database) as writer:
        gate = Gate(writer)
        before, bad, after = note(b"before"), Job(fail, None, None), note(b"after")
        for job in (before, bad, after):
            writer.submit(job)
        gate.open()
        with pytest.raises(LookupError, match="on purpose"):
            bad.wait()
        assert before.wait()
        assert after.wait()

    assert is_noted(store, b"before")
    assert is_noted(store, b"after")
    assert not is_noted(store, b"of the one that fails")


def test_a_statement_that_fails_leaves_the_others_of_its_group_alone(store: Store) -> None:
    with running(store.database) as writer:
        gate = Gate(writer)
        before, bad, after = note(b"before"), Job(lambda tx: tx.execute(NOISE), None, None), note(b"after")
        for job in (before, bad, after):
            writer.submit(job)
        gate.open()
        with pytest.raises(Exception, match="no_such_column"):
            bad.wait()
        assert before.wait()
        assert after.wait()

    assert is_noted(store, b"before")
    assert is_noted(store, b"after")


@pytest.fixture
def broken_promises(store: Store) -> Iterator[None]:
    """Two tables in which a row can be wrong until the commit."""
    store.run(lambda tx: (tx.execute(PARENT), tx.execute(CHILD)))
    yield
    store.run(
        lambda tx: (
            tx.execute(Statement(text("DROP TABLE child"))),
            tx.execute(Statement(text("DROP TABLE parent"))),
        )
    )


@pytest.mark.usefixtures("broken_promises")
def test_everybody_in_the_group_hears_of_a_commit_that_fails(store: Store) -> None:
    with running(store.database) as writer:
        gate = Gate(writer)
        jobs = [note(b"one"), Job(lambda tx: tx.change(ORPHAN), None, None), note(b"two")]
        for job in jobs:
            writer.submit(job)
        gate.open()
        for job in jobs:
            with pytest.raises(Exception, match=r"(?i)foreign key"):
                job.wait()
        later = note(b"later")
        writer.submit(later)
        assert later.wait()

    assert not is_noted(store, b"one")
    assert not is_noted(store, b"two")
    assert is_noted(store, b"later")


def test_closing_runs_what_waits_and_then_takes_nothing_more(store: Store) -> None:
    writer = Writer(store.database)
    writer.start()
    gate = Gate(writer)
    jobs = [note(bytes([number])) for number in range(LARGEST_GROUP + 5)]
    for job in jobs:
        writer.submit(job)
    closing = threading.Thread(target=writer.close)
    closing.start()
    gate.open()
    closing.join()

    assert all(job.wait() for job in jobs)
    with pytest.raises(ClosedStoreError):
        writer.submit(note(b"late"))
    writer.close()
    assert not writer.is_alive()


def test_the_end_of_an_event_loop_harms_nobody(store: Store) -> None:
    with running(store.database) as writer:
        gate = Gate(writer)
        loop = asyncio.new_event_loop()
        writer.submit(Job(lambda tx: note_message(tx, b"of a closed loop", 1), loop, loop.create_future()))
        loop.close()
        after = note(b"after")
        writer.submit(after)
        gate.open()

        assert after.wait()

    assert is_noted(store, b"of a closed loop")


async def test_who_no_longer_waits_harms_nobody(store: Store) -> None:
    with running(store.database) as writer:
        gate = Gate(writer)
        loop = asyncio.get_running_loop()
        gone, staying = loop.create_future(), loop.create_future()
        writer.submit(Job(lambda tx: note_message(tx, b"gone", 1), loop, gone))
        writer.submit(Job(lambda tx: note_message(tx, b"staying", 1), loop, staying))
        gone.cancel()
        gate.open()

        assert await staying

    assert is_noted(store, b"gone")


async def test_a_loop_hears_results_and_errors(store: Store) -> None:
    assert await store.turn(lambda tx: note_message(tx, b"m", 1))
    with pytest.raises(LookupError, match="on purpose"):
        await store.turn(fail)
    results = await asyncio.gather(
        *(store.turn(lambda tx: note_message(tx, b"n", 1)) for _ in range(10)),
    )
    assert sorted(results) == [False] * 9 + [True]


def test_a_job_of_a_loop_is_not_waited_for_by_a_thread() -> None:
    loop = asyncio.new_event_loop()
    job = Job(lambda tx: None, loop, loop.create_future())

    with pytest.raises(RuntimeError):
        job.wait()
    loop.close()


def test_a_database_that_cannot_be_opened_is_tried_again_for_the_next_turn(tmp_path: Path) -> None:
    with running(SqliteDatabase(tmp_path / "missing" / "homthu.db")) as writer:
        first = Job(lambda tx: tx.first(Statement(text("SELECT 1"))), None, None)
        writer.submit(first)
        with pytest.raises(FileNotFoundError):
            first.wait()

        (tmp_path / "missing").mkdir()

        again = Job(lambda tx: tx.first(Statement(text("SELECT 1"))), None, None)
        writer.submit(again)
        assert again.wait() == (1,)


@pytest.fixture
def on_postgresql(own_database: str, tmp_path: Path) -> Iterator[Store]:
    empty_database(own_database)
    opened = Store(Places(own_database, tmp_path / "data", tmp_path / "runtime", tmp_path / "shred"))
    yield opened
    opened.close()


def end_backend(store: Store, backend: int) -> None:
    """End a connection as a restart of the server would, seen from another one."""
    connection = store.database.connect()
    connection.execute(f"SELECT pg_terminate_backend({backend}, 5000)")
    connection.close()


def test_the_writer_connects_again_when_its_connection_breaks(on_postgresql: Store) -> None:
    store = on_postgresql
    end_backend(store, store.run(lambda tx: tx.all(BACKEND))[0][0])

    with pytest.raises(Exception, match=r"(?i)terminat|closed|lost"):
        store.run(lambda tx: note_message(tx, b"lost", 1))

    assert store.run(lambda tx: note_message(tx, b"kept", 1))
    assert not is_noted(store, b"lost")


def test_a_connection_that_breaks_in_a_turn_takes_its_group_and_no_more(on_postgresql: Store) -> None:
    store = on_postgresql

    def break_off(tx: Transaction) -> None:
        note_message(tx, b"in between", 1)
        end_backend(store, tx.all(BACKEND)[0][0])
        note_message(tx, b"after the end", 1)

    with pytest.raises(Exception, match=r"(?i)terminat|closed|lost"):
        store.run(break_off)

    assert store.run(lambda tx: note_message(tx, b"kept", 1))
    assert not is_noted(store, b"in between")


async def test_readers_connect_again_when_their_connection_breaks(on_postgresql: Store) -> None:
    store = on_postgresql
    backends = {(await store.read(lambda tx: tx.all(BACKEND)))[0][0] for _ in range(8)}
    for backend in backends:
        end_backend(store, backend)

    outcomes = [
        await asyncio.gather(store.read(lambda tx: tx.all(BACKEND)), return_exceptions=True) for _ in range(8)
    ]
    failures = sum(isinstance(outcome, BaseException) for (outcome,) in outcomes)
    assert failures <= len(backends)
    assert await store.read(lambda tx: tx.all(BACKEND))
