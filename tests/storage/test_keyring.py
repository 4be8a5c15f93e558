"""Queues' key pairs and the ways that lead to their private keys."""

import pytest
from sqlalchemy import select, update

from storage import generations
from storage.cipher import make_key_pair, open_with, seal_to
from storage.errors import UnreadableError
from storage.generations import FIRST_GENERATION
from storage.keyring import SERVER, Keyring, public_key, queue_holder
from storage.statements import Statement
from storage.store import Store
from storage.tables.units import key_grants
from tests.storage.samples import COMMUNE, NATION, PROVINCE, QUEUES, make_queues

GRANTS = Statement(select(key_grants.c.queue, key_grants.c.holder, key_grants.c.sealed))


def test_queues_are_made_once(store: Store) -> None:
    assert store.run(lambda tx: generations.make_queues(tx, store.keyring, QUEUES)) == len(QUEUES)
    before = store.run(lambda tx: public_key(tx, COMMUNE))

    assert store.run(lambda tx: generations.make_queues(tx, store.keyring, QUEUES)) == 0
    assert store.run(lambda tx: public_key(tx, COMMUNE)) == before
    assert before[0] == FIRST_GENERATION


def test_a_queue_added_later_is_sealed_to_the_one_above(store: Store) -> None:
    store.run(lambda tx: generations.make_queues(tx, store.keyring, QUEUES[:2]))

    assert store.run(lambda tx: generations.make_queues(tx, store.keyring, QUEUES)) == 2
    assert_opens_downwards(store)


def test_the_key_of_each_queue_is_sealed_to_the_one_above(store: Store) -> None:
    make_queues(store)

    assert_opens_downwards(store)


def assert_opens_downwards(store: Store) -> None:
    """Open, with a queue's private key, those of the queues below it."""
    grants = {(queue, holder): sealed for queue, holder, sealed in store.run(lambda tx: tx.all(GRANTS))}
    pairs = store.run(
        lambda tx: {queue: store.keyring.open_private(tx, queue, FIRST_GENERATION) for queue, _ in QUEUES}
    )
    for queue, above in QUEUES:
        if above is None:
            assert [holder for code, holder in grants if code == queue] == [SERVER]
        else:
            assert (
                open_with(*pairs[above], grants[queue, queue_holder(above, FIRST_GENERATION)])
                == pairs[queue][1]
            )


def test_what_is_sealed_to_a_queue_opens_with_its_pair(store: Store) -> None:
    make_queues(store)
    generation, public = store.run(lambda tx: public_key(tx, COMMUNE))

    pair = store.run(lambda tx: store.keyring.open_private(tx, COMMUNE, generation))

    assert open_with(*pair, seal_to(public, b"words")) == b"words"


def test_another_servers_secret_opens_no_queue(store: Store) -> None:
    make_queues(store)
    stranger = Keyring(b"s" * 32)

    with pytest.raises(UnreadableError):
        store.run(lambda tx: stranger.open_private(tx, COMMUNE, FIRST_GENERATION))


def test_a_grant_moved_to_another_queue_does_not_open(store: Store) -> None:
    make_queues(store)
    grants = {(queue, holder): sealed for queue, holder, sealed in store.run(lambda tx: tx.all(GRANTS))}
    swap = Statement(
        update(key_grants)
        .where(key_grants.c.queue == PROVINCE, key_grants.c.holder == SERVER)
        .values(sealed=grants[COMMUNE, SERVER])
    )
    store.run(lambda tx: tx.change(swap))

    with pytest.raises(UnreadableError):
        store.run(lambda tx: store.keyring.open_private(tx, PROVINCE, FIRST_GENERATION))


def test_unknown_queues_and_generations_open_nothing(store: Store) -> None:
    make_queues(store)

    with pytest.raises(UnreadableError):
        store.run(lambda tx: store.keyring.open_private(tx, NATION, FIRST_GENERATION + 1))
    with pytest.raises(LookupError):
        store.run(lambda tx: public_key(tx, "99"))


def test_a_pair_from_a_seed_is_always_the_same() -> None:
    assert make_key_pair(b"s" * 32) == make_key_pair(b"s" * 32) != make_key_pair(b"t" * 32)
