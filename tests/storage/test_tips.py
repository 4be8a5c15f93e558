"""Tips as their queue lists them, and the files that belong to them."""

from dataclasses import replace

import pytest

from storage import clocks, file_owners, tips
from storage.cipher import random_bytes
from storage.records import Floor, Origin, TipKind, TipResult, TipStatus
from storage.store import Store
from tests.storage.samples import COMMUNE, DAY, HOUR, NEIGHBOUR, PROVINCE, TIP, add_sample, make_queues


@pytest.fixture(autouse=True)
def _queues(store: Store) -> None:
    make_queues(store)


def test_a_tip_is_read_back_as_it_was_added(store: Store) -> None:
    full = replace(
        TIP,
        id=random_bytes(16),
        kind=TipKind.SCHOOL,
        status=TipStatus.CLOSED,
        result=TipResult.CONFIRMED,
        floor=Floor.NATION,
        hamlet="Thôn Đoài",
        closed_day=DAY,
    )
    bare = replace(TIP, id=random_bytes(16), number=2, commune=None)
    for tip in (full, bare):
        store.run(lambda tx, tip=tip: tips.add_tip(tx, tip))  # type: ignore[misc]

    assert store.run(lambda tx: tips.get_tip(tx, full.id)) == full
    assert store.run(lambda tx: tips.find_tip(tx, COMMUNE, 2)) == bare
    assert store.run(lambda tx: tips.get_tip(tx, random_bytes(16))) is None
    assert store.run(lambda tx: tips.find_tip(tx, NEIGHBOUR, 1)) is None


@pytest.mark.parametrize("kind", TipKind)
def test_every_value_of_the_enums_is_read_back(store: Store, kind: TipKind) -> None:
    tip = add_sample(store, kind=kind, origin=Origin.CHAT)

    assert store.run(lambda tx: tips.get_tip(tx, tip.id)) == tip


def test_a_second_tip_of_a_number_is_an_error_and_never_lost_in_silence(store: Store) -> None:
    first = add_sample(store, number=7)

    with pytest.raises(Exception, match=r"(?i)unique"):
        add_sample(store, number=7)

    assert store.run(lambda tx: tips.find_tip(tx, COMMUNE, 7)) == first


def test_a_receipt_finds_its_tip_and_no_other(store: Store) -> None:
    tip = add_sample(store)
    store.run(lambda tx: tips.add_receipt(tx, b"l" * 16, tip.id, b"p" * 32))

    assert store.run(lambda tx: tips.find_by_receipt(tx, b"l" * 16)) == tip
    assert store.run(lambda tx: tips.find_by_receipt(tx, b"m" * 16)) is None
    assert store.run(lambda tx: tips.receipt_public(tx, tip.id)) == b"p" * 32
    assert store.run(lambda tx: tips.receipt_public(tx, random_bytes(16))) is None


def test_two_tips_never_share_a_receipt(store: Store) -> None:
    first, second = add_sample(store), add_sample(store, number=2)
    store.run(lambda tx: tips.add_receipt(tx, b"l" * 16, first.id, b"p" * 32))

    with pytest.raises(Exception, match=r"(?i)unique"):
        store.run(lambda tx: tips.add_receipt(tx, b"l" * 16, second.id, b"q" * 32))

    assert store.run(lambda tx: tips.find_by_receipt(tx, b"l" * 16)) == first


def test_the_open_tips_of_a_queue_are_the_new_and_the_claimed(store: Store) -> None:
    new = add_sample(store, number=1)
    claimed = add_sample(store, number=2, status=TipStatus.CLAIMED)
    add_sample(store, number=3, status=TipStatus.CLOSED)
    add_sample(store, queue=NEIGHBOUR)

    found = store.run(lambda tx: tips.list_open(tx, COMMUNE))

    assert {tip.id for tip in found} == {new.id, claimed.id}


