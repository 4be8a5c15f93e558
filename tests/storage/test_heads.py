"""Heads that were kept: whatever was done to the log before one of them is found."""

from pathlib import Path

import pytest
from sqlalchemy import delete, update

from storage import audit
from storage.audit import Act, check_chain
from storage.heads import keep_head, kept_heads, read_head, write_head
from storage.statements import Statement
from storage.store import Store
from storage.tables.units import audit as table
from storage.transaction import Transaction
from tests.storage.samples import COMMUNE, NOW

ACTS = [Act(NOW + number, "ab" * 16, "read", COMMUNE, number) for number in range(1, audit.PAGE + 3)]


@pytest.fixture
def head(store: Store) -> str:
    """Write more than one page of the log and give the head in the middle of it."""

    def write(tx: Transaction) -> list[bytes]:
        return [audit.record(tx, act) for act in ACTS]

    return store.run(write)[audit.PAGE // 2].hex()


def check(store: Store, *kept: str) -> audit.Chain:
    return store.run(lambda tx: check_chain(tx, kept))


def test_a_kept_head_is_found_whole_or_by_its_first_digits(store: Store, head: str) -> None:
    chain = check(store, head, head[:20], "")

    assert chain.rows == len(ACTS)
    assert (chain.broken, chain.missing) == (None, frozenset())
    assert chain.head == store.run(audit.last_entry)[1]


def test_a_head_of_another_log_is_missing(store: Store, head: str) -> None:
    other = "0" * 64

    assert check(store, head, other).missing == {other}


def test_a_log_written_anew_without_one_row_lacks_the_kept_head(store: Store, head: str) -> None:
    def write_anew(tx: Transaction) -> None:
        tx.change(Statement(delete(table)))
        for act in [*ACTS[:5], *ACTS[6:]]:
            audit.record(tx, act)

    store.run(write_anew)

    assert check(store, head) == check(store, head)._replace(broken=None, missing=frozenset({head}))


def test_rows_in_another_order_lack_the_kept_head(store: Store, head: str) -> None:
    def write_anew(tx: Transaction) -> None:
        tx.change(Statement(delete(table)))
        for act in [ACTS[1], ACTS[0], *ACTS[2:]]:
            audit.record(tx, act)

    store.run(write_anew)

    assert check(store, head).missing == {head}


def test_a_changed_row_behind_the_first_page_is_found(store: Store, head: str) -> None:
    change = Statement(update(table).where(table.c.sequence == audit.PAGE + 1).values(officer="cd" * 16))
    store.run(lambda tx: tx.change(change))

    assert check(store, head).broken == audit.PAGE + 1


def test_pages_go_back_in_one_queue_or_in_all(store: Store) -> None:
    def write(tx: Transaction) -> None:
        for number, act in enumerate(ACTS[:6]):
            audit.record(tx, act._replace(queue=COMMUNE if number % 2 else "vn"))

    store.run(write)
    one = store.run(lambda tx: audit.read_before(tx, COMMUNE, audit.BEHIND_ALL, 2))
    rest = store.run(lambda tx: audit.read_before(tx, COMMUNE, one[-1].sequence, 2))
    everything = store.run(lambda tx: audit.read_before(tx, "", 4, 9))

    assert [entry.sequence for entry in one] == [6, 4]
    assert [entry.sequence for entry in rest] == [2]
    assert [entry.sequence for entry in everything] == [3, 2, 1]


def test_one_head_is_kept_a_day(tmp_path: Path) -> None:
    folder = tmp_path / "heads"

    assert keep_head(folder, 20_000, 7, b"\x01" * 32)
    assert not keep_head(folder, 20_000, 8, b"\x02" * 32)
    assert keep_head(folder, 20_001, 9, b"\x03" * 32)
    assert kept_heads(folder) == {"2024-10-04": "01" * 32, "2024-10-05": "03" * 32}
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


@pytest.mark.parametrize("text", ["", "0123", "0123456789abcdef012", "z" * 20, "0" * 65])
def test_what_is_no_head(text: str) -> None:
    assert read_head(text) is None


def test_what_was_copied_by_hand_is_read_again() -> None:
    head = bytes(range(32))

    assert write_head(head) == "0001 0203 0405 0607 0809"
    assert read_head(write_head(head).upper()) == head.hex()[:20]
    assert read_head(head.hex()) == head.hex()
