"""The audit log: whatever is changed, left out or moved is found."""

from typing import Any

import pytest
from sqlalchemy import delete, update

from storage import audit
from storage.audit import Act
from storage.statements import Statement
from storage.store import Store
from storage.tables.units import audit as table
from tests.storage.samples import COMMUNE, NOW

ACTS = [Act(NOW + number, "ab" * 16, "read", COMMUNE, number, "«chi tiết»") for number in range(1, 6)]


@pytest.fixture
def head(store: Store) -> bytes:
    return [store.run(lambda tx, act=act: audit.record(tx, act)) for act in ACTS][-1]  # type: ignore[misc]


def change(store: Store, row: int, **values: Any) -> None:  # noqa: ANN401 - any column
    statement = Statement(update(table).where(table.c.sequence == row).values(**values))
    assert store.run(lambda tx: tx.change(statement)) == 1


def drop(store: Store, sequence: int) -> None:
    statement = Statement(delete(table).where(table.c.sequence == sequence))
    assert store.run(lambda tx: tx.change(statement)) == 1


def heads(store: Store) -> list[bytes]:
    return [
        row[0]
        for row in store.run(
            lambda tx: tx.all(
                Statement(table.select().with_only_columns(table.c.hash).order_by(table.c.sequence))
            )
        )
    ]


def test_an_empty_log_is_whole(store: Store) -> None:
    assert store.run(audit.find_break) is None
    assert store.run(audit.all_acts) == []


@pytest.mark.usefixtures("head")
def test_acts_are_listed_in_order_and_the_chain_holds(store: Store) -> None:
    assert store.run(audit.all_acts) == ACTS
    assert store.run(audit.find_break) is None


@pytest.mark.usefixtures("head")
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("time", NOW),
        ("officer", "cd" * 16),
        ("act", "claim"),
        ("queue", "00008"),
        ("number", 99),
        ("detail", ""),
        ("hash", bytes(32)),
    ],
)
def test_a_changed_column_is_found(store: Store, column: str, value: object) -> None:
    change(store, 3, **{column: value})

    assert store.run(audit.find_break) == 3


@pytest.mark.usefixtures("head")
@pytest.mark.parametrize("sequence", [1, 3, 4])
def test_a_deleted_row_is_found(store: Store, sequence: int) -> None:
    drop(store, sequence)

    assert store.run(audit.find_break) == sequence


@pytest.mark.usefixtures("head")
def test_a_deleted_row_is_found_even_when_the_others_close_ranks(store: Store) -> None:
    drop(store, 3)
    change(store, 4, sequence=3)
    change(store, 5, sequence=4)

    assert store.run(audit.find_break) == 3


@pytest.mark.usefixtures("head")
def test_two_rows_in_each_others_place_are_found(store: Store) -> None:
    for old, new in ((2, 99), (3, 2), (99, 3)):
        change(store, old, sequence=new)

    assert store.run(audit.find_break) == 2


@pytest.mark.usefixtures("head")
def test_a_row_put_in_before_the_first_is_found(store: Store) -> None:
    row = {"sequence": 0, **ACTS[0]._asdict(), "hash": bytes(32)}
    store.run(lambda tx: tx.change(Statement(table.insert()), row))

    assert store.run(audit.find_break) == 1


def test_a_log_cut_short_no_longer_has_the_kept_head(store: Store, head: bytes) -> None:
    drop(store, 5)

    assert store.run(audit.find_break) is None
    assert head not in heads(store)


def test_a_log_written_anew_no_longer_has_the_kept_head(store: Store, head: bytes) -> None:
    store.run(lambda tx: tx.change(Statement(delete(table))))
    for act in [*ACTS[:2], *ACTS[3:]]:
        store.run(lambda tx, act=act: audit.record(tx, act))  # type: ignore[misc]

    assert store.run(audit.find_break) is None
    assert head not in heads(store)


def test_a_longer_log_still_has_the_kept_head(store: Store, head: bytes) -> None:
    store.run(lambda tx: audit.record(tx, Act(NOW, "server", "invite")))

    assert head in heads(store)


def test_a_rolled_back_act_leaves_no_gap(store: Store, head: bytes) -> None:
    def fail(tx: Any) -> None:  # noqa: ANN401
        audit.record(tx, ACTS[0])
        raise LookupError

    with pytest.raises(LookupError):
        store.run(fail)

    store.run(lambda tx: audit.record(tx, ACTS[0]))
    assert store.run(audit.find_break) is None
    assert len(store.run(audit.all_acts)) == len(ACTS) + 1
    assert head in heads(store)
