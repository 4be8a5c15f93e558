"""Contests and what waits to be written: points of nicknames, written together, with nothing that names a person."""

from sqlalchemy import select

from storage import contests
from storage.contests import Contest, Score
from storage.delayed import delay, take_delayed
from storage.statements import Statement
from storage.store import Store
from storage.tables.live import delayed
from storage.transaction import Transaction
from tests.storage.samples import make_queues

LONGEST_NAME = 60  # of a hamlet, in letters

CLASS = Contest("ABCDEF", "00004", "Lớp 8A", "pupil", 20_000, 20_006)


def test_a_contest_is_found_by_its_code_and_listed_for_the_units_above(store: Store) -> None:
    make_queues(store)

    def work(tx: Transaction) -> None:
        assert contests.add_contest(tx, CLASS)
        assert not contests.add_contest(tx, CLASS)
        assert contests.find_contest(tx, "ABCDEF") == CLASS
        assert contests.find_contest(tx, "ABCDEG") is None
        assert all(contests.list_contests(tx, queue) == [CLASS] for queue in ("00004", "01", "vn"))
        assert contests.list_contests(tx, "79") == []

    store.run(work)
    assert CLASS.runs(20_000)
    assert CLASS.runs(20_006)
    assert not CLASS.runs(20_007)


def test_points_are_listed_best_first_and_replaced_in_their_row(store: Store) -> None:
    def work(tx: Transaction) -> None:
        contests.put_score(tx, b"1" * 16, "ABCDEF", Score("Sen Hồng 12", 4))
        contests.put_score(tx, b"2" * 16, "ABCDEF", Score("Cá Heo 30", 7))
        contests.put_score(tx, b"1" * 16, "ABCDEF", Score("Sen Hồng 12", 8))
        contests.put_score(tx, b"3" * 16, "OTHERS", Score("Gió Lành 30", 9))
        assert contests.list_scores(tx, "ABCDEF") == [("Sen Hồng 12", 8), ("Cá Heo 30", 7)]

    store.run(work)


def test_what_waits_is_taken_once_by_its_purpose(store: Store) -> None:
    def work(tx: Transaction) -> None:
        person = store.runtime.name_person("web", "somebody")
        delay(tx, store.runtime, "score", person, 1)
        delay(tx, store.runtime, "score", person, 2)
        delay(tx, store.runtime, "score", person, 3, "another contest")
        delay(tx, store.runtime, "pledge", person, 4)
        assert sorted(take_delayed(tx, store.runtime, "score")) == [2, 3]
        assert take_delayed(tx, store.runtime, "score") == []
        assert take_delayed(tx, store.runtime, "pledge") == [4]

    store.run(work)


def test_what_waits_is_written_in_an_order_of_chance(store: Store) -> None:
    def work(tx: Transaction) -> list[int]:
        for number in range(30):
            delay(tx, store.runtime, "score", store.runtime.name_person("web", str(number)), number)
        return take_delayed(tx, store.runtime, "score")

    taken = [store.run(work) for _ in range(3)]

    assert taken[0] != taken[1] != taken[2]
    assert list(range(30)) not in taken


def test_all_that_waits_has_one_size(store: Store) -> None:
    def work(tx: Transaction) -> set[int]:
        delay(
            tx,
            store.runtime,
            "score",
            b"1" * 16,
            ["ABCDEF", {"row": "0" * 32, "points": 3, "nickname": "Sen 1"}],
        )
        for number, hamlet in enumerate(("", "ộ" * LONGEST_NAME)):
            pledge = ["telegram", "1" * 64, "household", "00004", hamlet, 4, 2960]
            delay(tx, store.runtime, "pledge", bytes([number]) * 16, pledge)
        return {len(sealed) for (sealed,) in tx.all(Statement(select(delayed.c.sealed)))}

    assert len(store.run(work)) == 1
