"""Both databases are set as safely as the doctor asks for."""

from storage.pragmas import WANTED, unsafe_pragmas
from storage.store import Store


def test_a_store_is_set_safely_but_for_what_tests_switch_off(store: Store) -> None:
    found = {line.partition("=")[0] for line in store.run(unsafe_pragmas)}

    # The PostgreSQL of the tests does not flush: it lives for one run.
    switched_off = {"fsync", "synchronous_commit", "full_page_writes"}
    assert found <= switched_off
    assert store.database.dialect == "postgresql" or not found
    assert set(WANTED) == {"sqlite", "postgresql"}
