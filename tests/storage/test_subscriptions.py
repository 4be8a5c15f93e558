"""Subscriptions: one row an address, sealed, with the week; written apart from conversations; gone at one word."""

from dataclasses import replace

from storage import subscriptions
from storage.runtime import Runtime
from storage.store import Store
from storage.subscriptions import Subscriber, Wish, note_wish, noted_wish, take_wishes
from storage.transaction import Transaction

AN = Subscriber("telegram", "100000001", "vi", 2960)
BINH = Subscriber("telegram", "100000002", "en", 2961)


def all_of(store: Store) -> list[Subscriber]:
    def work(tx: Transaction) -> list[Subscriber]:
        return [store.subscriptions.read(row) for row in tx.all(subscriptions.ALL)]

    return sorted(store.run(work), key=lambda one: one.address)


def add(store: Store, *people: Subscriber) -> list[bool]:
    return store.run(lambda tx: [store.subscriptions.subscribe(tx, one) for one in people])


def test_an_address_is_on_the_list_once_however_often_it_asks(store: Store) -> None:
    assert add(store, AN, BINH, AN, replace(AN, week=2999)) == [True, True, False, False]

    assert store.run(store.subscriptions.count) == 2
    assert all_of(store) == [AN, BINH]
    assert store.run(lambda tx: store.subscriptions.has(tx, "telegram", AN.address))
    assert not store.run(lambda tx: store.subscriptions.has(tx, "zalo", AN.address))


def test_one_word_erases_the_row(store: Store) -> None:
    add(store, AN, BINH)

    assert store.run(lambda tx: store.subscriptions.unsubscribe(tx, "telegram", AN.address))

    assert all_of(store) == [BINH]
    assert not store.run(lambda tx: store.subscriptions.unsubscribe(tx, "telegram", AN.address))
    assert add(store, AN) == [True]


async def test_the_list_can_be_streamed(store: Store) -> None:
    add(store, AN, BINH)

    found = [store.subscriptions.read(row) async for row in store.stream(subscriptions.ALL)]

    assert sorted(found, key=lambda one: one.address) == [AN, BINH]


def test_rows_show_week_channel_and_place_and_nothing_else(store: Store) -> None:
    add(store, AN, replace(AN, address="a" * 120, channel="zalo", place="00004"))

    rows = store.run(lambda tx: tx.all(subscriptions.ALL))

    assert len({len(sealed) for _number, _address, sealed, *_clear in rows}) == 1
    for number, address, sealed, *clear in rows:
        assert -(2**31) <= number < 2**31
        assert clear in ([AN.week, "telegram", ""], [AN.week, "zalo", "00004"])
        assert AN.address.encode() not in address + sealed


def test_a_change_of_the_secret_takes_the_list_along(store: Store) -> None:
    old, new = subscriptions.Subscriptions(b"o" * 32), subscriptions.Subscriptions(b"n" * 32)
    store.run(lambda tx: [old.subscribe(tx, one) for one in (AN, BINH)])

    store.run(lambda tx: subscriptions.rekey_subscriptions(tx, b"o" * 32, b"n" * 32))

    assert store.run(new.count) == 2
    assert store.run(lambda tx: new.has(tx, "telegram", AN.address))
    assert not store.run(lambda tx: old.has(tx, "telegram", AN.address))
    assert store.run(lambda tx: sorted(new.read(row).address for row in tx.all(subscriptions.ALL))) == [
        AN.address,
        BINH.address,
    ]


def test_the_last_wish_counts_until_it_is_taken(store: Store) -> None:
    def noted() -> Wish | None:
        return store.run(lambda tx: noted_wish(tx, store.runtime, AN.channel, AN.address))

    for wanted in (True, False, True):
        store.run(lambda tx, wanted=wanted: note_wish(tx, store.runtime, Wish(wanted, AN)))  # type: ignore[misc]

    assert noted() == Wish(wanted=True, subscriber=AN)
    assert store.run(lambda tx: take_wishes(tx, store.runtime)) == [Wish(wanted=True, subscriber=AN)]
    assert noted() is None


def test_endings_can_be_taken_before_the_rest(store: Store) -> None:
    store.run(lambda tx: note_wish(tx, store.runtime, Wish(wanted=True, subscriber=AN)))
    store.run(lambda tx: note_wish(tx, store.runtime, Wish(wanted=False, subscriber=BINH)))

    assert [
        one.subscriber for one in store.run(lambda tx: take_wishes(tx, store.runtime, endings_only=True))
    ] == [BINH]
    assert [one.subscriber for one in store.run(lambda tx: take_wishes(tx, store.runtime))] == [AN]


def test_a_reboot_forgets_wishes_and_leaves_no_rest(store: Store) -> None:
    store.run(lambda tx: note_wish(tx, store.runtime, Wish(wanted=True, subscriber=AN)))

    assert store.run(lambda tx: take_wishes(tx, Runtime(b"r" * 32))) == []
    assert store.run(lambda tx: take_wishes(tx, store.runtime)) == []


def test_wishes_to_come_and_to_go_look_alike(store: Store) -> None:
    store.run(lambda tx: note_wish(tx, store.runtime, Wish(wanted=True, subscriber=AN)))
    store.run(
        lambda tx: note_wish(tx, store.runtime, Wish(wanted=False, subscriber=replace(BINH, channel="zalo")))
    )

    rows = store.run(lambda tx: tx.all(subscriptions._WISHES))

    assert len({len(sealed) for _person, sealed in rows}) == 1
