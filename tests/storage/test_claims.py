"""Claims: of two at the same moment, one wins; beside them how often a tip was opened and who stepped out of it."""

import asyncio

from storage import claims, openings, recusals, tips
from storage.erasure import erase_tip
from storage.records import TipStatus
from storage.store import Places, Store
from tests.storage.samples import COMMUNE, NOW, add_sample, make_queues

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


def test_a_lead_takes_a_tip_from_one_and_gives_it_to_another(store: Store) -> None:
    store.run(lambda tx: claims.claim(tx, TIP, ANN, NOW, END))

    store.run(lambda tx: claims.assign(tx, TIP, BOB, END + 5))

    assert store.run(lambda tx: claims.holder(tx, TIP, END)) == BOB
    assert store.run(lambda tx: claims.claimed_by(tx, ANN)) == []


def test_expired_claims_are_given_back_some_at_a_time(store: Store) -> None:
    make_queues(store)
    claimed = add_sample(store, status=TipStatus.CLAIMED)
    verified = add_sample(store, number=2, status=TipStatus.VERIFYING)
    kept = add_sample(store, number=3, status=TipStatus.CLAIMED)
    for tip, end in ((claimed, END), (verified, END), (kept, END + 1)):
        store.run(lambda tx, tip=tip, end=end: claims.claim(tx, tip.id, ANN, NOW, end))  # type: ignore[misc]

    assert len(store.run(lambda tx: claims.end_expired(tx, END, 1))) == 1
    assert len(store.run(lambda tx: claims.end_expired(tx, END, 9))) == 1

    found = [store.run(lambda tx, tip=tip: tips.get_tip(tx, tip.id)) for tip in (claimed, verified, kept)]  # type: ignore[misc]
    assert [tip.status for tip in found if tip] == [TipStatus.NEW, TipStatus.VERIFYING, TipStatus.CLAIMED]
    assert store.run(lambda tx: claims.claimed_by(tx, ANN)) == [kept.id]


def test_openings_are_counted_and_erased_with_their_tip(store: Store) -> None:
    make_queues(store)
    tip = add_sample(store)
    assert store.run(lambda tx: openings.times_opened(tx, tip.id)) == 0

    for _ in range(3):
        store.run(lambda tx: openings.count_opening(tx, tip.id))

    assert store.run(lambda tx: openings.times_opened(tx, tip.id)) == 3
    store.run(lambda tx: erase_tip(tx, tip.id, 1))
    assert store.run(lambda tx: openings.times_opened(tx, tip.id)) == 0


def test_who_stepped_out_of_an_open_tip_is_found(store: Store) -> None:
    make_queues(store)
    tip = add_sample(store)
    closed = add_sample(store, number=2, status=TipStatus.CLOSED)
    for one in (tip, closed):
        store.run(lambda tx, one=one: recusals.step_out(tx, one.id, ANN))  # type: ignore[misc]
        store.run(lambda tx, one=one: recusals.step_out(tx, one.id, ANN))  # type: ignore[misc]

    assert store.run(lambda tx: recusals.stepped_out(tx, tip.id)) == {ANN}
    assert store.run(lambda tx: recusals.find_recused(tx, COMMUNE)) == {tip.id}
