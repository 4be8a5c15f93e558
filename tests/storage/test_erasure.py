"""An erased tip: no row, no key, no byte of it is left, and its receipt knows only the month."""

import os
import signal
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import LargeBinary, Table, insert, select

from storage import claims, erasure, file_owners, tips
from storage.cipher import make_key_pair, random_bytes
from storage.databases import SqliteDatabase
from storage.erasure import destroy_listed_keys, erase_tip
from storage.errors import UnreadableError
from storage.evidence import list_files, remove_file, save_file
from storage.records import Tip, TipResult, TipStatus
from storage.shred import ORPHAN_DAYS, ShredStore
from storage.statements import Statement
from storage.store import Places, Store
from storage.tables import metadata
from storage.tables.tips import shredding
from storage.tip_readers import NOTES, RECEIPT, REPORT, Reader, Readers, queue_reader
from storage.transaction import Row, Transaction
from tests.storage.samples import COMMUNE, DAY, NEIGHBOUR, add_sample, make_queues

MONTH = 683
CANARY = "Người bán ở đầu ngõ"


@pytest.fixture
def staffed(store: Store) -> Store:
    make_queues(store)
    return store


def file_sample(store: Store, number: int = 1) -> tuple[Tip, bytes, tuple[bytes, bytes]]:
    """File a tip with everything a tip can have; give it with its receipt's look-up id and key pair."""
    tip = add_sample(store, queue=NEIGHBOUR, number=number)
    lookup, pair = random_bytes(16), make_key_pair()

    def work(tx: Transaction) -> None:
        readers = Readers(queue_reader(tx, NEIGHBOUR), Reader(RECEIPT, pair[0]))
        keys = store.vault.make(tx, tip.id, readers.queue, readers.receipt)
        keys.write(tx, REPORT, 0, {"text": CANARY})
        keys.append(tx, NOTES, {"text": CANARY}, readers)
        tips.add_receipt(tx, lookup, tip.id, pair[0])
        tips.move_tip(tx, tip, COMMUNE, number, COMMUNE)
        claims.claim(tx, tip.id, b"o" * 16, 0, 1)
        file_owners.add_file(tx, f"file-{number}")
        file_owners.keep_file(tx, f"file-{number}", tip.id)

    store.run(work)
    return tip, lookup, pair


def rows_in(store: Store, table: Table) -> list[Row]:
    return store.run(lambda tx: tx.all(Statement(select(table))))


def put_back(store: Store, table: Table, values: Mapping[str, Any]) -> None:
    store.run(lambda tx: tx.change(Statement(insert(table)), values))


def rows_of(store: Store, tip: bytes) -> dict[str, int]:
    """Count the rows in which the tip's id stands, in any column of any table."""
    found: dict[str, int] = {}
    for table in metadata.sorted_tables:
        rows = rows_in(store, table)
        if count := sum(tip in row for row in rows):
            found[table.name] = count
    return found


def test_an_erased_tip_leaves_no_row_but_its_receipts_month(staffed: Store) -> None:
    tip, lookup, _pair = file_sample(staffed)
    other, other_lookup, other_pair = file_sample(staffed, 2)
    before = rows_of(staffed, tip.id)
    assert set(before) == {"tips", "former_numbers", "claims", "receipts", "tip_keys", "tip_records", "files"}

    assert staffed.run(lambda tx: erase_tip(tx, tip.id, MONTH)) == ["file-1"]
    assert rows_of(staffed, tip.id) == {"shredding": 1}
    assert destroy_listed_keys(staffed) == 1

    assert rows_of(staffed, tip.id) == {}
    assert staffed.run(lambda tx: tips.find_by_receipt(tx, lookup)) is None
    assert staffed.run(lambda tx: erasure.erased_month(tx, lookup)) == MONTH
    assert staffed.run(lambda tx: erasure.erased_month(tx, other_lookup)) is None
    opened = staffed.run(lambda tx: staffed.vault.open_for_receipt(tx, other.id, other_pair).read(tx, REPORT))
    assert opened == [{"text": CANARY}]


def test_every_table_that_names_a_tip_is_emptied() -> None:
    """A new table whose tip stands in a column of another name would be forgotten."""
    naming = {
        table.name
        for table in metadata.sorted_tables
        if table.name != "tips"
        and any("tip" in column.name and isinstance(column.type, LargeBinary) for column in table.columns)
    }
    erased = {table.name for table in metadata.sorted_tables if "tip" in table.c}

    assert naming == erased


def test_an_old_copy_of_all_rows_is_unreadable_without_the_shred_key(staffed: Store) -> None:
    tip, _lookup, pair = file_sample(staffed)
    tables = [table for table in metadata.sorted_tables if table.name in {"tips", "tip_keys", "tip_records"}]
    copies = {table: rows_in(staffed, table) for table in tables}
    staffed.run(lambda tx: erase_tip(tx, tip.id, MONTH))
    destroy_listed_keys(staffed)
    for table, rows in copies.items():
        names = [column.name for column in table.columns]
        for row in rows:
            values = dict(zip(names, row, strict=True))
            put_back(staffed, table, values)

    for opening in (
        lambda tx: staffed.vault.open_for_queue(tx, tip.id),
        lambda tx: staffed.vault.open_for_receipt(tx, tip.id, pair),
    ):
        with pytest.raises(UnreadableError):
            staffed.run(opening)


