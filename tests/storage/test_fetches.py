"""Pictures that are still to be fetched."""

from storage import fetches
from storage.runtime import Runtime
from storage.store import Store

NOTED = {"channel": "telegram", "reference": "file-1"}


def test_a_fetch_is_kept_until_it_is_dropped(store: Store) -> None:
    fetch = store.run(lambda tx: fetches.add_fetch(tx, store.runtime, NOTED))
    other = store.run(lambda tx: fetches.add_fetch(tx, store.runtime, NOTED))

    assert store.run(lambda tx: fetches.get_fetch(tx, store.runtime, fetch)) == NOTED
    assert set(store.run(fetches.all_fetches)) == {fetch, other}

    store.run(lambda tx: fetches.drop_fetch(tx, fetch))

    assert store.run(lambda tx: fetches.get_fetch(tx, store.runtime, fetch)) is None
    assert store.run(fetches.all_fetches) == [other]


def test_a_reboot_forgets_what_was_to_be_fetched(store: Store) -> None:
    fetch = store.run(lambda tx: fetches.add_fetch(tx, store.runtime, NOTED))

    assert store.run(lambda tx: fetches.get_fetch(tx, Runtime(b"r" * 32), fetch)) is None
