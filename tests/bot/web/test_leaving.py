"""Leaving in a hurry, and a page that nobody uses: in real Chromium, with and without JavaScript."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Request, expect

from tests.bot.web.conftest import HARMLESS, Screen, Site, in_vietnamese
from tests.bot.web.test_accessibility import complain
from tests.bot.web.test_page import PICTURE, to_the_picture

pytestmark = pytest.mark.asyncio(loop_scope="module")

FIVE_MINUTES, ONE_HOUR = 5 * 60 * 1000, 60 * 60 * 1000


@pytest_asyncio.fixture(loop_scope="module")
async def visit(browser: Browser, site: Site, scripted: bool) -> AsyncIterator[Screen]:
    """Open the page in a browser in which the harmless site exists."""
    context = await browser.new_context(
        viewport={"width": 360, "height": 740}, java_script_enabled=scripted, locale="vi-VN"
    )
    context.set_default_timeout(10_000)
    await context.route(f"{HARMLESS}**", lambda route: route.fulfill(body="<title>Weather</title>Sun"))
    screen = Screen(await context.new_page())
    await screen.page.goto(f"{site.url}/static/nothing")  # where «back» leads
    await screen.page.goto(site.url)
    yield screen
    await context.close()


@pytest_asyncio.fixture(loop_scope="module")
async def idle(screen: Screen, site: Site) -> Screen:
    """Give a page with a clock in the test's hands, in the middle of a conversation."""
    await screen.page.clock.install()
    await screen.page.goto(site.url)
    await screen.button("Báo tin").click()
    await expect(screen.bubble("d-kind")).to_be_visible()
    return screen


async def write_something(screen: Screen) -> None:
    await screen.page.evaluate("localStorage.setItem('left', 'behind')")
    await screen.button("Báo tin").click()
    await screen.button("Việc khác").click()
    await expect(screen.bubble("d-where")).to_be_visible()


async def is_forgotten(screen: Screen, site: Site) -> None:
    """Wait until server and browser have forgotten the visit: the page does not wait for that, it is gone at once."""
    await site.intake.everybody_left()
    while await screen.page.context.cookies(site.url):
        await screen.page.evaluate("new Promise(requestAnimationFrame)")


async def test_the_button_leaves_nothing_behind(visit: Screen, site: Site, scripted: bool) -> None:
    referers: list[str] = []

    async def note(request: Request) -> None:
        referers.extend(name for name in await request.all_headers() if name == "referer")

    visit.page.on("request", note)
    await write_something(visit)
    await visit.button(in_vietnamese("Leave quickly")).click()
    await expect(visit.page).to_have_url(HARMLESS)
    await is_forgotten(visit, site)
    assert not referers
    await visit.page.go_back()
    if scripted:
        await expect(visit.page).to_have_url(f"{site.url}/static/nothing")
        await visit.page.goto(site.url)
    await expect(visit.bubble("d-start")).to_be_visible()
    await expect(visit.page.locator(".bubble")).to_have_count(1)
    assert await visit.page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("scripted", [True], indirect=True, ids=["with JavaScript"])
async def test_escape_three_times_leaves_from_every_tab(visit: Screen, site: Site) -> None:
    await write_something(visit)
    other = await visit.page.context.new_page()
    await other.goto(site.url)
    await visit.page.locator("#text").focus()
    for _press in range(2):
        await visit.page.keyboard.press("Escape")
    await expect(visit.bubble("d-where")).to_be_visible()
    await visit.page.keyboard.press("Escape")
    await expect(visit.page).to_have_url(HARMLESS)
    await expect(other).to_have_url(HARMLESS)
    await is_forgotten(visit, site)


@pytest.mark.parametrize("scripted", [True], indirect=True, ids=["with JavaScript"])
async def test_three_escapes_long_apart_or_while_composing_do_not_leave(visit: Screen, site: Site) -> None:
    await visit.page.clock.install()
    await visit.page.goto(site.url)
    for _press in range(4):
        await visit.page.keyboard.press("Escape")
        await visit.page.clock.fast_forward(1500)
    for _press in range(3):
        await visit.page.locator("#text").dispatch_event("keydown", {"key": "Escape", "isComposing": True})
    await expect(visit.bubble("d-start")).to_be_visible()


