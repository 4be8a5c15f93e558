"""Subscriptions: one row an address, sealed, with the week; written apart from conversations; gone at one word."""

from dataclasses import replace
from itertools import product

from storage import subscriptions
from storage.choices import (
    INTERESTS,
    PARTS,
    READERS,
    RHYTHMS,
    Choices,
    Interest,
    PartOfDay,
    Reader,
    Rhythm,
    group_cells,
    group_parts,
    group_rhythms,
    load_choices,
)
from storage.runtime import Runtime
from storage.store import Store
from storage.subscriptions import Subscriber
from storage.transaction import Transaction
from storage.wishes import _WISHES, Wish, note_wish, noted_wish, take_wishes

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


def test_who_asks_again_changes_the_choices_and_keeps_the_week(store: Store) -> None:
    chosen = Choices(Reader.DRIVER, Interest.LAW, Rhythm.IMPORTANT, PartOfDay.NOON, "2026-11")
    add(store, AN, replace(AN, week=2999, language="en", place="01", choices=chosen))

    assert all_of(store) == [replace(AN, language="en", place="01", choices=chosen)]


def test_each_choice_has_a_bit_of_its_own() -> None:
    every = [Choices(*values) for values in product(READERS, INTERESTS, RHYTHMS, PARTS)]

    assert len({one.groups for one in every}) == len(every)
    assert group_cells(product(READERS, INTERESTS)) | group_rhythms(RHYTHMS) | group_parts(PARTS) == 2**55 - 1
    assert all(load_choices(one.dump()) == one for one in every)


def test_a_merged_communes_subscribers_follow(store: Store) -> None:
    add(store, replace(AN, place="00004"), replace(BINH, place="01"))

    store.run(lambda tx: store.subscriptions.move(tx, "00004", "00008"))

    assert [one.place for one in all_of(store)] == ["00008", "01"]


async def test_the_list_can_be_streamed(store: Store) -> None:
    add(store, AN, BINH)

    found = [store.subscriptions.read(row) async for row in store.stream(subscriptions.ALL)]

    assert sorted(found, key=lambda one: one.address) == [AN, BINH]


def test_rows_show_what_recipients_are_chosen_by_and_nothing_else(store: Store) -> None:
    add(store, AN, replace(AN, address="a" * 120, channel="zalo", place="00004"))

    rows = store.run(lambda tx: tx.all(subscriptions.ALL))

    assert len({len(sealed) for _number, _address, sealed, *_clear in rows}) == 1
    for number, address, sealed, *clear in rows:
        assert -(2**31) <= number < 2**31
        assert clear in (
            [AN.week, "telegram", "", AN.choices.groups],
            [AN.week, "zalo", "00004", AN.choices.groups],
        )
        assert AN.choices.groups.bit_count() == len(("who with what", "how often", "when"))
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


def test_wishes_are_carried_out_in_an_order_of_chance(store: Store) -> None:
    """Rows lie in pages as they were written: in the order of the wishes' rows, or of their coming, each would lead to its wish."""
    everybody = [replace(AN, address=str(number)) for number in range(30)]
    orders = []
    for _ in range(2):
        for one in everybody:
            store.run(lambda tx, one=one: note_wish(tx, store.runtime, Wish(True, one)))  # type: ignore[misc]
        named = [row[0] for row in store.run(lambda tx: tx.all(_WISHES))]
        taken = [wish.subscriber.address for wish in store.run(lambda tx: take_wishes(tx, store.runtime))]
        people = [store.runtime.name_person(AN.channel, address) for address in taken]
        rows = [store.runtime.name_bucket("wish", person) for person in people]
        assert sorted(rows) == sorted(named)
        assert rows not in (sorted(named), named)
        orders.append(taken)

    assert orders[0] != orders[1]


def test_a_reboot_forgets_wishes_and_leaves_no_rest(store: Store) -> None:
    store.run(lambda tx: note_wish(tx, store.runtime, Wish(wanted=True, subscriber=AN)))

    assert store.run(lambda tx: take_wishes(tx, Runtime(b"r" * 32))) == []
    assert store.run(lambda tx: take_wishes(tx, store.runtime)) == []


def test_wishes_to_come_and_to_go_look_alike(store: Store) -> None:
    store.run(lambda tx: note_wish(tx, store.runtime, Wish(wanted=True, subscriber=AN)))
    store.run(
        lambda tx: note_wish(tx, store.runtime, Wish(wanted=False, subscriber=replace(BINH, channel="zalo")))
    )

    rows = store.run(lambda tx: tx.all(_WISHES))

    assert len({len(sealed) for _person, sealed in rows}) == 1
