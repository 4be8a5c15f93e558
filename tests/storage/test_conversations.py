"""Live conversations: messages seen, drafts and held secrets."""

from storage import conversations
from storage.runtime import Runtime
from storage.store import Store
from tests.storage.samples import DAY, NOW

PERSON, OTHER = b"p" * 16, b"q" * 16
AFTER_A_REBOOT = Runtime(b"r" * 32)


def test_a_message_is_new_only_once(store: Store) -> None:
    assert store.run(lambda tx: conversations.note_message(tx, b"m", DAY))
    assert not store.run(lambda tx: conversations.note_message(tx, b"m", DAY + 1))
    assert store.run(lambda tx: conversations.note_message(tx, b"n", DAY))


def test_messages_of_former_days_are_forgotten_and_those_of_the_day_are_not(store: Store) -> None:
    store.run(lambda tx: conversations.note_message(tx, b"old", DAY - 1))
    store.run(lambda tx: conversations.note_message(tx, b"new", DAY))

    store.run(lambda tx: conversations.forget_messages(tx, DAY))

    assert store.run(lambda tx: conversations.note_message(tx, b"old", DAY))
    assert not store.run(lambda tx: conversations.note_message(tx, b"new", DAY))


def test_a_draft_is_found_again_by_its_person_only(store: Store) -> None:
    draft = {"words": "Phường Ba Đình «12»", "count": 3}
    store.run(lambda tx: conversations.save_draft(tx, store.runtime, PERSON, draft))

    assert store.run(lambda tx: conversations.load_draft(tx, store.runtime, PERSON)) == draft
    assert store.run(lambda tx: conversations.load_draft(tx, store.runtime, OTHER)) is None


def test_a_draft_is_overwritten_and_erased(store: Store) -> None:
    store.run(lambda tx: conversations.save_draft(tx, store.runtime, PERSON, {"a": 1}))
    store.run(lambda tx: conversations.save_draft(tx, store.runtime, PERSON, {"a": 2}))
    assert store.run(lambda tx: conversations.load_draft(tx, store.runtime, PERSON)) == {"a": 2}

    store.run(lambda tx: conversations.erase_draft(tx, PERSON))

    assert store.run(lambda tx: conversations.load_draft(tx, store.runtime, PERSON)) is None


def test_a_reboot_forgets_what_a_draft_says(store: Store) -> None:
    store.run(lambda tx: conversations.save_draft(tx, store.runtime, PERSON, {"a": 1}))

    assert store.run(lambda tx: conversations.load_draft(tx, AFTER_A_REBOOT, PERSON)) is None
    assert store.run(lambda tx: conversations.all_drafts(tx, AFTER_A_REBOOT)) == [(PERSON, None)]
    assert store.run(lambda tx: conversations.all_drafts(tx, store.runtime)) == [(PERSON, {"a": 1})]


def test_a_draft_moved_to_another_person_does_not_open(store: Store) -> None:
    sealed = store.runtime.seal({"a": 1}, b"draft" + PERSON)
    store.run(lambda tx: tx.change(conversations._PUT_DRAFT, {"person": OTHER, "sealed": sealed}))

    assert store.run(lambda tx: conversations.load_draft(tx, store.runtime, OTHER)) is None


def test_a_secret_is_held_until_its_time(store: Store) -> None:
    handle = store.run(lambda tx: conversations.hold(tx, store.runtime, ["key"], NOW + 10))

    assert store.run(lambda tx: conversations.get_held(tx, store.runtime, handle, NOW)) == ["key"]
    assert store.run(lambda tx: conversations.get_held(tx, store.runtime, handle, NOW + 10)) is None
    assert store.run(lambda tx: conversations.get_held(tx, store.runtime, "00" * 16, NOW)) is None


def test_a_secret_is_held_longer_unless_it_has_ended(store: Store) -> None:
    runtime = store.runtime
    handle = store.run(lambda tx: conversations.hold(tx, runtime, "key", NOW + 10))

    store.run(lambda tx: conversations.extend_held(tx, runtime, handle, NOW + 5, NOW + 50))
    assert store.run(lambda tx: conversations.get_held(tx, runtime, handle, NOW + 49)) == "key"

    store.run(lambda tx: conversations.extend_held(tx, runtime, handle, NOW + 50, NOW + 99))
    assert store.run(lambda tx: conversations.get_held(tx, runtime, handle, NOW + 60)) is None


def test_a_secret_is_no_longer_held_once_it_is_dropped(store: Store) -> None:
    handle = store.run(lambda tx: conversations.hold(tx, store.runtime, "key", NOW + 10))

    store.run(lambda tx: conversations.drop_held(tx, store.runtime, handle))

    assert store.run(lambda tx: conversations.get_held(tx, store.runtime, handle, NOW)) is None


def test_a_sweep_removes_what_has_ended_and_leaves_the_rest(store: Store) -> None:
    runtime = store.runtime
    ended = store.run(lambda tx: conversations.hold(tx, runtime, "ended", NOW))
    lasting = store.run(lambda tx: conversations.hold(tx, runtime, "lasting", NOW + 100))

    store.run(lambda tx: conversations.sweep(tx, runtime, NOW))

    assert len(store.run(lambda tx: tx.all(conversations._ALL_HELD))) == 1
    assert store.run(lambda tx: conversations.get_held(tx, runtime, lasting, NOW)) == "lasting"
    assert store.run(lambda tx: conversations.get_held(tx, runtime, ended, NOW - 1)) is None


def test_a_sweep_after_a_reboot_removes_what_nobody_can_open(store: Store) -> None:
    store.run(lambda tx: conversations.hold(tx, store.runtime, "key", NOW + 100))

    store.run(lambda tx: conversations.sweep(tx, AFTER_A_REBOOT, NOW))

    assert store.run(lambda tx: tx.all(conversations._ALL_HELD)) == []
