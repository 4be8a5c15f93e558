"""Facts about a deployment that never change."""

from storage.meta import load_salt
from storage.receipts import SALT_BYTES
from storage.store import Places, Store


def test_the_salt_is_made_once(store: Store) -> None:
    first = store.run(load_salt)

    assert len(first) == SALT_BYTES
    assert store.run(load_salt) == first == store.salt


def test_the_salt_outlives_the_process(store: Store, places: Places) -> None:
    again = Store(places)

    assert again.salt == store.salt
    again.close()