def test_a_status_is_set_with_result_and_day_and_taken_back(store: Store) -> None:
    tip, other = add_sample(store), add_sample(store, number=2)
    store.run(lambda tx: tips.set_status(tx, tip.id, TipStatus.CLOSED, TipResult.DUPLICATE, DAY))
    assert store.run(lambda tx: tips.get_tip(tx, tip.id)) == replace(
        tip, status=TipStatus.CLOSED, result=TipResult.DUPLICATE, closed_day=DAY
    )

    store.run(lambda tx: tips.set_status(tx, tip.id, TipStatus.NEW))

    assert store.run(lambda tx: tips.get_tip(tx, tip.id)) == tip
    assert store.run(lambda tx: tips.get_tip(tx, other.id)) == other


def test_former_numbers_point_on_through_every_move(store: Store) -> None:
    tip = add_sample(store, number=3)
    store.run(lambda tx: tips.move_tip(tx, tip, PROVINCE, 8, COMMUNE))
    moved = store.run(lambda tx: tips.get_tip(tx, tip.id))
    assert moved == replace(tip, queue=PROVINCE, number=8)
    store.run(lambda tx: tips.move_tip(tx, moved, NEIGHBOUR, 1, NEIGHBOUR))
    home = replace(tip, queue=NEIGHBOUR, number=1, commune=NEIGHBOUR)

    assert store.run(lambda tx: tips.find_tip(tx, COMMUNE, 3)) is None
    assert store.run(lambda tx: tips.find_moved(tx, COMMUNE, 3)) == home
    assert store.run(lambda tx: tips.find_moved(tx, PROVINCE, 8)) == home
    assert store.run(lambda tx: tips.find_moved(tx, NEIGHBOUR, 1)) is None


def test_a_move_to_a_taken_number_is_an_error(store: Store) -> None:
    tip = add_sample(store)
    add_sample(store, queue=PROVINCE, number=8)

    with pytest.raises(Exception, match=r"(?i)unique"):
        store.run(lambda tx: tips.move_tip(tx, tip, PROVINCE, 8, None))

    assert store.run(lambda tx: tips.get_tip(tx, tip.id)) == tip


def test_files_belong_to_a_draft_until_a_tip_keeps_them(store: Store) -> None:
    tip = add_sample(store)
    for name in ("kept", "dropped", "waiting"):
        store.run(lambda tx, name=name: file_owners.add_file(tx, name))  # type: ignore[misc]
    assert store.run(file_owners.draft_files) == {"kept", "dropped", "waiting"}

    store.run(lambda tx: file_owners.keep_file(tx, "kept", tip.id))
    store.run(lambda tx: file_owners.drop_file(tx, "dropped"))
    store.run(lambda tx: file_owners.drop_file(tx, "kept"))

    assert store.run(file_owners.draft_files) == {"waiting"}
    assert store.run(file_owners.file_names) == {"kept", "waiting"}


def test_more_time_and_a_claim_are_noted_on_the_tip(store: Store) -> None:
    tip = add_sample(store)
    store.run(lambda tx: tips.extend(tx, tip, HOUR + 999))
    extended = replace(tip, resolve_due=HOUR + 999)
    assert store.run(lambda tx: tips.get_tip(tx, tip.id)) == extended

    store.run(lambda tx: tips.note_claim(tx, extended, HOUR + 24))
    assert store.run(lambda tx: tips.get_tip(tx, tip.id)) == replace(
        extended, status=TipStatus.CLAIMED, claim_due=0
    )


def test_clocks_and_extensions_are_remembered(store: Store) -> None:
    tip = add_sample(store)
    assert store.run(lambda tx: clocks.hours_set(tx, "nhan")) is None
    assert store.run(lambda tx: clocks.times_extended(tx, tip.id)) == 0

    for hours in (12, 15):
        store.run(lambda tx, hours=hours: clocks.set_hours(tx, "nhan", hours))  # type: ignore[misc]
    store.run(lambda tx: clocks.note_extension(tx, tip.id, 2))

    assert store.run(lambda tx: clocks.hours_set(tx, "nhan")) == 15
    assert store.run(lambda tx: clocks.times_extended(tx, tip.id)) == 2
