"""Figures, hot spots and areas: who sees whose, in numbers that are those of the tips, and as pictures."""

from datetime import date

import pytest

from handlers.periods import make_period
from handlers.pictures import BoardPicture, FiguresPicture, SpotsPicture
from storage import hamlets, tips
from storage.records import Role, TipKind, TipResult, TipStatus
from storage.transaction import Transaction
from tests.handlers.chat import NOON, World
from tests.handlers.conftest import make_officer
from tests.storage.samples import add_sample

HOUR = int(NOON // 3600)
DAY = HOUR // 24
WEEK_HOURS = 7 * 24


def add(world: World, number: int, *, weeks_ago: int = 0, hamlet: str | None = None, result: TipResult | None = None,
        kind: TipKind = TipKind.SELLING, queue: str = "00004") -> None:  # fmt: skip
    """Add a tip that was received some weeks ago, closed today if there is a result."""
    hour = HOUR - weeks_ago * WEEK_HOURS
    tip = add_sample(
        world.store, number=number, queue=queue, kind=kind, received_hour=hour, resolve_due=hour + 480
    )

    def close(tx: Transaction) -> None:
        tips.set_hamlet(tx, tip.id, hamlet)
        tips.set_status(tx, tip.id, TipStatus.CLOSED, result, DAY)

    if result is not None:
        world.store.run(close)


@pytest.fixture
def busy(world: World) -> World:
    """A commune with tips of several weeks, kinds and results, and a neighbour with one."""
    add(world, 1)
    add(world, 2, kind=TipKind.POST, result=TipResult.UNFOUNDED)
    add(world, 3, weeks_ago=2, hamlet="Tổ 5", result=TipResult.CONFIRMED)
    add(world, 4, weeks_ago=5, hamlet="Tổ 5", result=TipResult.CONFIRMED)
    add(world, 5, weeks_ago=30, hamlet="Bản Mới", result=TipResult.CONFIRMED)
    add(world, 6, result=TipResult.DUPLICATE)
    add(world, 1, queue="00008")
    return world


def test_a_period_ends_with_the_present_week() -> None:
    period = make_period(4, NOON)

    assert period.weeks == 4
    assert period.begins.weekday() == 0
    assert period.begins <= date.fromtimestamp(NOON) <= period.ends  # noqa: DTZ012 - noon is the same day everywhere near
    assert (period.ends - period.begins).days == 27


def test_the_six_figures_are_those_of_the_period(busy: World) -> None:
    officer = make_officer(busy, "Lan", "00004")

    (text,) = officer.say("/thongke")

    assert "• Received: 5, 1 still open" in text
    assert "• Claimed in time: 0 of 5 (0 %)" in text
    assert "• Resolved in time: 3 of 4 (75 %)" in text
    assert "• Results: Confirmed: 2, Unfounded: 1, Duplicate of another tip: 1" in text
    assert "• By post or courier: 1, 1 closed" in text
    assert "• Newest week: 3" in text
    (picture,) = busy.drawn
    assert isinstance(picture, FiguresPicture)
    assert [tile.value for tile in picture.tiles] == ["5", "0 %", "75 %", "1"]
    assert [bar.height for bar in picture.charts[0].bars] == [2, 1, 1, 0, 0]
    assert sum(bar.height for bar in picture.charts[2].bars) == 5
    assert (
        picture.charts[1].bars[0] == ("Sent by post or courier", 1, True) or picture.charts[1].bars[0].marked
    )
    assert len(officer.heard[0].files) == 1


def test_buttons_change_the_period_and_the_ground(busy: World) -> None:
    officer = make_officer(busy, "Lan", "00004")
    officer.say("thong ke")

    (text,) = officer.press("52 weeks")
    assert "• Received: 6" in text
    officer.press("Dark picture")

    assert [picture.dark for picture in busy.drawn] == [False, False, True]
    assert len(busy.drawn[1].charts[2].bars) == 13
    assert officer.press("Hot spots")[0].startswith("Hot spots: ")


def test_a_province_sums_its_communes(busy: World) -> None:
    (text,) = make_officer(busy, "Sơn", "01").say("/thongke")
    assert "• Received: 6, 2 still open" in text
    (text,) = make_officer(busy, "Chi", "vn", role=Role.AUDITOR).say("/thongke 00008 4t")
    assert "• Received: 1, 1 still open" in text


def test_figures_of_others_are_not_shown(busy: World) -> None:
    commune, elsewhere = make_officer(busy, "a", "00004"), make_officer(busy, "b", "79")
    for command in ("/thongke", "/diemnong", "/diaban"):
        for person, wanted in ((commune, "01"), (commune, "00008"), (elsewhere, "00004")):
            assert "your own queues" in person.say(f"{command} {wanted}")[0]
    assert busy.drawn == []


def test_places_are_ranked_by_tips_and_people_are_never_counted(busy: World) -> None:
    (text,) = make_officer(busy, "Lan", "00004").say("/diemnong")

    assert "1. Tổ 5, Phường Ba Đình, Thành phố Hà Nội: 2 tips, 2 confirmed" in text
    assert "2. Hamlet not known, Phường Ba Đình, Thành phố Hà Nội: 1 tip, 0 confirmed" in text
    assert "Several may come from one person." in text
    assert "Bản Mới" not in text
    (picture,) = busy.drawn
    assert isinstance(picture, SpotsPicture)
    assert picture.spots[0].over_time == (0,) * 7 + (1, 0, 0, 1, 0, 0)


def test_an_empty_queue_has_a_picture_too(world: World) -> None:
    (text,) = make_officer(world, "Hoa", "00008").say("/hotspots")

    assert "No closed tip in this period." in text


def test_a_communes_board_lists_its_hamlets(busy: World) -> None:
    busy.store.run(lambda tx: hamlets.add_hamlet(tx, "00004", "Tổ 9"))

    (text,) = make_officer(busy, "Lan", "00004").say("/diaban")

    assert text.splitlines()[2:] == ["• The whole commune: 1 open: Confirmed 2, Pledged 0", "• Tổ 5: Confirmed 2, Pledged 0", "• Tổ 9: Confirmed 0, Pledged 0"]  # fmt: skip
    (picture,) = busy.drawn
    assert isinstance(picture, BoardPicture)
    assert [area.clear for area in picture.areas] == [False, False, True]
    assert len(picture.criteria) == 8


def test_a_provinces_board_lists_its_communes(busy: World) -> None:
    (text,) = make_officer(busy, "Sơn", "01").say("/diaban")

    assert text.splitlines()[1].endswith(" · 24 of 126 areas")
    assert text.splitlines()[2:4] == [
        "• Phường Ba Đình: Still open 1, Confirmed 2, Pledged 0",
        "• Phường Ngọc Hà: Still open 1, Confirmed 0, Pledged 0",
    ]
    (country,) = make_officer(busy, "Chi", "vn").say("/diaban")
    assert "• Thành phố Hà Nội: Still open 2, Confirmed 2, Pledged 0" in country
