"""After the trial: the first lead comes in, makes a key behind the link, and unlocks it again; with and without a script."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from bot.opening import open_store
from bot.settings import read_settings
from handlers.product import Product
from handlers.setup import begin_production, make_queues
from storage.recovery import make_recovery
from tests.whole.conftest import running_product
from tests.whole.test_whole_product import Chat


def end_trial(folder: Path) -> str:
    """Do what `homthu init` does behind its questions; give the first lead's code."""
    settings = read_settings(
        {"HOMTHU_DATA_DIR": str(folder / "var"), "HOMTHU_RUNTIME_DIR": str(folder / "runtime")}
    )
    store = open_store(settings)
    product = Product(store, settings.public_url, settings.draft_minutes)
    recovery, halves = make_recovery()
    try:
        store.run(lambda tx: make_queues(tx, product))
        return store.run(lambda tx: begin_production(tx, product, recovery, halves, time.time()))[1]
    finally:
        store.close()


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_lead_makes_and_unlocks_a_key(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, *, script: bool
) -> None:
    folder = tmp_path_factory.mktemp("keys")
    code = end_trial(folder)
    with running_product(folder) as product:
        lead = Chat(browser, f"{product.url}/canbo?code={code}", script=script)
        lead.page.get_by_role("button", name="Nhận lời mời").click()
        lead.write("Đại tá Minh", "xin tạo khóa")
        lead.write("/mokhoa", "/can-bo/khoa/")
        link = lead.page.locator("a[href^='/can-bo/khoa/']").last
        used = str(link.get_attribute("href"))
        link.click()
        lead.page.get_by_role("button", name="Đi tiếp").click()
        words = lead.page.locator(".words").inner_text()
        lead.page.fill("#phrase", "sai bét")
        lead.page.press("#phrase", "Enter")
        lead.page.get_by_role("alert").wait_for()
        lead.page.fill("#phrase", words)
        lead.page.press("#phrase", "Enter")
        lead.sees("Đã")
        lead.page.get_by_role("link", name="Về trang cán bộ").click()
        lead.write("/khoa", "khóa")
        lead.write("/mokhoa", "/can-bo/khoa/")
        expect(link).not_to_have_attribute("href", used, timeout=15_000)
        link.click()
        lead.page.get_by_role("button", name="Đi tiếp").click()
        lead.page.fill("#phrase", words)
        lead.page.get_by_role("button", name="Mở khóa").click()
        lead.sees("30 phút")
        lead.close()
