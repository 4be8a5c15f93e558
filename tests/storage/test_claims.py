"""Claims: of two at the same moment, one wins."""

import asyncio

from storage import claims
from storage.store import Places, Store
from tests.storage.samples import NOW

TIP, ANN, BOB = b"t" * 16, b"a" * 16, b"b" * 16
END = NOW + 100


def test_the_first_to_claim_has_the_tip(store: Store) -> None:
    assert store.run(lambda tx: claims.claim(tx, TIP, ANN, NOW, END))
    assert not store.run(lambda tx: claims.claim(tx, TIP, BOB, NOW, END))
    assert not store.run(lambda tx: claims.claim(tx, TIP, ANN, NOW, END))
    assert store.run(lambda tx: claims.holder(tx, TIP, NOW)) == ANN


def test_a_claim_ends_at_its_time(store: Store) -> None:
    store.run(lambda tx: claims.claim(tx, TIP, ANN, NOW, END))

    assert store.run(lambda tx: claims.holder(tx, TIP, END - 1)) == ANN
    assert store.run(lambda tx: claims.holder(tx, TIP, END)) is None
    assert store.run(lambda tx: claims.claim(tx, TIP, BOB, END, END + 100))
    assert store.run(lambda tx: claims.holder(tx, TIP, END)) == BOB


def test_a_released_tip_is_nobodys(store: Store) -> None:
    store.run(lambda tx: claims.claim(tx, TIP, ANN, NOW, END))

    store.run(lambda tx: claims.release(tx, TIP))

    assert store.run(lambda tx: claims.holder(tx, TIP, NOW)) is None
    assert store.run(lambda tx: claims.claim(tx, TIP, BOB, NOW, END))


def test_an_officers_claims_are_listed(store: Store) -> None:
    other = b"u" * 16
    store.run(lambda tx: claims.claim(tx, TIP, ANN, NOW, END))
    store.run(lambda tx: claims.claim(tx, other, BOB, NOW, END))

    assert store.run(lambda tx: claims.claimed_by(tx, ANN)) == [TIP]
    assert store.run(lambda tx: claims.claimed_by(tx, b"c" * 16)) == []


async def test_of_many_officers_at_the_same_moment_one_wins(store: Store) -> None:
    officers = [bytes([number]) * 16 for number in range(20)]

    won = await asyncio.gather(
        *(
            store.turn(lambda tx, officer=officer: claims.claim(tx, TIP, officer, NOW, END))  # type: ignore[misc]
            for officer in officers
        )
    )

    assert won.count(True) == 1
    holder = await store.read(lambda tx: claims.holder(tx, TIP, NOW))
    assert holder == officers[won.index(True)]


async def test_of_two_processes_at_the_same_moment_one_wins(store: Store, places: Places) -> None:
    other = Store(places)
    try:
        for number in range(10):
            tip = bytes([number]) * 16
            won = await asyncio.gather(
                store.turn(lambda tx, tip=tip: claims.claim(tx, tip, ANN, NOW, END)),  # type: ignore[misc]
                other.turn(lambda tx, tip=tip: claims.claim(tx, tip, BOB, NOW, END)),  # type: ignore[misc]
            )
            assert sorted(won) == [False, True]
    finally:
        other.close()
