"""The store: turns, reads and streams on both databases, and keys that outlive it."""

import asyncio

import pytest
from sqlalchemy import text

from storage import conversations, meta, queues
from storage.databases import PostgresqlDatabase, SqliteDatabase, choose_database, rewrite
from storage.errors import ClosedStoreError
from storage.officers import Officer, new_officer_id
from storage.statements import Statement
from storage.store import Places, Store
from storage.tables.live import inbox
from storage.transaction import Transaction
from tests.storage.samples import COMMUNE, make_queues

ALL_MESSAGES = Statement(inbox.select().with_only_columns(inbox.c.message).order_by(inbox.c.message))


async def test_a_read_sees_what_a_turn_has_committed(store: Store) -> None:
    await store.turn(lambda tx: conversations.note_message(tx, b"m", 1))

    assert await store.read(lambda tx: tx.all(ALL_MESSAGES)) == [(b"m",)]


async def test_a_read_cannot_write(store: Store) -> None:
    with pytest.raises(Exception, match=r"(?i)read.?only"):
        await store.read(lambda tx: conversations.note_message(tx, b"m", 1))

    assert await store.read(lambda tx: tx.all(ALL_MESSAGES)) == []


async def test_a_read_that_fails_does_not_hinder_the_next(store: Store) -> None:
    def fail(tx: Transaction) -> None:
        tx.execute(Statement(text("SELECT no_such_column")))

    for _ in range(4):
        with pytest.raises(Exception, match="no_such_column"):
            await store.read(fail)

    assert await store.read(lambda tx: tx.all(ALL_MESSAGES)) == []


async def test_a_read_sees_one_moment(store: Store) -> None:
    """Within one read of SQLite nothing changes; PostgreSQL promises it for each statement."""
    loop = asyncio.get_running_loop()

    def look_twice(tx: Transaction) -> tuple[int, int]:
        before = len(tx.all(ALL_MESSAGES))
        added = store.turn(lambda tx: conversations.note_message(tx, b"m", 1))
        asyncio.run_coroutine_threadsafe(added, loop).result()
        return before, len(tx.all(ALL_MESSAGES))

    before, after = await store.read(look_twice)

    assert before == 0
    assert after == (0 if isinstance(store.database, SqliteDatabase) else 1)


async def test_a_stream_gives_all_rows_in_order(store: Store) -> None:
    names = [bytes([number]) for number in range(100)]
    await store.turn(lambda tx: [conversations.note_message(tx, name, 1) for name in names])

    streamed = [row async for row in store.stream(ALL_MESSAGES)]

    assert streamed == [(name,) for name in names]


def test_what_is_stored_outlives_the_process(store: Store, places: Places) -> None:
    make_queues(store)
    officer = Officer(new_officer_id(), "Lan", "vi", "console", "lan")
    store.run(lambda tx: store.register.save(tx, officer))
    person = store.runtime.name_person("web", "a")
    store.run(lambda tx: conversations.save_draft(tx, store.runtime, person, {"a": 1}))
    pair = store.run(lambda tx: store.keyring.open_private(tx, COMMUNE, 1))
    store.close()

    again = Store(places)

    assert again.run(lambda tx: again.register.get(tx, officer.id)) == officer
    assert again.run(lambda tx: again.keyring.open_private(tx, COMMUNE, 1)) == pair
    assert again.run(lambda tx: conversations.load_draft(tx, again.runtime, person)) == {"a": 1}
    assert again.run(lambda tx: queues.take_number(tx, COMMUNE)) == 1
    again.close()


def test_a_closed_store_takes_no_more_turns(store: Store) -> None:
    store.close()

    with pytest.raises(ClosedStoreError):
        store.run(lambda tx: None)
    store.close()


def test_the_database_is_chosen_by_its_url() -> None:
    assert isinstance(choose_database("sqlite:////srv/homthu.db"), SqliteDatabase)
    assert isinstance(choose_database("postgresql://a@b/c"), PostgresqlDatabase)
    assert isinstance(choose_database("postgres://a@b/c"), PostgresqlDatabase)
    with pytest.raises(ValueError, match="database URL"):
        choose_database("mysql://a@b/c")


def test_the_database_is_written_anew_while_a_store_is_open(store: Store) -> None:
    store.run(lambda tx: meta.set_fact(tx, "kept", b"value"))

    assert rewrite(store.database)

    assert store.run(lambda tx: meta.get_fact(tx, "kept")) == b"value"
