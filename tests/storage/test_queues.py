"""Queues: which exist, which are staffed, and their numbers."""

import pytest

from storage import memberships, queues
from storage.records import Role
from storage.store import Store
from tests.storage.samples import COMMUNE, NATION, NEIGHBOUR, PROVINCE, enlist, make_queues


@pytest.fixture(autouse=True)
def _queues(store: Store) -> None:
    make_queues(store)


def test_only_made_queues_exist(store: Store) -> None:
    assert store.run(lambda tx: queues.exists_queue(tx, NATION))
    assert not store.run(lambda tx: queues.exists_queue(tx, "99"))


def test_each_queue_knows_the_one_above(store: Store) -> None:
    line = (COMMUNE, PROVINCE, NATION)
    above = store.run(lambda tx: [queues.queue_above(tx, code) for code in line])

    assert above == [PROVINCE, NATION, None]
    with pytest.raises(LookupError):
        store.run(lambda tx: queues.queue_above(tx, "99"))


@pytest.mark.parametrize(
    ("role", "enabled", "staffed"),
    [
        (Role.OFFICER, True, True),
        (Role.LEAD, True, True),
        (Role.AUDITOR, True, False),
        (Role.OFFICER, False, False),
    ],
)
def test_a_queue_is_staffed_by_an_enabled_officer_or_lead(
    store: Store, role: Role, enabled: bool, staffed: bool
) -> None:
    store.run(lambda tx: enlist(store, tx, COMMUNE, role, enabled=enabled))

    assert store.run(lambda tx: queues.is_staffed(tx, COMMUNE)) is staffed
    assert not store.run(lambda tx: queues.is_staffed(tx, NEIGHBOUR))


def test_ownership_climbs_to_the_first_staffed_queue(store: Store) -> None:
    assert store.run(lambda tx: queues.owner_from(tx, COMMUNE)) == NATION
    store.run(lambda tx: enlist(store, tx, PROVINCE))
    assert store.run(lambda tx: queues.owner_from(tx, COMMUNE)) == PROVINCE
    officer = store.run(lambda tx: enlist(store, tx, COMMUNE))
    assert store.run(lambda tx: queues.owner_from(tx, COMMUNE)) == COMMUNE

    store.run(lambda tx: memberships.leave(tx, officer.id, COMMUNE))

    assert store.run(lambda tx: queues.owner_from(tx, COMMUNE)) == PROVINCE


def test_numbers_count_up_for_each_queue_by_itself(store: Store) -> None:
    taken = [store.run(lambda tx: queues.take_number(tx, COMMUNE)) for _ in range(3)]

    assert taken == [1, 2, 3]
    assert store.run(lambda tx: queues.take_number(tx, NATION)) == 1
    with pytest.raises(LookupError):
        store.run(lambda tx: queues.take_number(tx, "99"))
