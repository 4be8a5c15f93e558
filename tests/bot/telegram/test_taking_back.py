"""What the whole product takes back on Telegram, over HTTP against the strict fake, with restarts in between."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bot.telegram.connecting import jpeg
from tests.bot.telegram.showing import CITIZEN, MINUTE, OFFICER, TIP, Show, is_receipt
from tests.fakes.telegram import FakeUser


def receipts_in(user: FakeUser) -> list[str]:
    said = [sent.text for sent in user.messages] + [one.text for one in user.written]
    return [text for text in said if is_receipt(text)]


def test_the_receipt_goes_once_its_last_group_is_repeated(show: Show) -> None:
    receipt = show.tip_off()
    citizen = show.driver._user(CITIZEN)
    (shown,) = [sent for sent in citizen.messages if sent.text == receipt]
    assert shown.protected

    show.write(CITIZEN, receipt[-4:])

    assert shown.deleted
    assert receipts_in(citizen) == []
    assert sum(not sent.deleted for sent in show.fake._sent[citizen.id]) > 10, "nothing else goes"


def test_the_receipt_goes_after_ten_minutes_even_if_the_process_was_another(show: Show) -> None:
    receipt = show.tip_off()
    citizen = show.write(CITIZEN, "Tôi sẽ ghi sau")
    show.pass_time(8)
    show.sweep()
    assert receipts_in(citizen) == [receipt]

    show.restart()
    show.pass_time(2)
    show.sweep()

    assert receipts_in(citizen) == []


def test_a_deletion_that_is_in_line_survives_a_restart(show: Show) -> None:
    receipt = show.tip_off()
    citizen = show.driver._user(CITIZEN)
    show.fake.fail_next("deleteMessages", 429, "Too Many Requests: retry after 1", retry_after=1, times=9)
    show.driver.write(CITIZEN, receipt[-4:])
    show.fake.wait(lambda: show.fake.called("deleteMessages"))

    show.restart()
    show.fake._failures.clear()
    show.fake.wait(lambda: receipts_in(citizen) == [])


def test_a_typed_receipt_goes_at_once(show: Show) -> None:
    receipt = show.tip_off()
    show.write(CITIZEN, receipt[-4:])

    citizen = show.write(CITIZEN, "/tincuatoi", receipt)

    assert receipts_in(citizen) == []
    assert any("đã nhận được" in sent.text for sent in citizen.messages)
    assert [one.text for one in citizen.written][-1] == "/tincuatoi"


def test_xoa_empties_both_sides_and_says_so(show: Show) -> None:
    show.tip_off()
    show.restart()

    citizen = show.write(CITIZEN, "/baotin", "1", "/xoa")

    assert citizen.written == []
    (last,) = citizen.messages
    assert "Đã xóa bản nháp" in last.text
    assert "48 giờ" in last.text
    assert "Xóa cuộc trò chuyện" in last.text
    officer = show.make_officer()
    assert show.write(OFFICER, "/hangdoi") is officer
    assert not show.fake.called("deleteMessage"), "all in batches"


def test_xoa_says_what_is_too_old(show: Show) -> None:
    citizen = show.write(CITIZEN, "/start")
    citizen.age_chat(49 * 3600)
    show.write(CITIZEN, "/xoa")

    assert [one.text for one in citizen.written] == ["/start"]
    assert len(citizen.messages) >= 2
    assert "Tin nhắn cũ hơn" in citizen.messages[-1].text


def test_what_is_known_is_forgotten_after_two_days(show: Show) -> None:
    citizen = show.write(CITIZEN, "/start")
    show.pass_time(48 * MINUTE)
    show.sweep()

    show.write(CITIZEN, "/xoa")

    assert [one.text for one in citizen.written] == ["/start"], "its name is not kept longer"


def test_a_message_whose_name_was_lost_is_left_and_nothing_breaks(show: Show) -> None:
    show.write(CITIZEN, "/start")
    show.fake.lose_next_answer("sendMessage")
    citizen = show.driver._user(CITIZEN)
    show.driver.write(CITIZEN, "/trogiup")
    show.fake.wait(lambda: sum("/tincuatoi" in sent.text for sent in citizen.messages) == 2)
    show.host._running._errors.texts.clear()  # of the fake's server, which dropped the line

    show.write(CITIZEN, "/xoa")

    lost, last = citizen.messages
    assert "/baotin" in lost.text
    assert "Đã xóa" in last.text


def test_who_has_blocked_the_bot_is_not_asked_again(show: Show) -> None:
    receipt = show.tip_off()
    citizen = show.driver._user(CITIZEN)
    citizen.block()
    show.write(CITIZEN, receipt[-4:])

    show.restart()
    asked = len(show.fake.called("deleteMessages"))
    show.pass_time(20)
    show.sweep()

    assert len(show.fake.called("deleteMessages")) == asked


@pytest.mark.parametrize("act", ["/tin 1", "/traloi 1 Cảm ơn bạn"])
def test_what_officers_read_is_protected_and_goes_after_an_hour(show: Show, act: str) -> None:
    officer = show.make_officer()
    show.tip_off()
    before = {sent.message_id for sent in officer.messages}
    show.write(OFFICER, act)
    shown = [
        sent for sent in officer.messages if sent.message_id not in before and "Tin mới" not in sent.text
    ]
    assert shown
    assert all(sent.protected for sent in shown)

    show.pass_time(58)
    show.sweep()
    assert not any(sent.deleted for sent in shown)
    show.restart()
    show.pass_time(2)
    show.sweep()

    assert all(sent.deleted for sent in shown)
    assert act not in [one.text for one in officer.written]
    assert any("Tin mới" in sent.text and not sent.protected for sent in officer.messages)


def test_pictures_go_with_the_text(show: Show, deployment: Path, make_picture: Callable[[], Path]) -> None:
    officer = show.make_officer()
    lines = TIP.split("|")
    show.write(CITIZEN, *lines[:9])
    show.driver.send_picture(CITIZEN, make_picture(), "")
    show.host.call("settle")
    show.write(CITIZEN, *lines[9:])

    show.write(OFFICER, "/tin 1")
    (picture,) = [sent for sent in officer.messages if sent.photos]
    assert picture.protected
    show.pass_time(60)
    show.sweep()

    assert picture.deleted


@pytest.fixture
def make_picture(tmp_path: Path) -> Callable[[], Path]:
    def make() -> Path:
        path = tmp_path / "picture.jpg"
        path.write_bytes(jpeg())
        return path

    return make
