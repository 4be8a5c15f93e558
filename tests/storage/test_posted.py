"""What stands in chats: found by its person or when it is due, sealed, and forgotten in time."""

from storage import posted
from storage.posted import Posted
from storage.runtime import Runtime
from storage.store import Store
from tests.storage.samples import DAY

ANN, BOB = b"a" * 32, b"b" * 32
NOW = DAY * 86_400.0
HOUR = 3600


def put(store: Store, person: bytes, message: str, lasts: float, **more: object) -> None:
    one = Posted(person, "telegram", "address of somebody", message, **more)  # type: ignore[arg-type]
    store.run(lambda tx: posted.note(tx, store.runtime, one, NOW, NOW + lasts))


def standing(store: Store, person: bytes) -> set[str]:
    found = store.run(lambda tx: posted.of_person(tx, store.runtime, person))
    return {one.message for one in found}


def due(store: Store, since: float, now: float) -> list[Posted]:
    return store.run(lambda tx: posted.take_due(tx, store.runtime, NOW + since, NOW + now))


def test_what_stands_in_a_chat_is_found_by_its_person(store: Store) -> None:
    put(store, ANN, "11", 48 * HOUR, slot="receipt")
    put(store, ANN, "12", 48 * HOUR)
    put(store, BOB, "11", 48 * HOUR)

    found = store.run(lambda tx: posted.of_person(tx, store.runtime, ANN))

    assert sorted(found) == [
        Posted(ANN, "telegram", "address of somebody", "11", "receipt"),
        Posted(ANN, "telegram", "address of somebody", "12"),
    ]


def test_a_message_noted_twice_stands_once(store: Store) -> None:
    put(store, ANN, "11", 48 * HOUR)
    put(store, ANN, "11", HOUR, fleeting=True)

    assert standing(store, ANN) == {"11"}
    assert [one.fleeting for one in store.run(lambda tx: posted.of_person(tx, store.runtime, ANN))] == [True]


def test_what_is_due_is_given_once_if_it_is_to_be_taken_back(store: Store) -> None:
    put(store, ANN, "11", 600, fleeting=True)
    put(store, ANN, "12", 600)
    put(store, BOB, "13", 700, fleeting=True)

    assert due(store, 0, 599) == []
    assert [one.message for one in due(store, 0, 600)] == ["11"]
    assert due(store, 0, 600) == []
    assert standing(store, ANN) == set()
    assert standing(store, BOB) == {"13"}


def test_what_was_due_while_nothing_ran_is_given_at_the_next_start(store: Store) -> None:
    put(store, ANN, "11", 600, fleeting=True)

    assert [one.message for one in due(store, 40 * HOUR - 49 * HOUR, 40 * HOUR)] == ["11"]


def test_a_removed_message_is_that_of_its_person(store: Store) -> None:
    put(store, ANN, "11", HOUR)
    put(store, BOB, "11", HOUR)

    store.run(lambda tx: posted.remove(tx, store.runtime, ANN, "11"))

    assert (standing(store, ANN), standing(store, BOB)) == (set(), {"11"})


def test_a_reboot_forgets_what_stands_and_the_days_remove_it(store: Store) -> None:
    put(store, ANN, "11", 600, fleeting=True)
    after = Runtime(b"r" * 32)

    assert store.run(lambda tx: posted.of_person(tx, after, ANN)) == []
    assert store.run(lambda tx: posted.take_due(tx, after, NOW, NOW + HOUR)) == []
    store.run(lambda tx: posted.remove_old(tx, DAY + 1))
    assert standing(store, ANN) == set()


def test_a_row_shows_neither_time_nor_slot(store: Store) -> None:
    put(store, ANN, "11", 600, slot="receipt", fleeting=True)
    put(store, ANN, "12", 600)

    rows = store.run(lambda tx: tx.all(posted._OF_PERSON, {"of_person": ANN}))

    assert len({len(sealed) for _, sealed in rows}) == 1
    assert b"address" not in b"".join(sealed for _, sealed in rows)
