"""A stranger runs the product, tips off on the page, and an officer reads, answers and closes it there."""

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.fakes.telegram import FakeTelegram
from tests.whole.conftest import Running, running_product

STORY = "Đêm nào cũng có người đến mua ở quán nước"


class Chat:
    """One person at the page, in a browser of their own."""

    def __init__(self, browser: Browser, url: str, *, script: bool) -> None:
        self._context: BrowserContext = browser.new_context(
            java_script_enabled=script, viewport={"width": 360, "height": 740}
        )
        self.page: Page = self._context.new_page()
        self.page.goto(url)

    def write(self, text: str, answer: str) -> None:
        self.page.fill("[name=text]", text)
        self.page.press("[name=text]", "Enter")
        self.sees(answer)

    def press(self, label: str, answer: str) -> None:
        self.page.get_by_role("button", name=label, exact=True).last.click()
        self.sees(answer)

    def sees(self, text: str) -> None:
        expect(self.page.locator("main")).to_contain_text(text, timeout=15_000)

    def reads(self, pattern: str) -> str:
        found = re.search(pattern, self.page.locator("main").inner_text())
        assert found, pattern
        return found[0]

    def close(self) -> None:
        self._context.close()


def picture() -> bytes:
    content = BytesIO()
    Image.new("RGB", (320, 240), "maroon").save(content, "JPEG")
    return content.getvalue()


def tip_off(citizen: Chat) -> str:
    citizen.press("Báo tin về ma túy", "gặp nguy hiểm không")
    citizen.press("Không ai gặp nguy hiểm", "chuyện gì")
    citizen.press("Gửi qua bưu điện, giao hàng", "ở đâu")
    citizen.write("phường Ba Đình, Hà Nội", "thôn, bản")
    citizen.write("Số 3 ngõ 5", "khi nào")
    citizen.press("Bỏ qua", "hay xảy ra")
    citizen.write("2", "Ai")
    citizen.write("bo qua", "theo lời của mình")
    citizen.write(STORY, "ảnh")
    citizen.page.set_input_files(
        "[type=file]", {"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    citizen.write("", "Đã lưu ảnh 1/5")
    citizen.press("Xong", "công an")
    citizen.write("khong", "Ai được đọc")
    citizen.write("1", "thấy đúng như trên")
    citizen.sees(STORY)
    citizen.press("Gửi tin", "Đây là mã tin của bạn")
    receipt = citizen.reads(r"(?:\d{4} ){4}\d{4}")
    citizen.write(receipt[-4:], "giữ mã tin cẩn thận")
    return receipt


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_tip_travels_to_the_officer_and_the_answer_back(
    running: Running, browser: Browser, tmp_path_factory: pytest.TempPathFactory, *, script: bool
) -> None:
    with running_product(tmp_path_factory.mktemp("tip")) as product:
        officer = Chat(browser, product.invitation, script=script)
        officer.page.get_by_role("button", name="Nhận lời mời").click()
        officer.write("Đại úy Lan", "bắt đầu làm việc")
        citizen = Chat(browser, product.url, script=script)
        receipt = tip_off(citizen)
        if script:
            officer.sees("Tin mới 1")  # pushed, nothing was pressed
        officer.write("hàng đợi", "Tin 1")
        officer.press("Tin 1", STORY)
        shown = officer.page.locator("main img").first
        expect(shown).to_have_js_property("naturalWidth", 320)
        officer.press("Nhận", "đã nhận tin 1")
        officer.press("Trả lời", "trả lời thế nào")
        officer.write("Cảm ơn bạn. Quán tên gì?", "Có gửi không")
        officer.press("Gửi trả lời", "Đã lưu trả lời")
        citizen.write("tin của tôi", "20 chữ số")
        citizen.write(receipt.replace(" ", "-"), "Quán tên gì?")
        citizen.press("Viết thêm hoặc gửi ảnh", "viết thêm hoặc trả lời")
        citizen.write("Quán Cây Đa", "ảnh")
        citizen.press("Không có ảnh", "thấy đúng như trên")
        citizen.press("Gửi cho cán bộ", "Quán Cây Đa")
        officer.write("tin 1", "Quán Cây Đa")
        officer.press("Đóng", "Kết quả")
        officer.press("Xác minh đúng", "đọc kết quả")
        officer.press("Không, chỉ báo đã kết thúc", "nhắn gì thêm")
        officer.press("Bỏ qua", "Đóng tin này")
        officer.press("Đóng tin", "Đã đóng tin 1")
        citizen.press("Xem có trả lời mới không", "đã kết thúc")
        citizen.close()
        officer.close()


def test_a_dead_telegram_does_not_hold_up_the_page(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with FakeTelegram() as fake:
        settings = {
            "HOMTHU_TELEGRAM_TOKEN": fake.token,
            "HOMTHU_TELEGRAM_BASE_URL": fake.base_url,
            "HOMTHU_TELEGRAM_BASE_FILE_URL": fake.base_file_url,
        }
        with fake.outage(), running_product(tmp_path_factory.mktemp("dead"), **settings) as product:
            citizen = Chat(browser, product.url, script=True)
            citizen.press("Báo tin về ma túy", "gặp nguy hiểm không")
            citizen.close()


def test_what_run_prints_shows_the_page_the_invitation_and_the_channels(running: Running) -> None:
    assert running.url in running.welcome
    assert "Telegram" in running.welcome
    assert "HOMTHU_TELEGRAM_TOKEN" in running.welcome
    assert running.invitation.startswith(running.url)
