"""The directory in the database: numbered by place, replaced, moved with a merged commune."""

from dataclasses import replace

from storage.directory import Entry, drop_entry, list_entries, move_entries, next_number, put_entry
from storage.store import Store
from storage.transaction import Transaction

STATION = Entry(
    "00004", 1, "health", "Trạm y tế", "02438261234", "Số 2", "ngày đêm", 20_000, b"o" * 16, approved=False
)


def test_entries_are_numbered_written_and_taken_out(store: Store) -> None:
    def work(tx: Transaction) -> None:
        assert next_number(tx, "00004") == 1
        put_entry(tx, STATION)
        put_entry(tx, replace(STATION, approved=True, day=20_001))
        put_entry(tx, replace(STATION, number=2, replaces=1))
        assert next_number(tx, "00004") == 3
        assert list_entries(tx, "00004") == [
            replace(STATION, approved=True, day=20_001),
            replace(STATION, number=2, replaces=1),
        ]
        drop_entry(tx, "00004", 1)
        assert [one.number for one in list_entries(tx, "00004")] == [2]

    store.run(work)


def test_entries_of_a_merged_commune_move(store: Store) -> None:
    def work(tx: Transaction) -> None:
        put_entry(tx, STATION)
        put_entry(tx, replace(STATION, place="00008"))
        move_entries(tx, "00004", "00008")
        assert [one.number for one in list_entries(tx, "00008")] == [1, 2]
        assert list_entries(tx, "00004") == []

    store.run(work)
