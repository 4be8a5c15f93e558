"""Coverage: which places messages reached in a quarter, as words, as a picture and in the report; places, not people."""

from datetime import date

import pytest

from handlers.pictures import FiguresPicture
from handlers.quarters import first_day_of, quarter_of, read_quarter, write_quarter
from handlers.report_contents import ReportContents
from storage.coverage import Reached, note_reached, reached_in
from storage.store import Store
from storage.subscriptions import Subscriber
from storage.transaction import Transaction
from tests.handlers.chat import Person, World
from tests.handlers.conftest import make_officer

QUARTER = 2026 * 4 + 2  # of the world's clock


@pytest.fixture
def town(world: World) -> World:
    def work(tx: Transaction) -> None:
        for name, place in (("an", "00004"), ("bình", "00004"), ("chi", "00008"), ("dung", "")):
            world.store.subscriptions.subscribe(tx, Subscriber("telegram", name, "vi", 2960, place))
        note_reached(tx, 1, QUARTER, {"00004": 2, "": 1})
        note_reached(tx, 2, QUARTER, {"00004": 1})
        note_reached(tx, 3, QUARTER - 1, {"00008": 1})

    world.store.run(work)
    return world


@pytest.fixture
def officer(town: World) -> Person:
    return make_officer(town, "officer", "01")


def test_a_broadcast_counts_once_for_each_place(town: World, store: Store) -> None:
    assert not store.run(lambda tx: note_reached(tx, 2, QUARTER, {"00004": 5}))

    assert store.run(lambda tx: reached_in(tx, QUARTER, QUARTER)) == {
        "00004": Reached(2, 3),
        "": Reached(1, 1),
    }


def test_it_says_which_were_reached_and_which_were_not(town: World, officer: Person) -> None:
    said = officer.say("/dophu")[0]

    assert "1 of 126 places got at least one message" in said
    assert "Not reached: Phường Ngọc Hà" in said  # who has subscribers comes first
    assert "and 95 more" in said
    (picture,) = town.drawn
    assert isinstance(picture, FiguresPicture)
    assert [tile.value for tile in picture.tiles] == ["0 %", "125", "3", "3"]
    assert [(bar.label, bar.height) for bar in picture.charts[0].bars] == [("Phường Ba Đình", 3)]
    assert (picture.charts[1].bars[0].label, picture.charts[1].bars[0].height) == ("Phường Ngọc Hà", 1)


def test_another_quarter_and_a_commune_alone(town: World, officer: Person) -> None:
    assert "Phường Ba Đình" in officer.say("/dophu 00004 q2/2026")[0]
    assert "0 of 1 places" in officer.heard[0].text
    assert "1 of 126 places" in officer.say("/dophu q2/2026")[0]
    assert "1 of 34 places" in make_officer(town, "chief", "vn").say("/dophu")[0]


def test_others_coverage_is_not_theirs(town: World) -> None:
    assert "your own queues" in make_officer(town, "stranger", "79").say("/dophu 01")[0]


def test_the_periodic_report_tells_it(town: World, officer: Person) -> None:
    officer.say("/baocao 01 13t")

    contents = next(one for one in town.drawn if isinstance(one, ReportContents))
    table = next(table for table in contents.tables if table.title == "Độ phủ tuyên truyền")
    assert ("Phường Ba Đình", 2, 2, 3) in table.rows
    assert table.rows[-1][0] == "Chưa đến: 124 xã, phường"


@pytest.mark.parametrize(
    ("word", "expected"), [("q1", 8108), ("quy4", 8111), ("q2/2025", 8101), ("q5", None), ("00004", None)]
)
def test_quarters_are_read_and_written(word: str, expected: int | None) -> None:
    assert read_quarter(word, date(2027, 3, 1)) == expected
    if expected is not None:
        assert read_quarter(write_quarter(expected), date(1999, 1, 1)) == expected
        assert quarter_of(first_day_of(expected)) == expected
