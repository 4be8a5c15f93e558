"""Pledges: one a year for an address, known by a hash that a change of the secret leaves alone and a year erases."""

from dataclasses import replace

from sqlalchemy import delete, select

from storage.cipher import random_bytes
from storage.pledges import (
    KEY_FACT,
    WEEKS,
    PledgeCount,
    Pledged,
    Pledges,
    count_pledges,
    move_pledges,
    rekey_pledges,
)
from storage.statements import Statement
from storage.store import Store
from storage.tables.outreach import pledges
from storage.tables.units import facts
from storage.transaction import Transaction
from tests.storage.samples import make_queues

WEEK = 2960
HOME = Pledged("household", "00004", "Tổ 5", 4, WEEK)
ALL = Statement(select(pledges))
DROP_KEY = Statement(delete(facts).where(facts.c.name == KEY_FACT))


def write(store: Store, address: str, pledged: Pledged) -> None:
    store.run(lambda tx: store.pledges.write(tx, "telegram", address, pledged))


def count(store: Store, queue: str = "vn", first: int = 0, last: int = 9999) -> list[PledgeCount]:
    return store.run(lambda tx: count_pledges(tx, queue, first, last))


def test_pledges_are_counted_by_place_and_kind_for_the_units_above(store: Store) -> None:
    make_queues(store)
    write(store, "1", HOME)
    write(store, "2", replace(HOME, people=2))
    write(store, "3", replace(HOME, kind="class", people=30))

    found = {one.kind: one for one in count(store)}

    assert found["household"] == ("00004", "Tổ 5", "household", 2, 6)
    assert found["class"].people == 30
    assert sorted(count(store, "01")) == sorted(found.values()) == sorted(count(store, "00004"))
    assert count(store, "79") == []
    assert count(store, last=WEEK - 1) == []


def test_a_new_pledge_within_the_year_replaces_the_former(store: Store) -> None:
    write(store, "1", HOME)
    write(store, "1", replace(HOME, people=5, week=WEEK + WEEKS - 1))
    assert [one.people for one in count(store)] == [5]


def test_after_a_year_the_hash_is_gone_and_the_count_stays(store: Store) -> None:
    write(store, "1", HOME)
    before = store.run(lambda tx: tx.all(ALL))[0][0]
    write(store, "1", replace(HOME, week=WEEK + WEEKS))
    rows = store.run(lambda tx: tx.all(ALL))
    assert sorted(row[1] for row in rows) == [0, 1]
    assert [row[0] == before for row in rows if row[1] == 0] == [False]
    assert [one.pledges for one in count(store)] == [2]


def test_a_change_of_the_secret_leaves_the_hashes_alone(store: Store) -> None:
    old, new = random_bytes(32), random_bytes(32)

    def work(tx: Transaction) -> None:
        key = Pledges(old).key(tx)
        rekey_pledges(tx, old, new)
        assert Pledges(new).key(tx) == key

    store.run(lambda tx: tx.change(DROP_KEY))
    store.run(lambda tx: rekey_pledges(tx, old, new))
    store.run(work)


def test_a_merged_commune_gives_its_pledges_on(store: Store) -> None:
    make_queues(store)
    write(store, "1", HOME)
    store.run(lambda tx: move_pledges(tx, "00004", "00008"))
    assert [one.commune for one in count(store)] == ["00008"]


def test_no_row_holds_the_address_or_a_name(store: Store) -> None:
    write(store, "100000001", HOME)
    row = store.run(lambda tx: tx.all(ALL))[0]
    assert len(row[0]) == 32
    assert row[1:] == (1, "household", "00004", "Tổ 5", 4, WEEK)
