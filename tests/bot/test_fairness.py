"""Who is served next: a flood waits for itself, in a line by itself and with real worker processes."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.fairness import BusyError, Caller, FairLine
from bot.workers import Workers
from storage.receipts import SALT_BYTES, make_receipt
from storage.records import Json

FLOOD = 200


@dataclass
class Desk:
    """Serves callers one after another, each for as long as the test says, and notes the order."""

    line: FairLine
    served: list[str] = field(default_factory=list)
    most_inside: int = 0
    _inside: int = 0

    async def serve(self, caller: Caller) -> None:
        async with self.line.turn(caller):
            self._inside += 1
            self.most_inside = max(self.most_inside, self._inside)
            self.served.append(caller.person)
            await asyncio.sleep(0)
            self._inside -= 1


async def begin(*work: Coroutine[None, None, None]) -> list["asyncio.Task[None]"]:
    """Begin works in order, so that each waits in line before the next comes."""
    tasks = []
    for one in work:
        tasks.append(asyncio.create_task(one))
        await asyncio.sleep(0)
    return tasks


def caller(channel: str, source: str, person: str) -> Caller:
    return Caller(channel, source, person)


async def hold(line: FairLine, who: Caller, until: asyncio.Event) -> None:
    async with line.turn(who):
        await until.wait()


async def served_behind_a_holder(*people: Caller, slots: int = 1) -> Desk:
    """Let people come while the line is held, then see in which order they are served."""
    line, opened = FairLine(slots, 1000), asyncio.Event()
    desk = Desk(line)
    holders = [hold(line, caller("x", f"holder {n}", f"holder {n}"), opened) for n in range(slots)]
    tasks = await begin(*holders, *(desk.serve(person) for person in people))
    opened.set()
    await asyncio.gather(*tasks)
    return desk


async def test_one_person_with_many_requests_lets_everybody_else_by() -> None:
    flood = [caller("telegram", "1", "flood")] * FLOOD

    desk = await served_behind_a_holder(
        *flood, caller("telegram", "2", "an"), caller("telegram", "3", "binh")
    )

    assert {"an", "binh"} <= set(desk.served[:4])
    assert len(desk.served) == FLOOD + 2


async def test_many_sessions_of_one_source_wait_for_each_other() -> None:
    flood = [caller("web", "one address", f"session {n}") for n in range(FLOOD)]

    desk = await served_behind_a_holder(*flood, caller("web", "another address", "an"))

    assert "an" in desk.served[:3]


async def test_a_flood_on_one_channel_does_not_reach_another() -> None:
    flood = [caller("web", f"address {n}", f"session {n}") for n in range(FLOOD)]

    desk = await served_behind_a_holder(
        *flood, caller("telegram", "1", "an"), caller("telegram", "2", "binh")
    )

    assert desk.served.index("an") <= 2
    assert desk.served.index("binh") <= 4


async def test_a_class_behind_one_address_is_served_in_the_order_in_which_it_came() -> None:
    people = [caller("web", "the school", f"pupil {n}") for n in range(30)]

    desk = await served_behind_a_holder(*people)

    assert desk.served == [person.person for person in people]


async def test_one_person_is_never_served_twice_at_once() -> None:
    line = FairLine(4, 1000)
    inside: list[str] = []

    async def work() -> None:
        async with line.turn(caller("web", "s", "an")):
            assert not inside
            inside.append("an")
            await asyncio.sleep(0)
            inside.clear()

    await asyncio.gather(*(work() for _ in range(20)))


async def test_no_more_are_served_at_once_than_there_are_slots() -> None:
    people = [caller("web", f"{n}", f"{n}") for n in range(50)]

    desk = await served_behind_a_holder(*people, slots=3)

    assert desk.most_inside == 3


async def test_a_source_whose_line_is_long_is_told_so_and_no_other_is() -> None:
    line, opened = FairLine(1, 3), asyncio.Event()
    desk = Desk(line)
    waiting = [desk.serve(caller("web", "crowded", str(n))) for n in range(3)]
    tasks = await begin(hold(line, caller("x", "", "holder"), opened), *waiting)

    with pytest.raises(BusyError):
        await desk.serve(caller("web", "crowded", "one too many"))
    tasks += await begin(desk.serve(caller("web", "quiet", "an")))
    opened.set()
    await asyncio.gather(*tasks)

    assert sorted(desk.served) == ["0", "1", "2", "an"]


async def test_who_goes_away_leaves_the_line_to_the_others() -> None:
    line, opened = FairLine(1, 1000), asyncio.Event()
    desk = Desk(line)
    tasks = await begin(
        hold(line, caller("x", "", "holder"), opened),
        *(desk.serve(caller("web", "s", str(n))) for n in range(3)),
    )

    tasks[2].cancel()
    opened.set()
    await asyncio.gather(*tasks, return_exceptions=True)
    tasks[0].cancel()

    assert desk.served == ["0", "2"]
    assert not line._waiting
    assert not line._crowds
    assert line._free == 1


async def test_who_goes_away_at_the_moment_of_their_turn_gives_it_back() -> None:
    line = FairLine(1, 1000)
    desk = Desk(line)
    async with line.turn(caller("x", "", "holder")):
        (gone,) = await begin(desk.serve(caller("web", "s", "gone")))
    gone.cancel()  # its turn has come, but it does not know yet

    await asyncio.gather(gone, return_exceptions=True)
    await desk.serve(caller("web", "s", "an"))

    assert desk.served == ["an"]
    assert line._free == 1


@pytest.fixture
async def workers(tmp_path: Path) -> AsyncIterator[Workers]:
    pool = Workers(2, b"s" * SALT_BYTES, tmp_path)
    await pool.warm_up()
    yield pool
    await asyncio.to_thread(pool.close)


@pytest.mark.parametrize(
    "flooder",
    [
        lambda number: caller("telegram", "flood", "flood"),
        lambda number: caller("web", "one address", f"session {number}"),
    ],
    ids=["one person", "many sessions of one address"],
)
async def test_a_flood_of_wrong_receipts_shuts_nobody_out(
    workers: Workers, flooder: Callable[[int], Caller]
) -> None:
    done: list[str] = []

    async def find(fact: str, argument: Json, who: Caller, name: str) -> None:
        await workers.find(fact, argument, who)
        done.append(name)

    guesses = [find("receipt_keys", make_receipt(), flooder(n), "wrong") for n in range(FLOOD)]
    flood = await begin(*guesses)
    others = await begin(
        find("receipt_keys", make_receipt(), caller("web", "home", "an"), "right"),
        find("new_receipt", None, caller("web", "home", "binh"), "filing"),
    )
    await asyncio.gather(*others)
    for task in flood:
        task.cancel()
    await asyncio.gather(*flood, return_exceptions=True)

    # The guess under way, and at most one more of the flood; those that end while an answer is on its way are counted, too.
    assert done.index("right") <= 4
    assert done.index("filing") <= 4


class CountingPool(ThreadPoolExecutor):
    """A pool that knows how much was under way in it at once, at the most."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.most, self._inside, self._lock = 0, 0, threading.Lock()

    def submit(self, work: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:  # noqa: ANN401 - as the pool has it
        with self._lock:
            self._inside += 1
            self.most = max(self.most, self._inside)
        future = super().submit(work, *arguments, **named)
        future.add_done_callback(self._leave)
        return future

    def _leave(self, future: Future[Any]) -> None:
        with self._lock:
            self._inside -= 1


async def test_guesses_leave_a_worker_to_all_else(tmp_path: Path) -> None:
    pool = CountingPool(2)
    workers = Workers(2, b"s" * SALT_BYTES, tmp_path, start=lambda _count: pool)
    people = [caller("web", f"address {n}", f"session {n}") for n in range(6)]

    await asyncio.gather(*(workers.find("receipt_keys", make_receipt(), who) for who in people))
    workers.close()

    assert pool.most == 1
