"""Says what the whole product does while Telegram can't be reached for a day, and what an album becomes."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.bot.telegram.connecting import jpeg
from tests.bot.telegram.showing import CITIZEN, TIP, Show
from tests.driving.web import WebDriver


@pytest.fixture
def page(show: Show) -> Iterator[WebDriver]:
    show.place = replace(show.place, web=True)
    show.restart()
    driver = WebDriver()
    driver.prepare(show.host)
    yield driver
    driver.close()


def test_a_day_without_telegram_leaves_the_page_untouched_and_is_made_up_for(
    show: Show, page: WebDriver
) -> None:
    officer = show.make_officer()
    heard = len(officer.messages)
    with show.fake.blocked():
        for text in TIP.split("|"):
            page.write("neighbour", text)
        assert any("mã tin" in seen.text for seen in page.look("neighbour"))
        officer.send_text("/hangdoi")
        show.pass_time(24 * 60)
        show.host.call("sweep")
    show.fake.wait(lambda: len(officer.messages) >= heard + 2, within=30)
    said = [sent.text for sent in officer.messages[heard:]]

    assert any(text.startswith("Tin mới 1") for text in said)
    assert any("Tin 1 ·" in text for text in said), "what was written meanwhile is answered"
    assert sum(text.startswith("Tin mới 1") for text in said) == 1


def test_an_album_becomes_one_answer_and_is_told_once(show: Show) -> None:
    show.write(CITIZEN, *TIP.split("|")[:9])
    citizen = show.driver._user(CITIZEN)
    before = len(citizen.messages)
    citizen.send_album(*(jpeg(shade) for shade in (10, 90, 170)), caption="cổng trường")
    show.driver._wait()
    show.host.call("settle")
    said = [sent.text for sent in citizen.messages[before:]]
    assert [text for text in said if "Đã lưu" in text] == ["Đã lưu ảnh 3/5."]

    show.write(CITIZEN, "xong", "1", "1")
    assert any("cổng trường" in sent.text and "Ảnh: 3" in sent.text for sent in citizen.messages)
