"""One copy of the data sends to subscribers, by one of its processes; a restored one does not, until it is told to."""

from dataclasses import replace
from pathlib import Path

from storage.broadcast_lock import BroadcastLock
from storage.instances import NOTE, adopt, adopted_at, forget_instance, is_another, is_the_one
from storage.records import BroadcastState
from storage.store import Store
from tests.storage.test_broadcasts import JUNE, NOON


def may_send(store: Store, folder: Path) -> bool:
    return store.run(lambda tx: is_the_one(tx, folder))


def test_a_new_copy_sends_and_goes_on_to(store: Store, tmp_path: Path) -> None:
    assert not store.run(lambda tx: is_another(tx, tmp_path))
    assert may_send(store, tmp_path)
    assert may_send(store, tmp_path)
    assert not store.run(lambda tx: is_another(tx, tmp_path))
    assert store.run(adopted_at) == 0
    assert (tmp_path / NOTE).stat().st_mode & 0o777 == 0o600


def test_a_copy_without_its_word_or_with_anothers_sends_nothing(store: Store, tmp_path: Path) -> None:
    assert may_send(store, tmp_path)
    assert not may_send(store, tmp_path / "elsewhere")
    assert store.run(lambda tx: is_another(tx, tmp_path / "elsewhere"))
    (tmp_path / NOTE).write_bytes(b"another's")
    assert not may_send(store, tmp_path)
    forget_instance(tmp_path)
    assert not may_send(store, tmp_path)


def test_who_takes_over_cancels_what_another_may_have_sent(store: Store, tmp_path: Path) -> None:
    may_send(store, tmp_path)
    for state in (BroadcastState.PLANNED, BroadcastState.SENDING, BroadcastState.DONE):
        one = replace(JUNE, occasion=state.value, state=state)
        store.run(lambda tx, one=one: store.broadcasts.create(tx, one))  # type: ignore[misc]
    here = tmp_path / "restored"

    assert store.run(lambda tx: adopt(tx, here, store.broadcasts, NOON)) == 2

    assert may_send(store, here)
    assert not may_send(store, tmp_path)
    assert store.run(store.broadcasts.open_ones) == []
    assert store.run(adopted_at) == NOON


def test_one_process_has_the_lock_until_it_ends(store: Store, tmp_path: Path) -> None:
    first, second = (BroadcastLock(store.database, tmp_path) for _process in range(2))
    try:
        assert first.acquire()
        assert not second.acquire()
        first.release()
        assert second.acquire()
    finally:
        first.release()
        second.release()