@pytest.mark.parametrize("path", ["/", "/canbo", "/canbo?code=ABC", "/nothing"])
async def test_every_page_can_be_left(visit: Screen, site: Site, path: str) -> None:
    await visit.page.goto(site.url + path)
    await visit.button(in_vietnamese("Leave quickly")).click()
    await expect(visit.page).to_have_url(HARMLESS)


async def test_the_button_is_the_first_and_a_big_one(visit: Screen) -> None:
    button = visit.button(in_vietnamese("Leave quickly"))
    box = await button.bounding_box()
    assert box is not None
    assert box["height"] >= 48
    assert box["width"] >= 48
    for _key in range(2):  # first the link that skips to where one writes
        await visit.page.keyboard.press("Tab")
    await expect(button).to_be_focused()
    await visit.page.keyboard.press("Enter")
    await expect(visit.page).to_have_url(HARMLESS)


async def test_an_unused_page_covers_itself_and_comes_back(idle: Screen) -> None:
    await idle.page.locator("#text").fill("nửa chừng")
    await idle.page.clock.fast_forward(FIVE_MINUTES - 1000)
    await idle.page.locator("#text").press("Shift")
    await idle.page.clock.fast_forward(FIVE_MINUTES - 1000)
    await expect(idle.bubble("d-kind")).to_be_visible()
    await idle.page.clock.fast_forward(2000)
    await expect(idle.page.locator("#cover")).to_be_visible()
    await expect(idle.page.locator(".bubble")).to_have_count(0)
    await expect(idle.page.locator("#text")).to_be_hidden()
    assert not await complain(idle)
    await idle.page.keyboard.press("Enter")  # the button has the focus
    await expect(idle.bubble("d-kind")).to_be_visible()
    await expect(idle.page.locator("#text")).to_have_value("nửa chừng")


async def test_half_written_words_live_no_longer_than_a_draft(idle: Screen) -> None:
    await idle.page.locator("#text").fill("nửa chừng")
    await idle.page.clock.fast_forward(FIVE_MINUTES + 1000)
    await idle.page.clock.fast_forward(ONE_HOUR + 1000)
    await idle.button(in_vietnamese("Show the page again")).click()
    await expect(idle.bubble("d-kind")).to_be_visible()
    await expect(idle.page.locator("#text")).to_have_value("")


async def test_going_back_to_the_page_draws_it_anew(idle: Screen, site: Site) -> None:
    await idle.page.goto(f"{site.url}/canbo")
    site.intake.people.clear()
    await idle.page.go_back()
    await expect(idle.bubble("d-start")).to_be_visible()
    await expect(idle.bubble("d-kind")).to_have_count(0)


@pytest.mark.parametrize("scripted", [False], indirect=True, ids=["without JavaScript"])
async def test_without_a_script_the_page_goes_blank_by_itself(visit: Screen, site: Site) -> None:
    refresh = visit.page.locator("noscript meta")
    assert await refresh.get_attribute("content") == "1200; url=/?blank"
    await visit.page.goto(f"{site.url}/?blank")
    await expect(visit.page.locator(".bubble")).to_have_count(0)
    await visit.page.get_by_role("link", name=in_vietnamese("Show the page again")).click()
    await expect(visit.page).to_have_url(f"{site.url}/")
    await expect(visit.bubble("d-start")).to_be_visible()


async def test_no_address_or_title_tells_what_was_done(visit: Screen, site: Site, scripted: bool) -> None:
    seen: set[tuple[str, str]] = set()
    await visit.page.goto(f"{site.url}/?xa=00004")
    await to_the_picture(visit)
    await visit.page.locator("#file").set_input_files(PICTURE)
    await visit.page.locator(".send").click()
    await expect(visit.bubble("d-receipt")).to_be_visible()
    await visit.page.locator("summary").click()
    await expect(visit.page.locator("details[open] img")).to_be_visible()
    for label in ("Menu", "Quick help", "Addiction", "Privacy"):
        await visit.button(in_vietnamese(label)).click()
        await expect(visit.page.locator("body")).not_to_have_class("busy")
        seen.add((visit.page.url, await visit.page.title()))
    assert seen == {(f"{site.url}/", "Hòm Thư")}
    assert len(visit.page.context.pages) == 1
