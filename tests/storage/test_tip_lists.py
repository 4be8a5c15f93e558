"""Pages of a queue's tips: whatever is chosen, in whichever order, all of it comes once and nothing else."""

from dataclasses import replace
from functools import partial
from random import Random

import pytest

from storage.cipher import random_bytes
from storage.databases import SqliteDatabase
from storage.records import OPEN, Tip, TipKind, TipStatus
from storage.statements import NO_PARAMETERS, Parameters, Statement
from storage.store import Store
from storage.tip_lists import LAST, Mark, Order, Selection, communes_of, count_some, list_page, newest_open
from storage.tips import add_tip
from storage.transaction import Row, Transaction
from tests.storage.samples import COMMUNE, HOUR, NEIGHBOUR, TIP, make_queues

CHANCE = Random(27)  # noqa: S311 - samples, not secrets
PAGE = 7


@pytest.fixture
def filed(store: Store) -> list[Tip]:
    """File 150 tips of all sorts in one queue, and some in another."""
    make_queues(store)
    made = [
        replace(
            TIP,
            id=random_bytes(16),
            queue=COMMUNE if number % 5 else NEIGHBOUR,
            number=number,
            status=CHANCE.choice(list(TipStatus)),
            kind=CHANCE.choice(list(TipKind)),
            commune=CHANCE.choice([COMMUNE, NEIGHBOUR, None]),
            hamlet=CHANCE.choice(["Thôn 1", None]),
            received_hour=HOUR + number // 3,
            resolve_due=HOUR + 480 + CHANCE.randrange(20),
        )
        for number in range(1, 151)
    ]

    def work(tx: Transaction) -> None:
        for tip in made:
            add_tip(tx, tip)

    store.run(work)
    return [tip for tip in made if tip.queue == COMMUNE]


def _walk(store: Store, wanted: Selection) -> list[Tip]:
    """Turn all pages."""
    seen: list[Tip] = []
    mark: Mark | None = None
    while page := store.run(partial(list_page, queue=COMMUNE, wanted=wanted, behind=mark, at_most=PAGE)):
        assert len(page) <= PAGE
        seen += page
        mark = Mark(page[-1].number, page[-1].resolve_due)
    return seen


def _passes(tip: Tip, wanted: Selection) -> bool:
    return (
        tip.status in wanted.statuses
        and tip.kind in wanted.kinds
        and wanted.commune in {"", tip.commune}
        and wanted.hamlet in {"", tip.hamlet}
        and wanted.received_from <= tip.received_hour <= wanted.received_to
        and wanted.due_from <= tip.resolve_due <= wanted.due_to
        and not (wanted.order is Order.DUE and tip.status is TipStatus.CLOSED)
    )


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"statuses": (TipStatus.CLOSED,)},
        {"statuses": (TipStatus.NEW, TipStatus.VERIFYING), "kinds": tuple(TipKind)[:3]},
        {"commune": NEIGHBOUR},
        {"hamlet": "Thôn 1", "statuses": tuple(TipStatus)},
        {"received_from": HOUR + 10, "received_to": HOUR + 30},
        {"due_from": HOUR + 485, "due_to": HOUR + 490},
        {"kinds": (TipKind.SELLING,), "commune": COMMUNE, "due_to": HOUR + 490},
        {"received_to": HOUR - 1},
    ],
)
def test_all_that_is_chosen_comes_once_and_in_order(
    store: Store, filed: list[Tip], order: Order, changes: dict[str, object]
) -> None:
    wanted = Selection(order=order)._replace(**changes)  # type: ignore[arg-type]

    seen = _walk(store, wanted)

    expected = [tip for tip in filed if _passes(tip, wanted)]
    keys = {
        Order.OLDEST: lambda tip: tip.number,
        Order.NEWEST: lambda tip: -tip.number,
        Order.DUE: lambda tip: (tip.resolve_due, tip.number),
    }
    assert seen == sorted(expected, key=keys[order])


def test_the_newest_open_tips_are_named_and_the_communes_they_tell_of(store: Store, filed: list[Tip]) -> None:
    open_tips = sorted((tip for tip in filed if tip.status in OPEN), key=lambda tip: -tip.number)

    assert store.run(lambda tx: newest_open(tx, COMMUNE, 9)) == [tip.id for tip in open_tips[:9]]
    assert store.run(lambda tx: communes_of(tx, COMMUNE)) == sorted({COMMUNE, NEIGHBOUR})
    assert store.run(lambda tx: communes_of(tx, "01")) == []


def test_counting_stops_where_it_is_told_to(store: Store, filed: list[Tip]) -> None:
    closed = sum(tip.status is TipStatus.CLOSED for tip in filed)

    assert store.run(lambda tx: count_some(tx, COMMUNE, TipStatus.CLOSED, LAST)) == closed
    assert store.run(lambda tx: count_some(tx, COMMUNE, TipStatus.CLOSED, 3)) == 3


def test_no_page_sorts_or_reads_the_table_for_what_it_leaves_out(store: Store) -> None:
    if not isinstance(store.database, SqliteDatabase):
        return
    for order in Order:
        plans: list[str] = []

        def work(tx: Transaction, order: Order = order, plans: list[str] = plans) -> None:
            explained = Explained(tx)
            list_page(explained, COMMUNE, Selection(order=order, commune=NEIGHBOUR), None, PAGE)
            plans += explained.plan

        store.run(work)
        walks = [line for line in plans if "tips" in line and "tips_auto" not in line]
        assert any("COVERING INDEX tips_due" in line for line in walks) is (order is Order.DUE), plans
        assert all("COVERING INDEX" in line or "PRIMARY KEY" in line for line in walks if "SEARCH" in line), (
            plans
        )
        assert not any(line.startswith("SCAN tips") for line in plans), plans


class Explained(Transaction):
    """Explains what it is asked instead of doing it."""

    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx._connection, tx.dialect)
        self.plan: list[str] = []

    def all(self, statement: Statement, parameters: Parameters = NO_PARAMETERS) -> list[Row]:
        sql, fixed = statement.compiled_for(self.dialect)
        rows = self._connection.execute(f"EXPLAIN QUERY PLAN {sql}", {**fixed, **parameters}).fetchall()
        self.plan += [row[3] for row in rows]
        return []
