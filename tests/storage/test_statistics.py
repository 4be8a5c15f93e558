"""Closed tips by place: counted when closed, taken back when opened again, and kept when erased."""

import pytest

from storage import hamlets, statistics, tips
from storage.erasure import erase_tip
from storage.records import Origin, Tip, TipKind, TipResult, TipStatus
from storage.statements import Statement
from storage.statistics import Place, Spot
from storage.store import Store
from storage.tables.casework import statistics as table
from storage.tallies import week_of
from storage.transaction import Transaction
from tests.storage.samples import (
    COMMUNE,
    DAY,
    HOUR,
    NATION,
    NEIGHBOUR,
    PROVINCE,
    add_sample,
    make_queues,
)

WEEK = week_of(HOUR)
SPOT = Spot(Place(COMMUNE, "Bản Mới"), TipKind.SELLING, TipResult.CONFIRMED, WEEK, 1)


@pytest.fixture(autouse=True)
def _queues(store: Store) -> None:
    make_queues(store)


def spots(store: Store, queue: str = NATION) -> list[Spot]:
    return store.run(lambda tx: list(statistics.list_spots(tx, queue, WEEK, WEEK)))


def close(store: Store, tip: Tip, hamlet: str | None = "Bản Mới") -> None:
    def work(tx: Transaction) -> None:
        tips.set_hamlet(tx, tip.id, hamlet)
        tips.set_status(tx, tip.id, TipStatus.CLOSED, TipResult.CONFIRMED, DAY)

    store.run(work)


def test_a_tip_counts_once_closed_in_its_queue_and_those_above(store: Store) -> None:
    tip = add_sample(store)
    assert spots(store) == []

    close(store, tip)

    for queue in (COMMUNE, PROVINCE, NATION):
        assert spots(store, queue) == [SPOT]
    assert spots(store, NEIGHBOUR) == []


def test_a_tip_that_is_opened_again_leaves_no_row(store: Store) -> None:
    tip = add_sample(store)
    close(store, tip)

    store.run(lambda tx: tips.set_status(tx, tip.id, TipStatus.NEW))

    assert store.run(lambda tx: tx.all(Statement(table.select()))) == []


def test_figures_outlive_the_tip(store: Store) -> None:
    tip = add_sample(store)
    close(store, tip)

    store.run(lambda tx: erase_tip(tx, tip.id, 600))

    assert spots(store) == [SPOT]


def test_a_tip_above_a_communes_floor_is_not_in_the_communes_figures(store: Store) -> None:
    close(store, add_sample(store, queue=PROVINCE))

    assert spots(store, PROVINCE) == [SPOT]
    assert spots(store, COMMUNE) == []


def test_equal_tips_are_one_row_and_unknown_places_are_empty(store: Store) -> None:
    close(store, add_sample(store, number=1))
    close(store, add_sample(store, number=2))
    close(store, add_sample(store, number=3, commune=None), hamlet=None)

    assert sorted(spots(store)) == [
        SPOT._replace(place=Place("", "")),
        SPOT._replace(tips=2),
    ]


def test_a_trial_is_in_no_figure(store: Store) -> None:
    close(store, add_sample(store, origin=Origin.TRIAL))
    close(store, add_sample(store, number=2))
    store.run(tips.mark_trial)

    assert spots(store) == []


def test_no_column_could_name_a_tip() -> None:
    assert table.columns.keys() == ["queue", "week", "commune", "hamlet", "kind", "result", "count"]


def test_a_commune_has_its_own_list_of_hamlets(store: Store) -> None:
    for name in ("Tổ 2", "Bản Mới", "Bản Mới"):
        store.run(lambda tx, name=name: hamlets.add_hamlet(tx, COMMUNE, name))  # type: ignore[misc]
    store.run(lambda tx: hamlets.add_hamlet(tx, NEIGHBOUR, "Tổ 9"))

    assert store.run(lambda tx: hamlets.list_hamlets(tx, COMMUNE)) == ["Bản Mới", "Tổ 2"]

    store.run(lambda tx: hamlets.drop_hamlet(tx, COMMUNE, "Tổ 2"))
    assert store.run(lambda tx: hamlets.list_hamlets(tx, COMMUNE)) == ["Bản Mới"]
