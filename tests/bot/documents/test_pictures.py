"""Pictures: as wide as a phone shows well, light and dark, and nothing in them runs out of its place."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from matplotlib.ft2font import FT2Font
from PIL import Image

from bot.documents.canvas import INNER, WIDTH, Canvas
from bot.documents.drawing import draw_picture
from bot.documents.palette import DARK, LIGHT, Palette
from bot.fonts import BOLD, HEAVY, MEDIUM
from handlers.pictures import (
    Area,
    Bar,
    BoardPicture,
    Chart,
    FiguresPicture,
    Picture,
    Spot,
    SpotsPicture,
    Tile,
)

PAGE = Path(__file__).parents[3] / "bot" / "channels" / "web" / "static" / "page.css"
LONG = "Đặc khu có một cái tên dài không tưởng, thuộc một tỉnh cũng dài không kém"
LARGEST = 800_000

PICTURES: dict[str, Picture] = {
    "figures": FiguresPicture(
        LONG,
        LONG,
        (Tile("1.234", LONG, LONG),) * 4,
        (Chart("Theo loại", (Bar(LONG, 0), Bar("Mua bán", 7, True))), Chart("Tuần", (Bar("1/9", 3),) * 52, True)),
        LONG * 3,
    ),
    "no figures": FiguresPicture("Trống", "", (), (Chart("Không có", ()), Chart("Không có", (), True)), ""),
    "spots": SpotsPicture("Điểm nóng", LONG, ("1/9", "8/9"), (Spot(LONG, LONG, (0, 5), 1, "5 tin"),) * 12, "", LONG),
    "no spots": SpotsPicture("Điểm nóng", "", ("1/9",), (), "Chưa có tin nào.", ""),
    "areas": BoardPicture("Địa bàn", "", ("Đang mở", "Xác minh đúng"), (Area(LONG, ("0", "12"), False),) * 24, "Tiêu chí", (LONG,) * 8, LONG),
}  # fmt: skip


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_as_wide_as_a_phone_shows_well(name: str, dark: bool) -> None:
    data = draw_picture(replace(PICTURES[name], dark=dark))

    picture = Image.open(BytesIO(data))
    assert (picture.format, picture.width) == ("JPEG", WIDTH)
    assert len(data) < LARGEST
    ground = (DARK if dark else LIGHT).paper
    corner = picture.getpixel((4, picture.height - 4))
    assert corner == pytest.approx(tuple(int(ground[at : at + 2], 16) for at in (1, 3, 5)), abs=6)


@pytest.mark.parametrize(("palette", "part"), [(LIGHT, 0), (DARK, 1)])
def test_the_colours_are_those_of_the_page(palette: Palette, part: int) -> None:
    told = PAGE.read_text(encoding="utf-8").split("@media (prefers-color-scheme: dark)")[part]

    for name in ("ink", "soft", "paper", "line", "deep", "gold", "tint", "warn", "on_warn"):
        assert f"--{name.replace('_', '-')}: {getattr(palette, name)};" in told


def test_long_words_are_shortened_or_broken_to_fit() -> None:
    canvas = Canvas(100, LIGHT)

    assert canvas.shorten("Tổ 5", INNER, 34) == "Tổ 5"
    short = canvas.shorten(LONG, 300, 34, "bold")
    assert short.endswith("…")
    assert canvas.measure(short, 34, "bold") <= 300
    lines = canvas.wrap(LONG, 300, 34)
    assert " ".join(lines) == LONG
    assert all(canvas.measure(line, 34) <= 300 for line in lines)


@pytest.mark.parametrize("text", ["ẲẪỆỘỮỴ ằẵệộữỵ", "Đặng Thuỳ Trâm – «tố giác»"])
def test_the_font_has_every_vietnamese_letter(text: str) -> None:
    for font in (BOLD, HEAVY, MEDIUM):
        known = FT2Font(str(font)).get_charmap()
        assert all(ord(letter) in known for letter in text)
