"""The page behind an officer's key link: looking does nothing, the button redeems, words unlock; without a script, too."""

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import httpx
import pytest
import pytest_asyncio
import uvicorn
from playwright.async_api import Browser, Page, expect

from bot.channels.web.channel import WebChannel
from bot.channels.web.key_link import KeyLink
from bot.channels.web.site import Site as Home
from handlers.commands.key_links import Purpose
from handlers.unlocking import KeyForm, KeyResult
from tests.bot.web.conftest import HARMLESS, Screen, in_vietnamese
from tests.bot.web.fake_intake import FakeIntake
from tests.bot.web.test_accessibility import complain

pytestmark = pytest.mark.asyncio(loop_scope="module")

TOKEN = "ab" * 16
RIGHT = "mưa nắng sông núi"
ADDRESS = "otpauth://totp/H:Lan?secret=ABCDEFGH"


@dataclass
class FakeDesk:
    """One link, one form; the right passphrase ends it."""

    purpose: Purpose = Purpose.UNLOCK
    asked: list[tuple[str, ...]] = field(default_factory=list)

    async def redeem(self, token: str) -> KeyForm | None:
        self.asked.append((token,))
        return self._form() if self.asked.count((TOKEN,)) == 1 and token == TOKEN else None

    async def answer(self, ticket: str, phrase: str, code: str) -> KeyForm | KeyResult | None:
        self.asked.append((ticket, phrase, code))
        if ticket != "ticket":
            return None
        return KeyResult("vi", "Đã mở khóa.") if phrase == RIGHT else self._form("Chưa đúng.")

    def _form(self, error: str = "") -> KeyForm:
        words = RIGHT if self.purpose is Purpose.MAKE else ""
        secret, address = ("ABCDEFGH", ADDRESS) if self.purpose is Purpose.CODE else ("", "")
        return KeyForm("ticket", self.purpose, "vi", words, secret, address, error)


@dataclass(frozen=True)
class Desk:
    url: str
    fake: FakeDesk


@pytest_asyncio.fixture(loop_scope="module")
async def desk() -> AsyncIterator[Desk]:
    fake, home = FakeDesk(), Home(exit_url=HARMLESS)
    application = WebChannel(home).application(FakeIntake(), KeyLink(home, fake).routes())
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application, log_config=None, lifespan="off"))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    yield Desk(f"http://127.0.0.1:{listener.getsockname()[1]}/can-bo/khoa", fake)
    server.should_exit = True
    await serving
    listener.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, scripted: bool) -> AsyncIterator[Page]:
    context = await browser.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=scripted, locale="vi-VN"
    )
    context.set_default_timeout(10_000)
    yield await context.new_page()
    await context.close()


async def press(page: Page, label: str) -> None:
    await page.get_by_role("button", name=in_vietnamese(label), exact=True).click()


async def test_the_button_and_the_right_words_unlock(page: Page, desk: Desk) -> None:
    await page.goto(f"{desk.url}/{TOKEN}")
    assert desk.fake.asked == []
    await press(page, "Go on")
    await expect(page).to_have_url(desk.url)
    await page.get_by_label(in_vietnamese("Passphrase")).fill("sai")
    await page.get_by_label(in_vietnamese("Passphrase")).press("Enter")
    await expect(page.get_by_role("alert")).to_have_text("Chưa đúng.")
    await page.get_by_label(in_vietnamese("Passphrase")).fill(RIGHT)
    await page.locator("#code").fill("123456")
    await press(page, "Unlock")
    await expect(page.locator("main")).to_contain_text("Đã mở khóa.")
    assert desk.fake.asked == [(TOKEN,), ("ticket", "sai", ""), ("ticket", RIGHT, "123456")]


async def test_what_is_typed_is_hidden_until_it_shall_be_seen(page: Page, desk: Desk) -> None:
    await page.goto(f"{desk.url}/{TOKEN}")
    await press(page, "Go on")
    hides = "found => getComputedStyle(found).webkitTextSecurity"
    field_of_words = page.get_by_label(in_vietnamese("Passphrase"))
    assert await field_of_words.evaluate(hides) == "disc"
    await page.get_by_label(in_vietnamese("Show what I type")).check()
    assert await field_of_words.evaluate(hides) == "none"


@pytest.mark.parametrize("purpose", list(Purpose))
@pytest.mark.parametrize("scripted", [True], indirect=True, ids=["with JavaScript"])
async def test_axe_finds_nothing_in_any_step(page: Page, desk: Desk, purpose: Purpose) -> None:
    desk.fake.purpose = purpose
    await page.goto(f"{desk.url}/{TOKEN}")
    assert not await complain(Screen(page))
    await press(page, "Go on")
    assert not await complain(Screen(page))
    if purpose is Purpose.MAKE:
        await expect(page.locator(".words")).to_have_text(RIGHT)
        await expect(page.locator("#code")).to_have_count(0)
    if purpose is Purpose.CODE:
        drawn = "found => [getComputedStyle(found).strokeWidth, getComputedStyle(found).strokeLinecap]"
        assert await page.locator(".qr path").evaluate(drawn) == ["1px", "butt"]
    await page.locator("#phrase").fill("sai")
    await page.locator("#phrase").press("Enter")
    await expect(page.get_by_role("alert")).to_be_visible()
    assert not await complain(Screen(page))


async def test_only_our_own_page_redeems_and_an_old_link_says_so(desk: Desk) -> None:
    async with httpx.AsyncClient() as client:
        elsewhere = {"origin": "https://evil.example"}
        assert (await client.post(desk.url, data={"token": TOKEN}, headers=elsewhere)).status_code == 403
        assert (await client.head(f"{desk.url}/{TOKEN}")).status_code == 200
        assert desk.fake.asked == []
        for data in ({"token": "cd" * 16}, {"ticket": "other", "phrase": RIGHT}, {"phrase": RIGHT}):
            answer = await client.post(desk.url, data=data)
            assert answer.status_code == 410
            assert "/mokhoa" in answer.text
        assert (await client.get(desk.url)).status_code == 410
        assert (await client.get(f"{desk.url}/{TOKEN}", headers={"host": "evil.example"})).status_code == 421
