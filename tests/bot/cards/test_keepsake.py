"""The picture of a pledge: all words fit, and it is the same for everybody."""

from io import BytesIO

import pytest
from PIL import Image

from bot.cards.card import SIDE
from bot.cards.keepsake import draw_keepsake, lay_out_keepsake
from bot.cards.lettering import fit
from bot.cards.shelf import Shelf
from content.i18n import LANGUAGES
from content.pledges.pledge import PledgeKind


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PledgeKind)
def test_all_words_fit(kind: PledgeKind, language: str) -> None:
    for words in lay_out_keepsake(kind, language):
        assert " ".join(fit(words.text, words.font, words.box).lines) == words.text


def test_it_is_drawn() -> None:
    drawn = draw_keepsake(PledgeKind.HOUSEHOLD, "vi")
    assert Image.open(BytesIO(drawn)).size == (SIDE, SIDE)


async def test_the_shelf_has_it() -> None:
    async def draw(name: str, language: str) -> bytes:
        return f"{name} {language}".encode()

    assert await Shelf(draw).take("pledge-class-vi") == b"pledge-class vi"
    with pytest.raises(LookupError):
        await Shelf(draw).take("pledge-somebody-vi")
