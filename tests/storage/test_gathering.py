"""Turns that a loop begins in one pass go in line together."""

import asyncio

import pytest

from storage.errors import ClosedStoreError
from storage.gathering import Gathering
from storage.store import Store
from storage.writer import Writer
from tests.storage.test_writer import RecordedDatabase, running


async def test_turns_begun_in_one_pass_share_a_commit(store: Store) -> None:
    database = RecordedDatabase(store.database)
    loop = asyncio.get_running_loop()
    with running(database) as writer:
        gathering = Gathering(writer)
        for _again in range(3):
            turns = [gathering.begin(lambda tx, number=number: number, loop) for number in range(20)]  # type: ignore[misc]
            assert await asyncio.gather(*turns) == list(range(20))

    assert database.seen.count("COMMIT") == 3


async def test_a_turn_after_the_end_is_told_so(store: Store) -> None:
    writer = Writer(store.database)
    writer.start()
    writer.close()

    with pytest.raises(ClosedStoreError):
        await Gathering(writer).begin(lambda tx: None, asyncio.get_running_loop())
