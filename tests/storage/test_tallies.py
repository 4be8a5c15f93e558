"""Figures that follow the tips: whatever happens to tips, no count ever needs counting."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from storage import tallies, tips
from storage.cipher import random_bytes
from storage.erasure import erase_tip
from storage.records import Origin, Tally, Tip, TipKind, TipResult, TipStatus
from storage.store import Store
from storage.tallies import week_of
from tests.storage.samples import (
    COMMUNE,
    DAY,
    HOUR,
    NATION,
    NEIGHBOUR,
    PROVINCE,
    TIP,
    add_sample,
    make_queues,
)

HOURS_A_WEEK = 168
FIRST, LAST = week_of(HOUR), week_of(HOUR + 2 * HOURS_A_WEEK)
BELOW = {
    NATION: {NATION, PROVINCE, COMMUNE, NEIGHBOUR},
    PROVINCE: {PROVINCE, COMMUNE, NEIGHBOUR},
    COMMUNE: {COMMUNE},
    NEIGHBOUR: {NEIGHBOUR},
}


@pytest.fixture(autouse=True)
def _queues(store: Store) -> None:
    make_queues(store)


def figures_of(store: Store, queue: str) -> Tally:
    return store.run(lambda tx: tallies.count_now(tx, queue))


def test_a_tip_counts_in_its_queue_and_in_those_above(store: Store) -> None:
    add_sample(store)

    for queue in (COMMUNE, PROVINCE, NATION):
        assert figures_of(store, queue) == Tally(received=1, new=1, open=1)
    assert figures_of(store, NEIGHBOUR) == Tally()


def test_a_week_begins_on_monday_in_vietnam() -> None:
    monday = 4 * 24 - 7  # 5 January 1970, 00:00 in Vietnam, in hours of UTC

    assert week_of(monday) == 0
    assert week_of(monday - 1) == -1
    assert week_of(monday + HOURS_A_WEEK - 1) == 0


def test_a_tip_that_was_marked_as_spam_was_not_received(store: Store) -> None:
    tip = add_sample(store)

    store.run(lambda tx: tips.set_status(tx, tip.id, TipStatus.QUARANTINED))

    assert figures_of(store, COMMUNE) == Tally(quarantined=1)


@pytest.mark.parametrize(
    ("due", "day", "in_time"),
    [(HOUR, DAY, 1), (HOUR, DAY + 1, 0), (HOUR + 23, DAY, 1), (HOUR + 24, DAY + 1, 1)],
)
def test_a_tip_is_resolved_in_time_until_the_end_of_its_day(
    store: Store, due: int, day: int, in_time: int
) -> None:
    tip = add_sample(store, resolve_due=due)

    store.run(lambda tx: tips.set_status(tx, tip.id, TipStatus.CLOSED, TipResult.UNFOUNDED, day))

    counted = figures_of(store, COMMUNE)
    assert counted == Tally(received=1, closed=1, unfounded=1, resolved_in_time=in_time)


def test_the_figures_of_an_erased_tip_stay(store: Store) -> None:
    tip = add_sample(store, number=2)
    closed = add_sample(store, number=3)
    store.run(lambda tx: tips.set_status(tx, closed.id, TipStatus.CLOSED, TipResult.CONFIRMED, DAY))

    store.run(lambda tx: [erase_tip(tx, one.id, 600) for one in (tip, closed)])

    counted = figures_of(store, NATION)
    assert counted == Tally(received=2, closed=1, confirmed=1, resolved_in_time=1)


def test_a_trial_leaves_no_figures(store: Store) -> None:
    add_sample(store)
    store.run(tips.mark_trial)
    add_sample(store, number=2, origin=Origin.TRIAL)

    assert figures_of(store, NATION) == Tally()


def test_figures_are_summed_by_weeks_and_kinds(store: Store) -> None:
    add_sample(store, kind=TipKind.POST)
    add_sample(store, number=2, received_hour=HOUR + HOURS_A_WEEK)
    add_sample(store, number=3, queue=NEIGHBOUR, received_hour=HOUR + 2 * HOURS_A_WEEK)

    weeks = store.run(lambda tx: tallies.count_weeks(tx, PROVINCE, FIRST, FIRST + 1))
    kinds = store.run(lambda tx: tallies.count_kinds(tx, PROVINCE, FIRST, LAST))
    total = store.run(lambda tx: tallies.count_span(tx, PROVINCE, FIRST, FIRST + 1))

    assert {week: tally.received for week, tally in weeks.items()} == {FIRST: 1, FIRST + 1: 1}
    assert {kind: tally.received for kind, tally in kinds.items()} == {TipKind.POST: 1, TipKind.SELLING: 2}
    assert total.received == 2


@pytest.mark.parametrize("seed", range(4))
def test_after_any_acts_the_figures_are_those_of_a_recount(store: Store, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - the same acts at each run
    living: dict[bytes, Tip] = {}
    acts: list[Callable[[], None]] = []

    def file() -> None:
        queue = random.choice([COMMUNE, NEIGHBOUR, PROVINCE, NATION])
        hour = HOUR + random.randrange(3 * HOURS_A_WEEK)
        tip = replace(
            TIP,
            id=random_bytes(16),
            number=random.randrange(2**40),
            queue=queue,
            kind=random.choice(list(TipKind)),
            received_hour=hour,
            resolve_due=hour + 480,
        )
        store.run(lambda tx: tips.add_tip(tx, tip))
        living[tip.id] = tip

    def change() -> None:
        tip = random.choice(list(living.values()))
        status = random.choice(list(TipStatus))
        closed = status is TipStatus.CLOSED
        result = random.choice(list(TipResult)) if closed else None
        day = DAY + random.randrange(40) if closed else None
        store.run(lambda tx: tips.set_status(tx, tip.id, status, result, day))
        living[tip.id] = replace(tip, status=status, result=result, closed_day=day)

    def move() -> None:
        tip = random.choice(list(living.values()))
        queue = random.choice([COMMUNE, NEIGHBOUR, PROVINCE, NATION])
        number = random.randrange(2**40)
        store.run(lambda tx: tips.move_tip(tx, tip, queue, number, tip.commune))
        living[tip.id] = replace(tip, queue=queue, number=number)

    acts += [file, change, move]
    file()
    for _step in range(60):
        random.choice(acts)()

    for queue, below in BELOW.items():
        counted = figures_of(store, queue)
        mine = [tip for tip in living.values() if tip.queue in below]
        real = [tip for tip in mine if tip.status is not TipStatus.QUARANTINED]
        ended = [tip for tip in real if tip.status is TipStatus.CLOSED]
        assert counted.received == len(real)
        assert counted.quarantined == len(mine) - len(real)
        assert counted.open == len(real) - len(ended)
        assert counted.new == sum(tip.status is TipStatus.NEW for tip in real)
        for result in TipResult:
            assert getattr(counted, result.value) == sum(tip.result is result for tip in ended)
