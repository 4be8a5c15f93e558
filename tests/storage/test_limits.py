"""Limits: tries within a window, entries that all look alike, and an end after two days at most."""

from storage import limits
from storage.runtime import Runtime
from storage.store import Store
from storage.tables.live import limits as table
from storage.transaction import Transaction
from tests.storage.samples import NOW

AFTER_A_REBOOT = Runtime(b"r" * 32)


def rows(store: Store) -> dict[bytes, bytes]:
    return dict(store.run(lambda tx: tx.all(limits._ALL)))


def test_tries_are_counted_within_their_window(store: Store) -> None:
    def count(now: float) -> int:
        return store.run(lambda tx: limits.count_try(tx, store.runtime, b"bucket", now, 600))

    assert [count(NOW), count(NOW + 1), count(NOW + 2)] == [1, 2, 3]
    assert store.run(lambda tx: limits.recent_tries(tx, store.runtime, b"bucket", NOW + 601, 600)) == [
        NOW + 2
    ]
    assert count(NOW + 700) == 1
    assert store.run(lambda tx: limits.recent_tries(tx, store.runtime, b"empty", NOW, 600)) == []


def test_an_entry_ends_at_its_time_and_not_before(store: Store) -> None:
    def get(now: float) -> object:
        return store.run(lambda tx: limits.get_entry(tx, store.runtime, b"bucket", now))

    store.run(lambda tx: limits.put_entry(tx, store.runtime, b"bucket", {"any": 1}, NOW + 10))

    assert get(NOW + 9) == {"any": 1}
    assert get(NOW + 10) is None
    store.run(lambda tx: limits.drop_entry(tx, b"bucket"))
    assert get(NOW) is None


def test_one_entry_looks_like_any_other(store: Store) -> None:
    def fill(tx: Transaction) -> None:
        for _ in range(3 * limits.MOST_KEPT):
            limits.count_try(tx, store.runtime, b"a flood", NOW, 600)
        limits.count_try(tx, store.runtime, b"one try", NOW, 600)
        limits.put_entry(tx, store.runtime, b"a drawer", 17, NOW + 48 * 3600)
        slowed = [[255, int(NOW), int(NOW) + 600_000] for _ in range(8)]
        limits.put_entry(tx, store.runtime, b"all that is slowed", slowed, NOW + 600_000)

    store.run(fill)

    assert len({len(sealed) for sealed in rows(store).values()}) == 1
    assert table.columns.keys() == ["bucket", "sealed"]


def test_a_sweep_removes_what_has_ended_and_what_a_reboot_made_unreadable(store: Store) -> None:
    store.run(lambda tx: limits.count_try(tx, store.runtime, b"ended", NOW - 100, 100))
    store.run(lambda tx: limits.count_try(tx, store.runtime, b"lasting", NOW, 100))

    store.run(lambda tx: limits.sweep_limits(tx, store.runtime, NOW))
    assert list(rows(store)) == [b"lasting"]

    store.run(lambda tx: limits.sweep_limits(tx, AFTER_A_REBOOT, NOW))
    assert rows(store) == {}
