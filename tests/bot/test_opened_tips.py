"""The reading process: it answers from a process of its own, forgets by itself, and its end does no harm."""

import asyncio
import multiprocessing
import time
from pathlib import Path

import pytest

from bot.fairness import BusyError, Caller
from bot.opened_tips import OpenedTips, Watch
from bot.workers import Workers
from handlers.quests import Quest
from storage import conversations, unlocked
from storage.generations import make_queues
from storage.keyring import SERVER_HAND
from storage.reading_room import Permit
from storage.store import Store
from tests.handlers.chat import World
from tests.handlers.filed import file_sample

QUEUES = (("vn", None), ("01", "vn"), ("00004", "01"))
NOBODY = Caller("web", "somebody", "somebody")


@pytest.fixture
def world(store: Store) -> World:
    store.run(lambda tx: make_queues(tx, store.keyring, QUEUES))
    return World(store)


def _quest(store: Store, *terms: str, lock: bytes = b"", until: float = 0) -> Quest:
    return Quest(Permit(store.places, "00004", until, SERVER_HAND, lock), terms)


async def test_tips_are_found_in_a_process_of_its_own_and_a_killed_one_is_begun_anew(
    world: World, tmp_path: Path
) -> None:
    tip = file_sample(world, "Quán Hương Sen")
    others = set(multiprocessing.active_children())
    workers = Workers(1, world.store.salt, tmp_path)
    try:
        quest = _quest(world.store, "huong", "sen")
        assert await workers.find("tips", quest, NOBODY) == [tip.id.hex()]

        for process in set(multiprocessing.active_children()) - others:
            process.kill()
            process.join()
        with pytest.raises(BusyError):
            await workers.find("tips", quest, NOBODY)
        assert await workers.find("tips", quest, NOBODY) == [tip.id.hex()]
    finally:
        await asyncio.to_thread(workers.close)


def test_it_forgets_by_itself_once_the_key_is_locked(world: World) -> None:
    file_sample(world, "Quán Hương Sen")
    store = world.store
    officer, soon = b"o" * 16, time.time() + 60
    store.run(lambda tx: unlocked.keep_unlocked(tx, store.runtime, officer, (b"a", b"b"), soon))
    lock = unlocked.name_lock(store.runtime, officer)
    opened = OpenedTips()
    opened.find(_quest(store, "sen", lock=lock, until=soon))
    watch = Watch(opened)
    watch.begin()
    assert opened.forget_ended(time.time()) == 1

    store.run(lambda tx: unlocked.lock(tx, store.runtime, officer))
    watch.wait(10)

    assert opened.forget_ended(time.time()) == 0


def test_no_word_of_an_opened_tip_is_written_anywhere(world: World, tmp_path: Path) -> None:
    file_sample(world, "Quán Hương Sen")
    before = {path: path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()}
    opened = OpenedTips()
    opened.find(_quest(world.store, "huong", "sen"))
    opened.close()

    after = {path: path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()}
    assert after == before
    assert not any(b"huong sen" in path.read_bytes() for path in after)


def test_the_key_does_not_stand_in_what_could_be_printed(world: World) -> None:
    private = b"private key of somebody"
    permit = Permit(world.store.places, "00004", 0, SERVER_HAND._replace(pair=(b"", private)), b"the lock")

    shown = repr(Quest(permit, ("xe đen",)))

    assert "private" not in shown
    assert "xe" not in shown
    assert conversations.name_held(world.store.runtime, "00") not in repr(permit).encode()
