"""`/hangdoi`: filters and orders by buttons, page after page, and buttons that fit every channel."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.places.gazetteer import place_name
from handlers.durations import HOUR_SECONDS
from handlers.list_views import LATE, View, read_view
from storage import hamlets
from storage.records import TipKind, TipStatus
from storage.tip_lists import Mark, Order
from tests.handlers.chat import Person, World
from tests.handlers.conftest import make_officer
from tests.handlers.filed import file_sample

LONGEST_DATA = 64  # bytes in a button of Telegram


@pytest.fixture
def lan(world: World) -> Person:
    return make_officer(world, "Lan", "00004", "01")


def listed(person: Person) -> list[str]:
    """Name the tips that the last list offers to open."""
    return [
        button.label.removeprefix("Tip ")
        for reply in person.heard
        for row in reply.rows
        for button in row
        if button.label.startswith("Tip ")
    ]


VIEWS = st.builds(
    View,
    st.sampled_from([None, *TipStatus]),
    st.sampled_from([None, *TipKind]),
    st.sampled_from([None, *Order]),
    st.sampled_from(["", LATE, "t7", "c20", "d30"]),
    st.sampled_from(["", "26740"]),
    st.one_of(st.none(), st.integers(0, 999)),
    st.one_of(st.none(), st.builds(Mark, st.integers(1, 999_999), st.integers(0, 600_000))),
    st.booleans(),
)


@given(VIEWS)
def test_a_view_is_read_as_it_was_written_and_fits_a_button(view: View) -> None:
    assert read_view(view.words().split()) == (view, "")
    if view.hamlet is None or not view.commune:  # a list of hamlets is a commune's own
        assert len(f"/hangdoi 00004 {view.words()}".encode()) <= LONGEST_DATA


def test_tips_are_filtered_by_buttons_and_taken_back(world: World, lan: Person) -> None:
    file_sample(world)
    file_sample(world, kind=TipKind.POST)
    file_sample(world, kind=TipKind.SCHOOL, status=TipStatus.VERIFYING)
    lan.say("/hangdoi 00004")
    assert listed(lan) == ["00004-3", "00004-1", "00004-2"]  # urgent kinds first

    lan.press("Filter and order")
    lan.press("Being verified")
    assert listed(lan) == ["00004-3"]
    assert "Being verified" in lan.heard[0].text.splitlines()[1]

    lan.press("Filter and order")
    lan.press("Sent by post or courier")
    assert "No tip fits that." in lan.heard[0].text

    lan.press("Filter and order")
    lan.press("✓ Being verified")
    assert listed(lan) == ["00004-2"]


def test_tips_are_ordered_by_due_time_newest_or_oldest(world: World, lan: Person) -> None:
    for hours in (300, 100, 200):
        file_sample(world, resolve_due=int(world.now // HOUR_SECONDS) + hours)

    orders = {}
    for label in ("Due first", "Newest first"):
        lan.say("/hangdoi 00004 loc")
        lan.press(label)
        orders[label] = listed(lan)

    assert orders["Due first"] == ["00004-2", "00004-3", "00004-1"]
    assert orders["Newest first"] == ["00004-3", "00004-2", "00004-1"]


def test_late_old_and_new_tips_are_found(world: World, lan: Person) -> None:
    hour = int(world.now // HOUR_SECONDS)
    file_sample(world, received_hour=hour - 30 * 24, resolve_due=hour - 1)
    file_sample(world, received_hour=hour - 10 * 24, resolve_due=hour + 48)
    file_sample(world)

    found = {}
    for days in (LATE, "d3", "c7", "c20", "t7"):
        lan.say(f"/hangdoi 00004 {days}")
        found[days] = [name[-1] for name in listed(lan)]

    assert found == {LATE: ["1"], "d3": ["1", "2"], "c7": ["1", "2"], "c20": ["1"], "t7": ["3"]}


def test_a_province_lists_by_commune_typed_or_pressed(world: World, lan: Person) -> None:
    file_sample(world, queue="01", commune="00004")
    file_sample(world, queue="01", commune="00008")

    lan.say("/hangdoi 01 phường Ba Đình, Hà Nội")
    assert listed(lan) == ["01-1"]

    lan.say("/hangdoi 01 loc")
    lan.press(place_name("00008"))
    assert listed(lan) == ["01-2"]
    assert "I don't know that place." in lan.say("/hangdoi 01 chẳng đâu cả")[0]


def test_closed_tips_are_filtered_by_hamlet(world: World, lan: Person) -> None:
    make_officer(world, "Minh", "00004")
    for name in ("Thôn Đông", "Thôn Tây"):
        world.store.run(lambda tx, name=name: hamlets.add_hamlet(tx, "00004", name))  # type: ignore[misc]
        file_sample(world, status=TipStatus.CLOSED, hamlet=name)

    lan.say("/hangdoi 00004 closed loc")
    lan.press("Thôn Tây")

    assert listed(lan) == ["00004-2"]
    assert "Closed · Thôn Tây" in lan.heard[0].text


@pytest.mark.parametrize("order", list(Order))
def test_all_pages_together_show_each_tip_once_urgent_kinds_first(
    world: World, lan: Person, order: Order
) -> None:
    hour = int(world.now // HOUR_SECONDS)
    for number in range(20):
        kind = TipKind.SCHOOL if number % 2 else TipKind.SELLING
        file_sample(world, kind=kind, resolve_due=hour + 480 - number // 3)

    lan.say(f"/hangdoi 00004 {order}")
    seen = listed(lan)
    while any(button.label == "Next page" for row in lan.heard[0].rows for button in row):
        lan.press("Next page")
        seen += listed(lan)

    numbers = [int(name.partition("-")[2]) for name in seen]
    assert len(numbers) == len(set(numbers)) == 20
    assert all(number % 2 == 0 for number in numbers[:10])  # the second, fourth … were at a school


def test_many_quarantined_tips_are_not_counted_to_the_end(world: World, lan: Person) -> None:
    for _ in range(101):
        file_sample(world, status=TipStatus.QUARANTINED)

    assert "100 tips or more are in the quarantine list." in lan.say("/hangdoi 00004")[0]
