"""The public numbers: what ships is in order, what is wrong is told, and the page calls each."""

from dataclasses import replace

import pytest

from bot.channels.web.marking import make_callable
from content.hotline_checking import check_hotlines
from content.hotlines import CALLED, DRUG_POLICE, HOTLINES, POSTED, Hotline
from content.i18n import use_language


def check(*hotlines: Hotline) -> list[str]:
    with use_language("en"):
        return [fault.word() for fault in check_hotlines(hotlines)]


def test_what_ships_is_in_order() -> None:
    assert check(*CALLED) == []
    assert {one.digits for one in CALLED} == HOTLINES
    assert set(POSTED) <= set(CALLED)


@pytest.mark.parametrize(
    "number", ["911", "116", "0123.456.789", "0769.04.04", "+84769040404", "abc", "19001"]
)
def test_a_number_that_nobody_can_call_is_refused(number: str) -> None:
    assert f"{number} is no Vietnamese phone number." in check(replace(DRUG_POLICE, number=number))[0]


@pytest.mark.parametrize("number", ["1900.9095", "1800.1567", "024.3826.1234", "0912.345.678", "1022"])
def test_numbers_of_the_usual_kinds_are_taken(number: str) -> None:
    assert check(replace(DRUG_POLICE, number=number)) == []


def test_an_entry_without_source_or_hours_and_a_second_one_are_told() -> None:
    assert "has no source" in check(replace(DRUG_POLICE, source=" "))[0]
    assert "lacks" in check(replace(DRUG_POLICE, hours=""))[0]
    assert "twice" in check(DRUG_POLICE, DRUG_POLICE)[0]


def test_a_tap_on_a_number_of_the_directory_calls_but_none_that_people_wrote() -> None:
    entry = "• Trạm y tế – Trạm y tế phường Ba Đình: 024.3826.1234, ngày đêm"
    assert '<a href="tel:02438261234">024.3826.1234</a>' in make_callable(entry)
    assert "tel:" not in make_callable("Người bán: 0912.345.678")
    assert "tel:" not in make_callable("• 0912.345.678")


@pytest.mark.parametrize("hotline", CALLED, ids=lambda one: one.digits)
def test_a_tap_on_the_page_calls(hotline: Hotline) -> None:
    shown = make_callable(f"• {hotline.number} – {hotline.whose}")
    assert f'<a href="tel:{hotline.digits}">{hotline.number}</a>' in shown
