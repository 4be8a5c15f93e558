"""Says what pressing «Quan tâm» does on a Zalo official account: it is no message, so it opens nothing and disturbs nothing."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.channels.zalo_oa import LIMITS
from tests.driving.hosts import ThreadHost
from tests.driving.product import Place, cheap_receipts
from tests.driving.stage import MORNING
from tests.driving.zalo_oa import ZaloOaDriver


@pytest.fixture
def driver(deployment: Path) -> Iterator["SettlingDriver"]:
    with closing(SettlingDriver()) as made, cheap_receipts():
        made.host = ThreadHost(Place(deployment, MORNING, platforms=made.environment()))
        made.prepare(made.host)
        yield made
        made.host.stop()


class SettlingDriver(ZaloOaDriver):
    """People who wait for all answers before they go on."""

    host: ThreadHost

    def settle(self) -> None:
        self._wait()
        self.host.call("settle")


def test_following_in_the_middle_of_a_draft_keeps_it_and_opens_no_free_answers(
    driver: SettlingDriver,
) -> None:
    lan = driver._user("lan")
    lan.follow()
    driver.settle()
    assert lan.messages == [], "nobody has written, so any word of ours would be paid for"

    for text in ("/baotin", "1", "1"):
        driver.write("lan", text)
        driver.settle()
    asked = lan.messages[-1].text
    for _again in range(LIMITS.answers):
        lan.follow()
        driver.settle()
    told = [got.text for got in lan.messages]
    assert (told[-1], told[-2].startswith("Cảm ơn bạn đã quan tâm.")) == (asked, True)
    assert told.count(asked) <= 1 + LIMITS.answers // 2
    assert driver.fake.paid == 0
    driver.write("lan", "phường Ba Đình, Hà Nội")
    driver.settle()
    assert any("gần chỗ nào dễ nhận ra" in got.text for got in lan.messages[len(told) :])


def test_words_beside_a_picture_that_zalo_kept_are_taken(driver: SettlingDriver) -> None:
    lan = driver._user("lan")
    for text in ("/baotin", "1", "1"):
        driver.write("lan", text)
        driver.settle()
    lan._send("user_send_image", {"text": "phường Ba Đình, Hà Nội", "attachments": [{"type": "image"}]})
    driver.settle()
    told = [got.text for got in lan.messages[-2:]]
    assert "không chuyển tấm ảnh của bạn" in told[0]
    assert "gần chỗ nào dễ nhận ra" in told[1]
