"""The outbox: rows a recipient, in order, sealed under the runtime key."""

from storage import outbox
from storage.runtime import Runtime
from storage.store import Store
from tests.storage.samples import DAY

ANN, BOB = b"a" * 16, b"b" * 16
BIG = 2**51  # positions are larger than 32 bits


def put(store: Store, recipient: bytes, position: int, text: str, *, channel: str = "console") -> None:
    message = {"text": text}
    store.run(lambda tx: outbox.add(tx, store.runtime, channel, recipient, position, DAY, message))


def texts(store: Store, recipient: bytes) -> list[str]:
    waiting = store.run(lambda tx: outbox.waiting_for(tx, store.runtime, recipient))
    return [row.message["text"] for row in waiting]


def test_what_waits_is_listed_in_order_for_its_recipient(store: Store) -> None:
    put(store, ANN, BIG + 2, "second")
    put(store, BOB, BIG + 1, "not Ann's")
    put(store, ANN, BIG + 1, "first")

    assert texts(store, ANN) == ["first", "second"]
    assert texts(store, BOB) == ["not Ann's"]
    assert texts(store, b"c" * 16) == []


def test_a_row_tells_its_place_and_whether_it_is_leased(store: Store) -> None:
    put(store, ANN, BIG, "alert")
    put(store, ANN, BIG + 1, "word")
    store.run(lambda tx: outbox.lease(tx, ANN, BIG))

    rows = store.run(lambda tx: outbox.waiting_for(tx, store.runtime, ANN))

    assert [(row.recipient, row.position, row.leased) for row in rows] == [
        (ANN, BIG, True),
        (ANN, BIG + 1, False),
    ]


def test_a_row_at_the_same_position_takes_the_place_of_the_former(store: Store) -> None:
    put(store, ANN, 1, "draft")
    put(store, ANN, 1, "final")

    assert texts(store, ANN) == ["final"]


def test_the_last_position_is_that_of_the_recipient(store: Store) -> None:
    assert store.run(lambda tx: outbox.last_position(tx, ANN)) == 0
    put(store, ANN, BIG, "one")
    put(store, BOB, BIG + 7, "two")

    assert store.run(lambda tx: outbox.last_position(tx, ANN)) == BIG


def test_recipients_are_listed_once_and_by_channel(store: Store) -> None:
    put(store, ANN, 1, "one", channel="telegram")
    put(store, ANN, 2, "two", channel="telegram")
    put(store, BOB, 1, "three", channel="web")

    assert store.run(lambda tx: outbox.recipients(tx, "telegram")) == [ANN]
    assert store.run(lambda tx: outbox.recipients(tx, "web")) == [BOB]
    assert store.run(lambda tx: outbox.recipients(tx, "zalo")) == []


def test_a_sent_row_is_removed_alone(store: Store) -> None:
    for position in (1, 2):
        put(store, ANN, position, str(position))

    store.run(lambda tx: outbox.remove(tx, ANN, 1))

    assert texts(store, ANN) == ["2"]
    assert store.run(outbox.count_waiting) == 1


def test_seen_rows_are_removed_within_their_stream_only(store: Store) -> None:
    for position in (5, 10, 11, 12):
        put(store, ANN, position, str(position))
    put(store, BOB, 10, "Bob's")

    store.run(lambda tx: outbox.remove_seen(tx, ANN, 10, 11))

    assert texts(store, ANN) == ["5", "12"]
    assert texts(store, BOB) == ["Bob's"]


def test_old_rows_are_removed(store: Store) -> None:
    put(store, ANN, 1, "today")
    store.run(lambda tx: outbox.add(tx, store.runtime, "web", BOB, 1, DAY - 3, {"text": "old"}))

    store.run(lambda tx: outbox.remove_old(tx, DAY - 2))

    assert texts(store, ANN) == ["today"]
    assert texts(store, BOB) == []


def test_a_reboot_forgets_what_a_row_says_but_not_that_it_is_there(store: Store) -> None:
    put(store, ANN, 1, "word")

    rows = store.run(lambda tx: outbox.waiting_for(tx, Runtime(b"r" * 32), ANN))

    assert [(row.position, row.message) for row in rows] == [(1, None)]


def test_a_row_moved_to_another_recipient_or_position_does_not_open(store: Store) -> None:
    put(store, ANN, 1, "word")
    row = {"channel": "web", "leased": 0, "day": DAY}
    row["sealed"] = store.runtime.seal({"text": "word"}, outbox._context(ANN, 1))
    store.run(lambda tx: tx.change(outbox._ADD, {**row, "recipient": BOB, "position": 1}))
    store.run(lambda tx: tx.change(outbox._ADD, {**row, "recipient": ANN, "position": 2}))

    assert store.run(lambda tx: outbox.waiting_for(tx, store.runtime, BOB))[0].message is None
    assert [row.message for row in store.run(lambda tx: outbox.waiting_for(tx, store.runtime, ANN))] == [
        {"text": "word"},
        None,
    ]


def test_what_waits_for_a_slot_is_removed(store: Store) -> None:
    for position, slot in ((1, "progress"), (2, ""), (3, "progress")):
        message = {"text": str(position), "slot": slot}
        store.run(
            lambda tx, position=position, message=message: outbox.add(  # type: ignore[misc]
                tx, store.runtime, "telegram", ANN, position, DAY, message
            )
        )

    store.run(lambda tx: outbox.lease(tx, ANN, 3))
    removed = store.run(lambda tx: outbox.remove_slot(tx, store.runtime, ANN, "progress"))

    assert [one["text"] for one in removed] == ["1"]
    assert texts(store, ANN) == ["2", "3"], "what is being sent stays"
