"""The slow work itself, as functions that any process can run: it knows no pool, no turn and no person.

What takes a second to load is imported only where somebody draws.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from content.exposure.finder import find_in_all
from content.places.resolver import Found, find
from content.pledges.pack import find_keepsake
from content.prevention.pack import items
from handlers.pictures import Picture
from handlers.report_contents import ReportContents
from storage.evidence import save_file
from storage.passphrases import derive_phrase_key
from storage.receipts import derive_keys, make_receipt
from storage.records import FileKind, Json, dump_file
from storage.spot_ranking import rank_apart

PICTURE = "picture"


def draw_receipt(salt: bytes) -> Json:
    """Draw a receipt and derive its keys."""
    receipt = make_receipt()
    return {"receipt": receipt, **stretch_receipt(receipt, salt)}


def _phrase_key(salt: str, phrase: str) -> Json:
    return derive_phrase_key(phrase, bytes.fromhex(salt)).hex()


def stretch_receipt(receipt: str, salt: bytes) -> Json:
    """Derive the keys of a receipt, as JSON."""
    keys = derive_keys(receipt, salt)
    return {"lookup": keys.lookup.hex(), "public": keys.public.hex(), "private": keys.private.hex()}


def draw_card(name: str, language: str) -> bytes:
    """Draw the picture of a prevention item or of a pledge."""
    from bot.cards import card  # noqa: PLC0415 - 15 MB that only a process that draws needs
    from bot.cards.keepsake import draw_keepsake  # noqa: PLC0415 - with them

    pledge = find_keepsake(name)
    return draw_keepsake(pledge, language) if pledge is not None else card.draw_card(items()[name], language)


def draw_fact(folder: Path, fact: str, contents: Json) -> Json:
    """Draw a picture or write a document, and seal it into a file."""
    return (
        _draw_picture(folder, contents)
        if fact == PICTURE
        else _write_document(folder, contents, FileKind(fact))
    )


def _draw_picture(folder: Path, picture: Picture) -> Json:
    from bot.documents.drawing import draw_picture  # noqa: PLC0415 - takes a second to load: only where somebody draws

    return dump_file(save_file(folder, draw_picture(picture), FileKind.PICTURE))


def _write_document(folder: Path, contents: ReportContents, kind: FileKind) -> Json:
    from bot.documents.letter import write_letter  # noqa: PLC0415 - as above
    from bot.documents.sheet import write_sheet  # noqa: PLC0415

    write = write_sheet if kind is FileKind.SHEET else write_letter
    return dump_file(save_file(folder, write(contents), kind))


def _find_places(text: str, province: str | None, limit: int, names: tuple[tuple[str, Json], ...]) -> Found:
    return find(text, province, limit, dict(names))


PLAIN_FACTS: Mapping[str, Callable[..., Json]] = {
    "phrase_key": _phrase_key,
    "exposures": find_in_all,
    "places": _find_places,
    "spots": rank_apart,
}
