"""Figures for everybody: nothing under five is told, and nothing that is hidden follows from what is told."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.public_figures import SMALLEST, Quarter, hide_small, last_quarter, read_quarter
from storage import audit
from storage.records import Role, TipKind
from tests.handlers.chat import World
from tests.handlers.conftest import make_officer
from tests.handlers.filed import file_sample

COUNTS = st.dictionaries(st.integers(0, 40), st.integers(0, 30), max_size=12)


@given(COUNTS)
def test_no_number_under_five_is_told_nor_a_rest_that_gives_one_away(counts: dict[int, int]) -> None:
    told = hide_small(counts)

    shown = {key: count for key, count in told.parts.items() if count is not None}
    hidden = [counts[int(str(key))] for key, count in told.parts.items() if count is None]
    assert all(count >= SMALLEST and counts[int(str(key))] == count for key, count in shown.items())
    assert told.total is None or told.total >= SMALLEST
    if told.total is not None and hidden:
        assert len(hidden) > 1 or not shown or len(counts) == 1
        assert told.total - sum(shown.values()) >= SMALLEST


@pytest.mark.parametrize(("cells", "largest"), [(2, 24), (3, 18), (4, 11)])
def test_even_who_knows_the_rule_can_work_out_no_hidden_number(cells: int, largest: int) -> None:
    """All tables that would be told alike differ in each hidden number."""
    alike = defaultdict(list)
    for counts in product(range(largest + 1), repeat=cells):
        told = hide_small(dict(enumerate(counts)))
        if told.total is not None and told.total <= largest:  # of these all tables are here
            alike[told.total, tuple(told.parts.values())].append(counts)

    for (_total, parts), tables in alike.items():
        for place, count in enumerate(parts):
            assert count is not None or len({table[place] for table in tables}) > 1, (parts, tables)


@given(st.dates(date(2020, 1, 1), date(2080, 12, 31)))
def test_quarters_share_no_week_and_only_those_that_have_ended_are_told(today: date) -> None:
    quarter = last_quarter(today)
    first, last = quarter.mondays

    assert first.weekday() == last.weekday() == 0
    assert last + timedelta(days=7) <= today
    assert quarter.before().mondays[1] + timedelta(days=7) == first
    assert read_quarter(quarter.word) == quarter
    assert read_quarter("2026-5") is None


def test_what_is_published_leaves_small_numbers_out(world: World) -> None:
    lead = make_officer(world, "Minh", "00004", role=Role.LEAD)
    hour = int(world.now // 3600) - 100 * 24  # in the quarter before
    for kind, count in ((TipKind.SELLING, 9), (TipKind.OTHER, 11), (TipKind.GROWING, 1)):
        for _ in range(count):
            file_sample(world, kind=kind, received_hour=hour)

    heard = lead.say("/congkhai")[0]

    assert "Received: 21" in heard
    assert "Selling drugs: 9" in heard
    assert "Growing cannabis, poppy or khat: " not in heard
    assert "By province:" in heard
    assert "Numbers under 5 are left out" in heard
    acts = [(act.act, act.detail) for act in world.store.run(audit.all_acts)]
    assert acts == [("export", f"public {Quarter(2026, 2).word}")]


def test_nobody_else_publishes(world: World) -> None:
    auditor = make_officer(world, "Kim", "00004", role=Role.AUDITOR)

    assert "Only officers who hold the key" in auditor.say("/congkhai")[0]
