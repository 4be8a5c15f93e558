"""Posters: their codes hold an address and a commune and nothing else, and each fits on one sheet."""

import re
from pathlib import Path

import pytest
import segno
from playwright.async_api import async_playwright

from bot.posters import draw_poster, page_link, telegram_link
from bot.settings import Settings
from bot.subcommands.printing import posters
from content.places.gazetteer import communes_of
from handlers.doors import Doors
from handlers.posters import read_payload
from tests.bot.web.conftest import find_browser

ONION = f"http://{'a' * 56}.onion"
DOORS = Doors("https://homthu.example", ONION, "HomThuBot")


class Arguments:
    def __init__(self, place: str, to: Path) -> None:
        self.place, self.to = place, to


def test_the_codes_hold_an_address_and_a_commune() -> None:
    assert page_link(DOORS, "00004") == "https://homthu.example/?xa=00004"
    assert telegram_link(DOORS, "00004") == "https://t.me/HomThuBot?start=xa00004"
    assert read_payload(telegram_link(DOORS, "00004").partition("start=")[2]) == "00004"
    assert (page_link(DOORS, ""), telegram_link(DOORS, "")) == (
        "https://homthu.example/",
        "https://t.me/HomThuBot",
    )


def test_a_poster_names_all_doors_and_asks_nobody_for_anything() -> None:
    poster = draw_poster(DOORS, "00004")
    for words in ("homthu.example", ONION, "@HomThuBot", "Phường Ba Đình", "113", "0769.04.04.04"):
        assert words in poster
    for link in (page_link(DOORS, "00004"), telegram_link(DOORS, "00004")):
        drawn = segno.make_qr(link, error="q").svg_inline(border=2, omitsize=True, svgclass=None)
        assert drawn in poster
    assert not re.search(r"\b(src|href)=|url\(|<script", poster)


async def test_a_poster_fits_on_one_sheet(tmp_path: Path) -> None:
    found = find_browser()
    if found is None:
        pytest.skip("NO BROWSER: posters are not printed")
    (tmp_path / "poster.html").write_text(draw_poster(DOORS, "00004"), encoding="utf-8")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = await browser.new_page()
        await page.goto((tmp_path / "poster.html").as_uri())
        await page.emulate_media(media="print")
        hidden = "found => found.scrollHeight - found.clientHeight"
        assert await page.locator(".sheet").evaluate(hidden) == 0
        assert await page.locator("main").evaluate(hidden) == 0
        printed = await page.pdf(prefer_css_page_size=True, print_background=True)
        await browser.close()
    assert len(re.findall(rb"/Type /Page\b", printed)) == 1


def run(place: str, folder: Path, url: str = "https://homthu.example") -> int:
    return posters(Settings(public_url=url), Arguments(place, folder))  # type: ignore[arg-type]


def test_the_command_writes_a_file_for_each_commune(tmp_path: Path) -> None:
    assert run("01", tmp_path) == 0
    assert len(list(tmp_path.glob("homthu-*.html"))) == len(communes_of("01"))
    assert run("vn", tmp_path / "all") == 0
    assert [path.name for path in (tmp_path / "all").iterdir()] == ["homthu-vn.html"]


@pytest.mark.parametrize(
    ("place", "url"), [("99999", "https://homthu.example"), ("vn", "http://127.0.0.1:8080")]
)
def test_what_makes_no_sense_is_refused_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str, url: str
) -> None:
    assert run(place, tmp_path / "none", url) == 2
    assert capsys.readouterr().err
    assert not (tmp_path / "none").exists()
