"""Posters: their codes hold an address and a commune and nothing else, and each fits on one sheet."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from bot import cli
from bot.local_numbers import read_numbers
from bot.opening import open_store
from bot.posters.codes import page_link, telegram_link
from bot.posters.paper import FullSheetError, Paper, Style
from bot.posters.poster import draw_poster
from bot.settings import Settings
from bot.subcommands.printing import _codes, posters
from content.places.gazetteer import communes, communes_of, place_name
from content.prevention.aloud import word_number
from handlers.doors import Doors
from handlers.posters import read_payload
from storage.directory import Entry, put_entry

ONION = f"http://{'a' * 56}.onion"
DOORS = Doors("https://homthu.example", ONION, "HomThuBot")
A4 = (595, 842)  # points
WARD = Entry(
    "00004",
    1,
    "police",
    "Công an phường Ba Đình",
    "02438261234",
    "",
    "ngày đêm",
    20_000,
    b"o" * 16,
    approved=True,
)


class Arguments:
    def __init__(self, place: str, to: Path) -> None:
        self.place, self.to = place, to


def open_poster(pdf: bytes) -> pypdfium2.PdfPage:
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    return document[0]


def read(pdf: bytes) -> str:
    return " ".join(open_poster(pdf).get_textpage().get_text_bounded().split())


def scan(pdf: bytes, scale: float = 2) -> set[str]:
    picture: Image.Image = open_poster(pdf).render(scale=scale).to_pil()
    return {found.text for found in zxingcpp.read_barcodes(picture)}


def test_the_codes_hold_an_address_and_a_commune() -> None:
    assert page_link(DOORS, "00004") == "https://homthu.example/?xa=00004"
    assert telegram_link(DOORS, "00004") == "https://t.me/HomThuBot?start=xa00004"
    assert read_payload(telegram_link(DOORS, "00004").partition("start=")[2]) == "00004"
    assert (page_link(DOORS, ""), telegram_link(DOORS, "")) == (
        "https://homthu.example/",
        "https://t.me/HomThuBot",
    )


def test_a_communes_numbers_stand_on_its_poster_as_far_as_they_fit(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, runtime_dir=tmp_path / "runtime", shred_dir=tmp_path / "shred")
    assert read_numbers(settings, ["00004"])("00004") == ()
    store = open_store(settings)
    store.run(lambda tx: put_entry(tx, WARD))
    store.run(lambda tx: put_entry(tx, replace(WARD, number=2, approved=False, name="Chưa duyệt")))
    store.close()
    numbers = read_numbers(settings, ["00004"])("00004")
    assert numbers == (("Công an phường Ba Đình", "024.3826.1234"),)
    shown = read(draw_poster(Doors("https://homthu.example"), "00004", numbers))
    assert "Công an phường Ba Đình 024.3826.1234" in shown
    assert read(draw_poster(DOORS, "00004", numbers * 40))
    assert (
        word_number(*numbers[0])
        == "Báo tin qua điện thoại: gọi Công an phường Ba Đình, số 0 2 4, 3 8 2 6, 1 2 3 4."
    )


@pytest.mark.parametrize("commune", ["00004", ""])
def test_the_codes_on_the_sheet_are_read(commune: str) -> None:
    assert scan(draw_poster(DOORS, commune)) == {page_link(DOORS, commune), telegram_link(DOORS, commune)}
    assert scan(draw_poster(Doors("https://homthu.example"), commune)) == {page_link(DOORS, commune)}


def test_a_poster_names_all_doors_and_asks_nobody_for_anything() -> None:
    pdf = draw_poster(DOORS, "00004")
    text = read(pdf)
    for words in ("homthu.example", "@HomThuBot", "Phường Ba Đình", "113", "0769.04.04.04", "Thấy ma túy?"):
        assert words in text
    assert ONION in text.replace(" ", "").replace("\ufffe", "")
    assert "Không cần nói bạn là ai." in text
    for word in (b"/URI", b"/JavaScript", b"/Annot", b"/EmbeddedFile"):
        assert word not in pdf


def test_a_poster_is_one_sheet_of_a4_with_its_own_typeface() -> None:
    pdf = draw_poster(DOORS, "00004")
    page = open_poster(pdf)
    assert (round(page.get_width()), round(page.get_height())) == A4
    assert b"/FontFile2" in pdf
    assert len(pdf) < 100_000


def test_the_longest_names_and_addresses_fit() -> None:
    longest = max(communes(), key=lambda code: len(place_name(code)))
    doors = Doors("https://bao-tin-phong-chong-ma-tuy.congan.thuathienhue.gov.vn", ONION, "B" + "o" * 30)
    assert place_name(longest) in read(draw_poster(doors, longest))


def test_what_does_not_fit_is_refused() -> None:
    with Paper("Hòm Thư") as paper, pytest.raises(FullSheetError):
        paper.write("Bà con " * 200, 16, 200, 60, Style("bold", 20))


def run(place: str, folder: Path, url: str = "https://homthu.example") -> int:
    homes = {f"{name}_dir": folder.parent / f"{folder.name} {name}" for name in ("data", "runtime", "shred")}
    return posters(Settings(public_url=url, **homes), Arguments(place, folder))  # type: ignore[arg-type]


def test_a_province_stands_for_its_communes() -> None:
    assert _codes("01") == [one.code for one in communes_of("01")]
    assert (_codes("vn"), _codes("00004"), _codes("97")) == ([""], ["00004"], [])


def test_the_command_writes_a_file_for_each_commune(tmp_path: Path) -> None:
    assert run("00004", tmp_path) == 0
    assert run("vn", tmp_path) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["homthu-00004.pdf", "homthu-vn.pdf"]


def test_the_former_name_still_draws_posters() -> None:
    for words in (["posters", "--place", "00004"], ["content", "poster", "--commune", "00004"]):
        arguments = cli.make_parser().parse_args(words)
        assert (arguments.command, arguments.place) == (posters, "00004")


@pytest.mark.parametrize(
    ("place", "url"), [("99999", "https://homthu.example"), ("vn", "http://127.0.0.1:8080")]
)
def test_what_makes_no_sense_is_refused_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str, url: str
) -> None:
    assert run(place, tmp_path / "none", url) == 2
    assert capsys.readouterr().err
    assert not (tmp_path / "none").exists()
