"""What the tables show to somebody who has only the disk: as little as the design allows."""

import json
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import BigInteger, Integer, LargeBinary, Text

from storage import conversations, evidence, tips
from storage.databases import SqliteDatabase, truncate_log
from storage.records import Floor, Origin, Role, TipKind, TipResult, TipStatus
from storage.store import Places, Store
from storage.tables import metadata
from storage.tables.tips import tips as tips_table
from tests.storage.samples import add_sample, make_queues

CLEAR_COLUMNS = [
    "id",
    "queue",
    "number",
    "kind",
    "status",
    "result",
    "origin",
    "commune",
    "floor",
    "hamlet",
    "received_hour",
    "claim_due",
    "resolve_due",
    "closed_day",
]
STORED_VALUES = {
    TipKind: "selling using growing making transport post online disguised school other",
    TipStatus: "new claimed verifying passed_on closed quarantined",
    TipResult: "confirmed unfounded duplicate not_a_tip out_of_scope",
    Origin: "chat trial vneid phone paper in_person",
    Floor: "commune province nation",
    Role: "officer lead auditor",
}


@pytest.fixture
def on_disk(tmp_path: Path) -> Places:
    folder = tmp_path / "homthu"
    url = f"sqlite:///{folder / 'data' / 'homthu.db'}"
    return Places(url, folder / "data", folder / "runtime", folder / "shred")


def test_the_clear_columns_of_a_tip_are_a_closed_list() -> None:
    assert [column.name for column in tips_table.columns] == CLEAR_COLUMNS


def test_stored_values_never_change() -> None:
    for enum, values in STORED_VALUES.items():
        assert [member.value for member in enum] == values.split()


def test_columns_are_numbers_texts_and_bytes_only() -> None:
    kinds = {type(column.type) for table in metadata.tables.values() for column in table.columns}

    assert kinds <= {BigInteger, Integer, Text, LargeBinary}


def test_no_table_names_a_tip_and_an_address_together() -> None:
    people = {"recipient", "person", "address", "message", "bucket", "channel"}
    for table in metadata.tables.values():
        names = set(table.columns.keys())
        if table.name in {"tips", "receipts", "tip_keys", "tip_records", "files", "former_numbers"}:
            assert not names & people
        if names & people:
            assert "tip" not in names


def test_no_table_but_the_audit_log_shows_the_order_of_its_rows(on_disk: Places) -> None:
    store = Store(on_disk)
    store.close()
    assert isinstance(store.database, SqliteDatabase)
    with closing(sqlite3.connect(store.database.path)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    with_rowid = {name for name, sql in rows if "WITHOUT ROWID" not in sql}

    assert with_rowid == {"audit", "alembic_version"}
    assert {name for name, _ in rows} == set(metadata.tables) | {"alembic_version"}


def test_rows_with_addresses_know_the_day_at_the_finest() -> None:
    times = {
        table.name: set(table.columns.keys())
        & {"time", "hour", "created", "updated", "touched", "received_hour"}
        for table in metadata.tables.values()
    }

    assert {name for name, found in times.items() if found} == {"tips", "audit"}
    assert times["audit"] == {"time"}  # officers' acts only


def test_every_file_and_folder_is_its_owners_alone(on_disk: Places) -> None:
    before = os.umask(0)
    try:
        store = Store(on_disk)
        make_queues(store)
        store.shred.make(b"t" * 16)
        evidence.save_file(store.files, b"picture")
        paths = [*on_disk.data.rglob("*"), *on_disk.runtime.rglob("*"), *on_disk.shred.rglob("*")]
        modes = {str(path): stat.S_IMODE(path.stat().st_mode) for path in paths}
        folders = {
            stat.S_IMODE(path.stat().st_mode) for path in (on_disk.data, on_disk.runtime, on_disk.shred)
        }
        store.close()
    finally:
        os.umask(before)

    assert folders == {0o700}
    assert len(modes) >= 8
    for name, mode in modes.items():
        assert mode == (0o700 if Path(name).is_dir() else 0o600), name


def test_after_deletion_and_truncation_no_byte_is_left(on_disk: Places) -> None:
    store = Store(on_disk)
    canary = b"canary " * 8
    store.run(lambda tx: conversations.note_message(tx, canary, 1))
    assert canary in all_bytes(on_disk)

    store.run(lambda tx: conversations.forget_messages(tx, 2))
    truncate_log(store.database)

    assert canary not in all_bytes(on_disk)
    store.close()


def test_live_conversations_lie_on_disk_sealed(on_disk: Places) -> None:
    store = Store(on_disk)
    person = store.runtime.name_person("telegram", "address-4711")
    draft = {"words": "what was seen"}
    store.run(lambda tx: conversations.save_draft(tx, store.runtime, person, draft))
    store.run(lambda tx: conversations.hold(tx, store.runtime, "receipt-12345678", 2**40))

    content = all_bytes(on_disk)

    for words in ("address-4711", "what was seen", "receipt-12345678", json.dumps(draft)):
        assert words.encode() not in content
    store.close()


def test_a_tip_is_listed_without_anything_else_being_known(on_disk: Places) -> None:
    store = Store(on_disk)
    make_queues(store)
    tip = add_sample(store)

    assert store.run(lambda tx: tips.find_tip(tx, tip.queue, tip.number)) == tip
    store.close()


def all_bytes(places: Places) -> bytes:
    return b"".join(path.read_bytes() for path in places.data.rglob("*") if path.is_file())
