"""Cards: on each all words fit, in letters that a phone shows large enough and that the typeface has."""

from io import BytesIO

import pytest
from PIL import Image
from PIL.ImageFont import truetype

from bot.cards.card import FOOT, HEAD, SIDE, draw_card, lay_out
from bot.cards.lettering import Box, OverflowingTextError, fit
from bot.cards.motifs import draw_motif, motifs
from bot.fonts import BOLD
from content.i18n import LANGUAGES
from content.prevention.item import Item
from content.prevention.pack import items
from content.prevention.vocabulary import Image as Motif

ITEMS = list(items().values())
PHONE = 360  # px wide: a third of the card


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_all_words_fit_and_are_large(item: Item, language: str) -> None:
    below = 0
    for words in lay_out(item, language):
        lettering = fit(words.text, words.font, words.box)
        font = truetype(words.font, lettering.size)
        assert max(font.getlength(line) for line in lettering.lines) <= words.box.width
        assert lettering.height <= words.box.height
        assert " ".join(lettering.lines) == words.text
        assert lettering.size * PHONE / SIDE >= 10
        assert words.box.left + words.box.width <= SIDE
        assert words.box.top >= below
        below = words.box.top + words.box.height
    assert below <= SIDE - FOOT
    lines = [fit(words.text, words.font, words.box).size for words in lay_out(item, language)[2:]]
    assert min(lines) * PHONE / SIDE >= 14
    assert len(set(lines)) == 1


def test_the_typeface_has_every_letter() -> None:
    font = truetype(BOLD, 40)
    missing = bytes(font.getmask("\U000e0001"))
    letters = {
        letter for item in ITEMS for lang in LANGUAGES for one in lay_out(item, lang) for letter in one.text
    }
    assert {letter for letter in letters - {" "} if bytes(font.getmask(letter)) == missing} == set()


def test_words_that_cannot_fit_are_refused() -> None:
    box = Box(0, 0, 300, 120, 60, 40)
    with pytest.raises(OverflowingTextError):
        fit("Bà con cô bác gần xa cùng nhau giữ xóm làng bình yên", BOLD, box)
    with pytest.raises(OverflowingTextError):
        fit("Nghiêng" * 5, BOLD, box)
    assert fit("Bà con", BOLD, box).size == 60


def test_lines_break_where_the_sense_ends() -> None:
    box = Box(0, 0, 800, 130, 54, 42)
    assert fit("Đừng tự theo dõi; nguy hiểm thì gọi 113", BOLD, box).lines == (
        "Đừng tự theo dõi;",
        "nguy hiểm thì gọi 113",
    )


def test_each_motif_is_drawn_and_each_item_has_one() -> None:
    assert set(motifs()) == set(Motif)
    for name in motifs():
        drawn = draw_motif(name, 40).getchannel("A")
        low, high = drawn.getextrema()
        assert (low, high) == (0, 255), name
        assert 0.05 < sum(drawn.histogram()[128:]) / 1600 < 0.75, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_card_is_a_small_square_picture(language: str) -> None:
    card = draw_card(items()["june-07"], language)
    picture = Image.open(BytesIO(card))
    assert (picture.format, picture.size) == ("PNG", (SIDE, SIDE))
    assert len(card) < 200_000
    assert not picture.info.get("exif")
    # The words are on it: more ink than an empty card has, in head and body.
    for area in ((64, 110, 640, HEAD - 10), (170, HEAD + 30, SIDE - 40, SIDE - FOOT - 20)):
        assert len(set(picture.convert("RGB").crop(area).get_flattened_data())) > 8
