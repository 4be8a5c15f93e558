"""Whether everybody can use the page: WCAG 2.2 AA as axe-core measures it, a keyboard alone, a small phone."""

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from tests.bot.web.conftest import REFUSED, Screen, Site, in_vietnamese
from tests.bot.web.test_page import PICTURE, to_the_picture

pytestmark = pytest.mark.asyncio(loop_scope="module")

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}

RING = """found => {
  const style = getComputedStyle(found);
  return found.getBoundingClientRect().bottom + parseFloat(style.outlineOffset) + parseFloat(style.outlineWidth) - innerHeight;
}"""


async def complain(screen: Screen) -> str:
    results = await Axe().run(screen.page, options=RULES)
    return str(results.generate_report()) if results.violations_count else ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
async def test_axe_finds_nothing_in_any_state(screen: Screen, site: Site, scheme: str, width: int) -> None:
    site.intake.banner = "Bản chạy thử"
    await screen.page.set_viewport_size({"width": width, "height": 740})
    await screen.page.emulate_media(
        color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce"
    )
    await screen.page.reload()
    assert not await complain(screen)
    await to_the_picture(screen)
    assert not await complain(screen)
    await screen.page.locator("#file").set_input_files(PICTURE)
    assert not await complain(screen)
    await screen.page.locator(".send").click()
    await expect(screen.bubble("d-receipt")).to_be_visible()
    assert not await complain(screen)
    await screen.page.locator("#text").fill("1")
    await screen.page.context.set_offline(True)
    await screen.page.locator("#text").press("Enter")
    await expect(screen.page.get_by_role("status")).not_to_be_empty()
    await expect(screen.page.locator("body")).not_to_have_class("busy")
    assert not await complain(screen)
    await screen.page.context.set_offline(False)
    screen.tolerated = REFUSED


@pytest.mark.parametrize("path", ["/canbo", "/canbo?code=ABC", "/nothing"])
async def test_axe_finds_nothing_on_the_other_pages(screen: Screen, site: Site, path: str) -> None:
    await screen.page.goto(site.url + path)
    assert not await complain(screen)
    screen.tolerated = REFUSED


async def tab_to(screen: Screen, label: str) -> None:
    for _step in range(30):
        await screen.page.keyboard.press("Tab")
        focused = screen.page.locator(":focus")
        if label in (await focused.get_attribute("aria-label") or await focused.text_content() or ""):
            outline = await focused.evaluate("found => getComputedStyle(found).outlineStyle")
            assert outline == "solid", "the focus is visible"
            await expect(focused).to_be_in_viewport()
            assert await focused.evaluate(RING) <= 0, "the window's edge cuts nothing of the ring off"
            return
    pytest.fail(f"no key leads to {label}")


async def test_a_keyboard_is_enough(screen: Screen, site: Site) -> None:
    keyboard = screen.page.keyboard
    await tab_to(screen, "Báo tin")
    await keyboard.press("Enter")
    await expect(screen.bubble("d-kind")).to_be_visible()
    await expect(screen.page.locator("#text")).to_be_focused()
    for label in ("Huỷ", "‹ Quay lại", "Việc khác"):
        await keyboard.press("Shift+Tab")
        await expect(screen.button(label)).to_be_focused()
    await keyboard.press("Space")
    await expect(screen.bubble("d-where")).to_be_visible()
    await keyboard.type("Ngõ 12")
    await keyboard.press("Enter")
    await expect(screen.bubble("d-what")).to_be_visible()
    await expect(screen.page.locator("#text")).to_be_focused()
    await tab_to(screen, in_vietnamese("Menu"))
    await keyboard.press("Enter")
    await expect(screen.bubble("d-what")).to_have_count(0)
    assert [taken.press or taken.text for taken in site.intake.taken] == ["tip", "other", "Ngõ 12", "/start"]


async def test_a_thumb_can_hit_everything(screen: Screen) -> None:
    await to_the_picture(screen)
    await screen.page.locator("#file").set_input_files(PICTURE)
    targets = screen.page.locator("button:visible:not(.unseen), label:visible, textarea, .pictures a")
    for box in [await target.bounding_box() for target in await targets.all()]:
        assert box is not None
        assert min(box["width"], box["height"]) >= 44


async def test_a_person_who_only_presses_buttons_gets_no_keyboard(screen: Screen) -> None:
    session = await screen.page.context.new_cdp_session(screen.page)
    await session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    await screen.button("Báo tin").click()
    await expect(screen.bubble("d-kind")).to_be_visible()
    await expect(screen.page.locator("#log")).to_be_focused()


async def test_nothing_moves_while_the_page_loads(screen: Screen) -> None:
    await screen.page.reload()
    moved = await screen.page.evaluate(
        "new Promise(done => { new PerformanceObserver(list => done(list.getEntries().length))"
        ".observe({type: 'layout-shift', buffered: true}); requestAnimationFrame(() => setTimeout(() => done(0))); })"
    )
    assert moved == 0


async def test_bubbles_are_a_polite_log_that_says_who_speaks(screen: Screen) -> None:
    log = screen.page.get_by_role("log", name=in_vietnamese("Conversation"))
    await expect(log).to_have_attribute("aria-live", "polite")
    await screen.button("Báo tin").click()
    await expect(log.locator(".you")).to_contain_text(in_vietnamese("You said:"))
    await expect(log.locator(".bot").last).to_contain_text(in_vietnamese("Hòm Thư says:"))


async def test_with_little_height_everything_can_still_be_reached(screen: Screen) -> None:
    await screen.page.set_viewport_size({"width": 320, "height": 256})
    await to_the_picture(screen)
    for place in (screen.button("Không có ảnh"), screen.button(in_vietnamese("Privacy"))):
        await place.click(trial=True)  # fails when something lies over it
    assert not await complain(screen)
