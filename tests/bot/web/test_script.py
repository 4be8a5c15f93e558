"""What the page's script adds: news, patience, and words that are never lost."""

import pytest
from playwright.async_api import Route, expect

from tests.bot.web.conftest import REFUSED, Screen, Site, in_vietnamese
from tests.bot.web.test_page import PICTURE, to_the_end, to_the_picture

LOST = "The connection was lost. Your words are still here. Please try again: nothing is sent twice."

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_news_appear_while_a_person_writes(screen: Screen, site: Site) -> None:
    await screen.button("Báo tin").click()
    await expect(screen.bubble("d-kind")).to_be_visible()
    await screen.page.locator("#text").fill("đang viết")
    await screen.bubble("d-kind").evaluate("bubble => { bubble.mark = 1; }")
    for number in (1, 2):
        await site.intake.somebody_waits()
        site.intake.send_news(site.intake.taken[0].address, f"Tin mới {number}")
        await expect(screen.bubble(f"r-{number}")).to_be_in_viewport()
    await expect(screen.page.locator("#text")).to_have_value("đang viết")
    await expect(screen.page.locator("#text")).to_be_focused()
    assert await screen.bubble("d-kind").evaluate("bubble => bubble.mark") == 1, "only new bubbles are read"


async def test_replies_stay_in_sight_until_the_page_is_loaded_again(screen: Screen, site: Site) -> None:
    await to_the_end(screen)
    await expect(screen.bubble("d-receipt")).to_have_count(0)
    await screen.button("Báo tin").click()
    await expect(screen.bubble("d-kind")).to_be_visible()
    assert site.intake.taken[-1].seen == 1
    await expect(screen.bubble("r-1")).to_be_visible()
    await screen.page.reload()
    await expect(screen.bubble("r-1")).to_have_count(0)


async def test_bubbles_keep_the_order_of_the_page(screen: Screen, site: Site) -> None:
    await screen.button("Báo tin").click()
    await expect(screen.bubble("d-kind")).to_be_visible()
    await site.intake.somebody_waits()
    site.intake.send_news(site.intake.taken[0].address, "Tin mới")
    await expect(screen.bubble("r-1")).to_be_visible()
    await screen.page.evaluate("document.querySelector('[name=seen]').value = 0")
    await screen.button("Việc khác").click()
    await expect(screen.bubble("d-where")).to_be_visible()
    keys = await screen.page.locator(".bubble").evaluate_all("found => found.map(bubble => bubble.id)")
    assert keys == ["d-start", "d-start-you", "d-kind", "d-kind-you", "d-where", "r-1"]


async def test_a_press_keeps_what_is_half_written(screen: Screen, site: Site) -> None:
    await screen.page.locator("#text").fill("nửa chừng")
    await screen.button("Báo tin").click()
    await expect(screen.bubble("d-kind")).to_be_visible()
    await expect(screen.page.locator("#text")).to_have_value("nửa chừng")
    assert site.intake.taken[0].text == ""


async def test_a_lost_connection_keeps_the_words(screen: Screen, site: Site) -> None:
    await screen.page.context.set_offline(True)
    await screen.write("quan trọng")
    await expect(screen.page.get_by_role("status")).to_have_text(in_vietnamese(LOST))
    await expect(screen.page.locator("#text")).to_have_value("quan trọng")
    await screen.page.context.set_offline(False)
    await screen.page.locator(".send").click()
    await expect(screen.page.locator(".you")).to_contain_text("quan trọng")
    await expect(screen.page.get_by_role("status")).to_be_empty()
    screen.tolerated = REFUSED


async def test_a_lost_answer_sends_nothing_twice(screen: Screen, site: Site) -> None:
    await screen.button("Báo tin").click()
    await expect(screen.bubble("d-kind")).to_be_visible()

    async def lose(route: Route) -> None:
        await route.fetch(max_redirects=0)
        await route.abort()

    await screen.page.route(f"{site.url}/", lose, times=1)
    await screen.write("một lần")
    await expect(screen.page.get_by_role("status")).to_have_text(in_vietnamese(LOST))
    await screen.page.locator("#text").press("Enter")
    await expect(screen.bubble("d-where")).to_be_visible()
    assert [taken.text for taken in site.intake.taken] == ["", "một lần"]
    screen.tolerated = REFUSED


async def test_impatient_presses_count_once(screen: Screen, site: Site) -> None:
    press = "const b = document.querySelector('[value=tip]'); b.click(); b.click(); b.click();"
    await screen.page.evaluate(press)
    await expect(screen.bubble("d-kind")).to_be_visible()
    assert len(site.intake.taken) == 1


async def test_an_enter_that_ends_a_composed_word_sends_nothing(screen: Screen, site: Site) -> None:
    field = screen.page.locator("#text")
    await field.fill("tiếng Việ")
    await field.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    await field.press("Shift+Enter")
    await expect(field).to_have_value("tiếng Việ\n")
    assert not site.intake.taken


async def test_a_chosen_picture_can_be_dropped_again(screen: Screen) -> None:
    await to_the_picture(screen)
    await screen.page.locator("#file").set_input_files(PICTURE)
    await expect(screen.page.locator("#chosen")).to_have_text("a.jpg")
    await screen.button(in_vietnamese("Remove the file")).click()
    await expect(screen.page.locator("#chosen")).to_be_hidden()
    await expect(screen.page.locator("#file")).to_be_focused()


async def test_a_refusal_is_told_without_leaving_the_conversation(screen: Screen, site: Site) -> None:
    async def forge(route: Route) -> None:
        answer = await route.fetch(headers={"sec-fetch-site": "cross-site"}, max_redirects=0)
        await route.fulfill(response=answer)

    await screen.page.route(f"{site.url}/", forge, times=1)
    await screen.write("xin chào")
    await expect(screen.page.locator("body")).not_to_have_class("busy")
    await expect(screen.page.get_by_role("status")).not_to_be_empty()
    await expect(screen.page.locator("#text")).to_have_value("xin chào")
    screen.tolerated = REFUSED
