"""Senders: a tip leads to a drawer that thousands share, for two days, and never without the runtime key."""

import secrets

from storage import limits, senders
from storage.cipher import random_bytes
from storage.runtime import Runtime
from storage.store import Store
from storage.transaction import Transaction
from tests.storage.samples import NOW

DAY = senders.DAY_SECONDS
TIP, OTHER_TIP = b"t" * 16, b"u" * 16


def people_of(runtime: Runtime, drawer: int, count: int) -> list[bytes]:
    """Draw people who share a drawer."""
    found: list[bytes] = []
    while len(found) < count:
        person = random_bytes(16)
        if senders._drawer(runtime, person) == drawer:
            found.append(person)
    return found


def slow(store: Store, tip: bytes, now: float = NOW) -> bool:
    return store.run(lambda tx: senders.slow_sender(tx, store.runtime, tip, now, now + 100, now + 7 * DAY))


def is_slowed(store: Store, person: bytes, now: float) -> bool:
    return store.run(lambda tx: senders.is_slowed(tx, store.runtime, person, now))


def test_all_of_a_drawer_are_slowed_together_from_the_beginning_to_the_end(store: Store) -> None:
    sender, neighbour = people_of(store.runtime, 7, 2)
    (stranger,) = people_of(store.runtime, 8, 1)
    store.run(lambda tx: senders.note_sender(tx, store.runtime, TIP, sender, NOW))

    assert slow(store, TIP)

    for person in (sender, neighbour):
        assert [is_slowed(store, person, NOW + late) for late in (99, 100, 7 * DAY - 1, 7 * DAY)] == [
            False,
            True,
            True,
            False,
        ]
    assert not is_slowed(store, stranger, NOW + 200)


def test_a_tip_leads_to_its_drawer_for_two_days_at_most(store: Store) -> None:
    for late in (0, DAY // 2, DAY - 1):
        store.run(lambda tx, late=late: senders.note_sender(tx, store.runtime, TIP, b"p", NOW + late))  # type: ignore[misc]
        assert store.run(lambda tx: slow_at(tx, store, NOW + DAY))
        assert not store.run(lambda tx: slow_at(tx, store, NOW + 2 * DAY))
    assert not slow(store, OTHER_TIP)


def slow_at(tx: Transaction, store: Store, now: float) -> bool:
    return senders.slow_sender(tx, store.runtime, TIP, now, now, now + 1)


def test_the_notes_of_one_day_end_together(store: Store) -> None:
    for hour in range(24):
        tip = random_bytes(16)
        store.run(
            lambda tx, tip=tip, hour=hour: senders.note_sender(  # type: ignore[misc]
                tx, store.runtime, tip, b"p", NOW + hour * 3600
            )
        )
    store.run(lambda tx: limits.sweep_limits(tx, store.runtime, NOW + 2 * DAY - 1))
    assert len(store.run(lambda tx: tx.all(limits._ALL))) == 24

    store.run(lambda tx: limits.sweep_limits(tx, store.runtime, NOW + 2 * DAY))
    assert store.run(lambda tx: tx.all(limits._ALL)) == []


def test_an_undone_mark_slows_nobody(store: Store) -> None:
    store.run(lambda tx: senders.note_sender(tx, store.runtime, TIP, b"p", NOW))
    assert slow(store, TIP)
    assert is_slowed(store, b"p", NOW + 200)

    store.run(lambda tx: senders.free_sender(tx, store.runtime, TIP, NOW))

    assert not is_slowed(store, b"p", NOW + 200)


def test_marking_everything_slows_a_few_drawers_only(store: Store) -> None:
    for number in range(40):
        tip = number.to_bytes(16)
        (sender,) = people_of(store.runtime, number, 1)
        store.run(lambda tx, tip=tip, sender=sender: senders.note_sender(tx, store.runtime, tip, sender, NOW))  # type: ignore[misc]
        assert slow(store, tip)

    slowed = [
        one
        for one in (people_of(store.runtime, n, 1)[0] for n in range(60))
        if is_slowed(store, one, NOW + 200)
    ]

    assert len(slowed) == senders.MOST_SLOWED


def test_who_has_no_runtime_key_learns_no_drawer(store: Store) -> None:
    sender = secrets.token_bytes(16)
    store.run(lambda tx: senders.note_sender(tx, store.runtime, TIP, sender, NOW))
    rebooted = Runtime(b"x" * 32)

    assert not store.run(lambda tx: senders.slow_sender(tx, rebooted, TIP, NOW, NOW, NOW + 9))
    ((bucket, sealed),) = store.run(lambda tx: tx.all(limits._ALL))
    assert TIP not in bucket + sealed
    assert sender not in bucket + sealed