def test_a_crash_before_the_key_is_destroyed_is_made_good(places: Places) -> None:
    first = Store(places)
    make_queues(first)
    tip, *_ = file_sample(first)
    first.run(lambda tx: erase_tip(tx, tip.id, MONTH))
    first.close()

    second = Store(places)
    assert tip.id in second.shred.tips()
    destroy_listed_keys(second)

    assert tip.id not in second.shred.tips()
    assert second.run(lambda tx: tx.all(Statement(select(shredding)))) == []
    second.close()


def test_the_month_of_an_erased_tip_is_forgotten_after_a_year(staffed: Store) -> None:
    tip, lookup, _pair = file_sample(staffed)
    staffed.run(lambda tx: erase_tip(tx, tip.id, MONTH))

    staffed.run(lambda tx: erasure.forget_erased(tx, MONTH + 12))
    assert staffed.run(lambda tx: erasure.erased_month(tx, lookup)) == MONTH
    staffed.run(lambda tx: erasure.forget_erased(tx, MONTH + 13))
    assert staffed.run(lambda tx: erasure.erased_month(tx, lookup)) is None


def test_only_tips_closed_long_enough_with_that_result_are_found(staffed: Store) -> None:
    closed = {"status": TipStatus.CLOSED, "result": TipResult.UNFOUNDED}
    due = add_sample(staffed, number=1, **closed, closed_day=DAY)
    add_sample(staffed, number=2, **closed, closed_day=DAY + 1)
    add_sample(staffed, number=3, status=TipStatus.CLOSED, result=TipResult.CONFIRMED, closed_day=DAY)
    add_sample(staffed, number=4)

    assert staffed.run(lambda tx: erasure.closed_until(tx, TipResult.UNFOUNDED, DAY)) == [due.id]


def test_no_byte_of_an_erased_tip_is_left_on_disk(tmp_path: Path) -> None:
    places = Places(
        f"sqlite:///{tmp_path / 'data' / 'homthu.db'}",
        tmp_path / "data",
        tmp_path / "run",
        tmp_path / "shred",
    )
    store = Store(places)
    make_queues(store)
    tip, *_ = file_sample(store)
    key = store.shred.get(tip.id)
    assert isinstance(store.database, SqliteDatabase)
    with closing(sqlite3.connect(store.database.path)) as connection:
        sealed = [
            row[0] for row in connection.execute("SELECT sealed FROM tip_records WHERE tip = ?", (tip.id,))
        ]
    assert tip.id in everything(tmp_path)
    assert key in everything(tmp_path)

    store.run(lambda tx: erase_tip(tx, tip.id, MONTH))
    destroy_listed_keys(store)

    left = everything(tmp_path)
    for secret in (tip.id, key, *(record[:40] for record in sealed)):
        assert secret not in left
    store.close()


def test_a_removed_file_is_overwritten_first(tmp_path: Path) -> None:
    saved = save_file(tmp_path, b"picture")
    with (tmp_path / saved.name).open("rb") as still_open:
        remove_file(tmp_path, saved.name)

        assert list_files(tmp_path) == []
        assert not any(still_open.read())
    remove_file(tmp_path, saved.name)


def test_keys_of_crashed_filings_are_swept_after_a_week(tmp_path: Path) -> None:
    shred = ShredStore(tmp_path)
    living, crashed, slow = (random_bytes(16) for _ in range(3))
    for tip in (living, crashed, slow):
        shred.make(tip)

    assert shred.sweep({living}, DAY) == 0
    assert shred.sweep({living, slow}, DAY + ORPHAN_DAYS - 1) == 0
    assert shred.sweep({living}, DAY + ORPHAN_DAYS) == 1

    assert shred.tips() == {living, slow}
    assert shred.sweep({living}, DAY + 2 * ORPHAN_DAYS) == 1
    shred.close()


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("point", ["before commit", "after commit", "key destroyed", "unlisted"])
def test_a_kill_at_any_point_leaves_the_tip_whole_or_ends_it(places: Places, point: str) -> None:
    first = Store(places)
    make_queues(first)
    tip, lookup, pair = file_sample(first)
    first.close()

    pid = os.fork()
    if pid == 0:
        try:
            erase_and_die(places, tip.id, point)
        finally:
            os._exit(1)
    assert os.WTERMSIG(os.waitpid(pid, 0)[1]) == signal.SIGKILL

    store = Store(places)
    destroy_listed_keys(store)  # as the daily job does
    if point == "before commit":
        opened = store.run(lambda tx: store.vault.open_for_receipt(tx, tip.id, pair).read(tx, REPORT))
        assert opened == [{"text": CANARY}]
    else:
        assert rows_of(store, tip.id) == {}
        assert tip.id not in store.shred.tips()
        assert store.run(lambda tx: erasure.erased_month(tx, lookup)) == MONTH
    store.close()


def erase_and_die(places: Places, tip: bytes, point: str) -> None:
    def die(*_arguments: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    store = Store(places)
    if point == "before commit":
        store.run(lambda tx: die(erase_tip(tx, tip, MONTH)))
    store.run(lambda tx: erase_tip(tx, tip, MONTH))
    if point == "after commit":
        die()
    if point == "key destroyed":
        destroy = store.shred.destroy

        def destroy_and_die(*tips: bytes) -> None:
            destroy(*tips)
            die()

        vars(store)["shred"] = SimpleNamespace(destroy=destroy_and_die)
    else:
        vars(erasure)["truncate_log"] = die
    destroy_listed_keys(store)
