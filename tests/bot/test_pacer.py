"""The pacer: no window of a strict platform is ever overfull, and people's answers go first."""

import asyncio
import heapq
import random

import pytest

from bot.channels.pacer import GUARD, PATIENCE, Pacer


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def play(limit: int, seconds: float, jitter: float, *, seed: int) -> tuple[int, int]:
    """Send as fast as a pacer allows to a strict sliding window that answers after 60 ms; give what it took and refused."""
    clock, chance = Clock(), random.Random(seed)  # noqa: S311 - the same jitter each time
    pacer = Pacer(limit, clock=clock)
    end, arrivals, refused = clock.now + 1 + seconds, 0, 0
    events: list[tuple[float, int, str, float]] = [(clock.now, 0, "look", 0.0)]
    window: list[float] = []
    for number in iter(range(1, 10**7)):
        moment, _order, kind, sent = heapq.heappop(events)
        if moment >= end:
            return arrivals, refused
        clock.now = moment
        if kind == "look":
            for _slot in pacer.take(1):
                late = chance.uniform(0, jitter)
                heapq.heappush(events, (moment + 0.01 + late, number, "arrive", moment))
            heapq.heappush(events, (moment + max(pacer.wait, 0.0005), -number, "look", 0.0))
        elif kind == "arrive":
            window[:] = [one for one in window if one > moment - 1]
            if len(window) >= limit:
                refused += 1
            else:
                window.append(moment)
                arrivals += 1
            heapq.heappush(events, (moment + 0.06, number, "answer", sent))
        else:
            pacer.answered(sent)
    raise AssertionError("it never ends")


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("jitter", "least"), [(0.0, 0.985), (0.02, 0.97), (0.1, 0.90)])
def test_the_limit_is_used_and_never_passed(jitter: float, least: float, seed: int) -> None:
    taken, refused = play(30, 30, jitter, seed=seed)

    assert refused == 0
    assert taken >= least * 30 * 30


def test_a_new_pacer_is_silent_for_one_window() -> None:
    clock = Clock()
    pacer = Pacer(30, clock=clock)
    clock.now += 0.99
    assert len(pacer.take(30)) == 0
    assert pacer.wait == pytest.approx(0.01)
    clock.now += 0.011
    assert len(pacer.take(30)) == 1


def test_first_round_trips_are_not_believed() -> None:
    clock = Clock()
    pacer = Pacer(1, clock=clock)
    waits = []
    for _round in range(5):
        clock.now += pacer.wait
        assert len(pacer.take(1)) == 1
        sent = clock.now
        clock.now += 0.06
        pacer.answered(sent)
        waits.append(pacer.wait)
    assert waits == [pytest.approx(wait) for wait in (1, 1, 1, 0.94 + GUARD, 0.94 + GUARD)]


def test_slots_in_which_nothing_left_are_free_at_once() -> None:
    clock = Clock()
    pacer = Pacer(4, clock=clock)
    clock.now += 2
    taken = pacer.take(9)
    assert len(taken) == 4
    assert pacer.take(9) == []
    pacer.give_back(taken[1:])
    assert pacer.take(9) == taken[1:]


def test_where_slots_are_dense_those_of_the_next_moment_are_taken_with_their_time() -> None:
    clock = Clock()
    pacer = Pacer(1000, clock=clock)
    clock.now += 1
    assert pacer.wait == 0
    taken = pacer.take(999)
    assert taken == sorted(taken)
    assert taken[0] <= clock.now
    assert clock.now + 0.03 < taken[-1] <= clock.now + 0.04
    assert 0 < pacer.wait < 0.002
    clock.now += 2
    assert len(taken) + len(pacer.take(1000)) == 995  # the others are for answers


def test_silence_holds_broadcasts_and_not_answers() -> None:
    async def ask() -> None:
        async with pacer.answer():
            pass

    clock = Clock()
    pacer = Pacer(4, clock=clock)
    clock.now += 2
    pacer.be_silent(30)
    assert len(pacer.take(1)) == 0
    assert pacer.wait == 30
    asyncio.run(asyncio.wait_for(ask(), 1))
    clock.now += 30
    assert len(pacer.take(9)) == 4


async def test_an_answer_takes_the_next_slot_before_any_broadcast() -> None:
    pacer = Pacer(5, window=0.05)
    await asyncio.sleep(0.11)
    taken = pacer.take(5)
    assert len(taken) == 5
    answered = asyncio.create_task(_answer(pacer))
    await asyncio.sleep(0.01)
    assert not answered.done()
    pacer.give_back(taken[:1])
    assert pacer.take(5) == []  # it is the answer's
    await asyncio.wait_for(answered, PATIENCE)


async def test_an_answer_waits_only_a_moment_and_the_broadcast_does_without_its_slot() -> None:
    pacer = Pacer(2, window=5)
    pacer._free[:] = [0.0, 0.0]
    pacer._silent_until = 0.0
    assert len(pacer.take(2)) == 2
    start = pacer.now
    await _answer(pacer)
    assert PATIENCE <= pacer.now - start < 4 * PATIENCE
    assert len(pacer._free) == 0
    pacer.answered(pacer.now)
    pacer.answered(pacer.now)
    assert len(pacer._free) == 2


async def test_answers_do_not_wait_for_each_other_where_nothing_is_broadcast() -> None:
    pacer = Pacer(30)
    start = pacer.now
    await asyncio.gather(*(_answer(pacer) for _person in range(100)))
    assert pacer.now - start < PATIENCE
    assert len(pacer._free) == 30


async def _answer(pacer: Pacer) -> None:
    async with pacer.answer():
        pass
