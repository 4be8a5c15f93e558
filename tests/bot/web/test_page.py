"""What a person sees and does on the page in real Chromium, with and without JavaScript."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, FilePayload, Route, expect

from tests.bot.web.conftest import REFUSED, Screen, Site, in_vietnamese, picture

pytestmark = pytest.mark.asyncio(loop_scope="module")

PICTURE: FilePayload = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture()}


async def to_the_picture(screen: Screen) -> None:
    await screen.button("Báo tin").click()
    await screen.button("Mua bán ma tuý").click()
    await expect(screen.bubble("d-where")).to_be_visible()
    await screen.write("Ngõ 12")
    await expect(screen.bubble("d-what")).to_be_visible()
    await screen.write("Hai người")
    await expect(screen.bubble("d-picture")).to_be_visible()


async def to_the_end(screen: Screen) -> None:
    await to_the_picture(screen)
    await screen.page.locator("#file").set_input_files(PICTURE)
    await screen.page.locator(".send").click()
    await expect(screen.bubble("d-receipt")).to_be_visible()
    await screen.write("1234 5678")
    await expect(screen.bubble("r-1")).to_be_visible()


async def test_the_whole_conversation_works(either_screen: Screen, site: Site) -> None:
    await to_the_end(either_screen)
    assert [(taken.press, taken.text) for taken in site.intake.taken] == [
        ("tip", ""),
        ("selling", ""),
        ("", "Ngõ 12"),
        ("", "Hai người"),
        ("", ""),
        ("", "1234 5678"),
    ]
    assert site.intake.taken[4].attachment is not None
    assert len({taken.address for taken in site.intake.taken}) == 1


async def test_the_newest_question_is_in_sight(either_screen: Screen) -> None:
    await to_the_picture(either_screen)
    await expect(either_screen.bubble("d-picture")).to_be_in_viewport(ratio=1)


async def test_a_sent_picture_is_shown(either_screen: Screen) -> None:
    await to_the_picture(either_screen)
    await either_screen.page.locator("#file").set_input_files(PICTURE)
    await expect(either_screen.page.locator("#chosen")).to_be_visible()
    await either_screen.page.locator(".send").click()
    shown = either_screen.page.get_by_role(
        "img", name=in_vietnamese("Picture: press to make it larger or smaller")
    )
    await expect(shown).to_be_visible()
    await expect(shown).to_have_js_property("complete", value=True)


async def test_a_picture_can_only_be_attached_when_asked_for(either_screen: Screen) -> None:
    await expect(either_screen.page.locator("#file")).to_have_count(0)
    await to_the_picture(either_screen)
    await expect(either_screen.page.locator("#file")).to_have_count(1)


async def test_too_big_a_picture_is_explained(either_screen: Screen, site: Site, tmp_path: Path) -> None:
    await to_the_picture(either_screen)
    (tmp_path / "big.jpg").write_bytes(bytes(60_000_000))
    await either_screen.page.locator("#file").set_input_files(tmp_path / "big.jpg")
    await either_screen.page.locator(".send").click()
    explained = either_screen.page.locator("#status, #notice")
    await expect(explained).to_contain_text("50 MB")
    assert site.intake.taken[-1].text == "Hai người"
    either_screen.tolerated = REFUSED


async def test_the_header_and_the_shortcuts_send_their_commands(either_screen: Screen, site: Site) -> None:
    await either_screen.button("Báo tin").click()
    await expect(either_screen.bubble("d-kind")).to_be_visible()
    for value in ("/trogiup", "/riengtu", "/start"):
        async with either_screen.page.expect_response(lambda response: response.request.method == "POST"):
            await either_screen.page.locator(f"button[value='{value}']").click()
        await expect(either_screen.page.locator("body")).not_to_have_class("busy")
    assert [taken.press for taken in site.intake.taken[1:]] == ["/trogiup", "/riengtu", "/start"]
    # Nobody reads as their own words a command they never wrote.
    assert not any(taken.text for taken in site.intake.taken)


async def test_the_language_can_be_switched_at_any_time(either_screen: Screen) -> None:
    await expect(either_screen.page.locator("html")).to_have_attribute("lang", "vi")
    await either_screen.page.get_by_role("button", name="English").click()
    await expect(either_screen.page.locator("html")).to_have_attribute("lang", "en")
    await expect(either_screen.page.get_by_role("button", name="Tiếng Việt")).to_be_visible()
    await expect(either_screen.page.get_by_label("Your message")).to_be_visible()


async def test_a_secret_is_not_kept(either_screen: Screen) -> None:
    await to_the_picture(either_screen)
    await either_screen.button("Không có ảnh").click()
    field = either_screen.page.get_by_label(in_vietnamese("Your code"))
    await expect(field).to_have_attribute("inputmode", "numeric")
    await expect(field).to_have_attribute("autocomplete", "off")
    await either_screen.write("1234 5678")
    await expect(either_screen.bubble("r-1")).to_be_visible()
    await expect(either_screen.page.locator("#text")).to_have_value("")
    assert "1234 5678" not in await either_screen.page.content()


async def test_an_invitation_is_redeemed_by_its_button_alone(either_screen: Screen, site: Site) -> None:
    await either_screen.page.goto(f"{site.url}/canbo?code=ABC")
    assert not site.intake.taken
    await either_screen.button(in_vietnamese("Accept the invitation")).click()
    await expect(either_screen.bubble("r-1")).to_contain_text("ABC")
    assert either_screen.page.url == f"{site.url}/canbo"
    assert site.intake.taken[0].address.startswith("officer:")


async def test_officers_and_citizens_are_apart_in_one_browser(either_screen: Screen, site: Site) -> None:
    await either_screen.page.goto(f"{site.url}/canbo?code=ABC")
    await either_screen.button(in_vietnamese("Accept the invitation")).click()
    await expect(either_screen.bubble("r-1")).to_be_visible()
    await either_screen.page.goto(site.url)
    await expect(either_screen.bubble("r-1")).to_have_count(0)
    await either_screen.button("Báo tin").click()
    await expect(either_screen.bubble("d-kind")).to_be_visible()
    assert not site.intake.taken[1].address.startswith("officer:")


async def test_a_link_on_another_site_leads_into_the_conversation(either_screen: Screen, site: Site) -> None:
    page = either_screen.page
    await either_screen.button("Báo tin").click()
    await expect(either_screen.bubble("d-kind")).to_be_visible()

    async def show_link(route: Route) -> None:
        await route.fulfill(body=f"<a href='{site.url}/'>x</a>", content_type="text/html")

    await page.route("http://elsewhere.example/**", show_link)
    await page.goto("http://elsewhere.example/")
    await page.get_by_role("link").click()
    await expect(either_screen.bubble("d-kind")).to_be_visible()
    either_screen.hosts.discard("elsewhere.example")


async def test_without_javascript_enter_sends_the_text_and_presses_no_button(
    browser: Browser, site: Site
) -> None:
    context = await browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    await page.goto(site.url)
    await page.locator("#text").fill("xin chào")
    await page.locator("#text").press("Enter")
    await expect(page.locator(".you")).to_contain_text("xin chào")
    await context.close()
    assert [(taken.press, taken.text) for taken in site.intake.taken] == [("", "xin chào")]


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
async def test_nothing_sticks_out_at_any_width(screen: Screen, width: int) -> None:
    await screen.page.set_viewport_size({"width": width, "height": 740})
    await to_the_picture(screen)
    sticking = "() => document.documentElement.scrollWidth > innerWidth || document.querySelector('#scroll').scrollWidth > document.querySelector('#scroll').clientWidth"
    assert not await screen.page.evaluate(sticking)
