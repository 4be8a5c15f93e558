"""Runs the real application on a loopback port, and finds the browser that looks at it."""

import asyncio
import os
import shutil
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
import pytest_asyncio
import uvicorn
from PIL import Image
from playwright.async_api import Browser, Locator, Page, async_playwright

from bot.channels.web.channel import WebChannel
from bot.channels.web.site import Site as Home
from content.i18n import _, use_language
from tests.bot.web.fake_intake import FakeIntake

PLACES = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
HARMLESS = "https://weather.example/"
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


@dataclass(frozen=True)
class Site:
    url: str
    intake: FakeIntake


def find_browser() -> str | None:
    named = (found for name in NAMES if (found := shutil.which(name)))
    return next((place for place in PLACES if Path(place).exists()), next(named, None))


def picture(width: int = 64, height: int = 48, form: str = "JPEG") -> bytes:
    content = BytesIO()
    Image.new("RGB", (width, height), "teal").save(content, form)
    return content.getvalue()


def in_vietnamese(message: str) -> str:
    with use_language("vi"):
        return _(message)


@pytest_asyncio.fixture(loop_scope="module")
async def site() -> AsyncIterator[Site]:
    intake = FakeIntake()
    # Clients may connect as soon as it listens: nobody has to wait for the server to start.
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # asyncio does it only for its own sockets
    config = uvicorn.Config(
        WebChannel(Home(exit_url=HARMLESS)).application(intake),
        log_config=None,
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    yield Site(f"http://127.0.0.1:{listener.getsockname()[1]}", intake)
    server.should_exit = True
    await serving
    listener.close()


@pytest_asyncio.fixture(loop_scope="module")
async def client(site: Site) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=site.url) as client:
        yield client


REFUSED = "Failed to load resource"  # what Chromium writes when an answer is an error or is missing


@dataclass
class Screen:
    """One person's browser window, which remembers what the browser complains of and whom it asks."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    tolerated: str = ""
    hosts: set[str] = field(default_factory=set)

    def bubble(self, key: str) -> Locator:
        return self.page.locator(f"[id='{key}']")

    def button(self, label: str) -> Locator:
        return self.page.get_by_role("button", name=label, exact=True)

    async def write(self, text: str) -> None:
        await self.page.locator("#text").fill(text)
        await self.page.locator("#text").press("Enter")

    def tolerates(self, words: str) -> bool:
        return bool(self.tolerated) and words.startswith(self.tolerated)

    def watch(self) -> None:
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    found = find_browser()
    if found is None:
        reason = "NO BROWSER: the page is not tested in Chromium; install the package chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        await browser.close()


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def scripted(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest_asyncio.fixture(loop_scope="module")
async def screen(browser: Browser, site: Site) -> AsyncIterator[Screen]:
    async for screen in _open(browser, site, scripted=True):
        yield screen


@pytest_asyncio.fixture(loop_scope="module")
async def either_screen(browser: Browser, site: Site, scripted: bool) -> AsyncIterator[Screen]:
    async for screen in _open(browser, site, scripted=scripted):
        yield screen


async def _open(browser: Browser, site: Site, *, scripted: bool) -> AsyncIterator[Screen]:
    context = await browser.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=scripted, locale="vi-VN"
    )
    context.set_default_timeout(10_000)
    screen = Screen(await context.new_page())
    screen.watch()
    await screen.page.goto(site.url)
    yield screen
    await context.close()
    assert not [words for words in screen.complaints if not screen.tolerates(words)]
    assert screen.hosts <= {urlsplit(site.url).netloc}
