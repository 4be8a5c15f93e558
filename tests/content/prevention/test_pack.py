"""The items that ship: each passes the check, together they cover the plans' topics, and each June day has its own."""

from datetime import date, timedelta

import pytest

from content.help.pack import answers
from content.hotlines import HOTLINES
from content.i18n import LANGUAGES, use_language
from content.prevention.aloud import LONGEST_SECONDS, reading_seconds, word_bulletin
from content.prevention.calendar import day_in
from content.prevention.checking.whole import check_folder
from content.prevention.item import Item
from content.prevention.pack import FOLDER, items, word_item
from content.prevention.sources import sources
from content.prevention.vocabulary import Audience, Series, Topic
from content.quiz.pack import questions

REVIEWED = date(2026, 11, 22)
ITEMS = list(items().values())


def test_every_item_passes_the_check() -> None:
    assert [fault.word() for fault in check_folder(FOLDER, REVIEWED, {"zalo": 2000})] == []


def test_the_pack_is_as_large_as_promised() -> None:
    count = {series: sum(item.series is series for item in ITEMS) for series in Series}
    assert count == {Series.ACTION_MONTH: 30, Series.QUARTER: 16, Series.AUDIENCE: 10}


@pytest.mark.parametrize("year", [2027, 2028, 2100])
def test_every_day_of_june_has_exactly_one_item(year: int) -> None:
    days = sorted(day_in(item, year) for item in ITEMS if item.series is Series.ACTION_MONTH)
    assert days == [date(year, 6, 1) + timedelta(days=number) for number in range(30)]


@pytest.mark.parametrize("topic", list(Topic))
def test_every_topic_of_the_plans_is_covered(topic: Topic) -> None:
    assert any(topic in item.topics for item in ITEMS)


def test_every_audience_has_items_and_every_quarter_reaches_everybody() -> None:
    for audience in Audience:
        assert any(audience in item.audiences for item in ITEMS)
    for quarter in range(4):
        months = range(3 * quarter + 1, 3 * quarter + 4)
        found = [item for item in ITEMS if item.series is Series.QUARTER and item.when.month in months]
        assert len(found) == 4
        assert any(Audience.EVERYBODY in item.audiences for item in found)
        assert len({item.audiences for item in found}) == 4


def test_opening_peak_and_closing_carry_the_years_theme() -> None:
    themed = [item.id for item in ITEMS if "{theme}" in item.vi.text]
    assert themed == ["june-01", "june-26", "june-30"]
    with use_language("vi"):
        assert "«Vì {xã} không ma túy»" in word_item(items()["june-26"], "Vì {xã} không ma túy")


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_a_message_shows_no_mark_and_no_brace(item: Item) -> None:
    for language in LANGUAGES:
        with use_language(language):
            text = word_item(item, "Chung tay")
        assert not set("[]{}") & set(text)
        assert ("Nguồn:" if language == "vi" else "Sources:") in text


def test_both_languages_have_the_same_paragraphs_and_commands() -> None:
    for item in ITEMS:
        assert len(item.vi.text.splitlines()) == len(item.en.text.splitlines()), item.id
        assert len(item.vi.card) == len(item.en.card), item.id
        for command in ("/baotin", "/hoi", "/dung"):
            assert (command in item.vi.text) == (command in item.en.text), item.id
        for number in ("113", "115", "111", "0769.04.04.04", "{theme}"):
            assert (number in item.vi.text) == (number in item.en.text), (item.id, number)


def test_each_source_is_cited_somewhere() -> None:
    texts = [item.vi.text for item in ITEMS] + [answer.vi.text for answer in answers().values()]
    texts += [question.source for question in questions().values()]
    text = "\n".join(texts)
    for source in sources():
        assert source.name in text
        assert source.kind != "office" or source.address.startswith("https://")


def test_bulletins_can_be_read_in_time() -> None:
    for item in ITEMS:
        assert 15 <= reading_seconds(item.vi.aloud) <= LONGEST_SECONDS
    # Nine syllables and a pause take about three seconds; a hotline is read digit by digit.
    assert 3 <= reading_seconds("Bà con gọi ngay cho công an xã mình.") < 4
    assert reading_seconds("Gọi 0769.04.04.04.") - reading_seconds("Gọi.") > 2.5
    assert "0769040404" in HOTLINES


def test_the_bulletin_is_the_days_or_the_nearest() -> None:
    peak = word_bulletin(date(2027, 6, 26))
    assert peak.startswith("Bản tin Thứ Bảy, 26/06/2027")
    assert items()["june-26"].vi.aloud in peak
    assert items()["june-01"].vi.aloud in word_bulletin(date(2027, 5, 31))
