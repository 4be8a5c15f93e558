"""Rebuilds PDF documents as pictures of their pages: no text layer, author, date, script or attachment survives."""

import pypdfium2

from bot.evidence.pictures import LONGEST_SIDE, encode
from bot.evidence.refusal import RefusedError
from handlers.messages import Media

MOST_PAGES = 5
LARGEST_SCALE = 200 / 72  # as sharp as a good scan; a page's unit is 1/72 inch


def draw_pages(data: bytes) -> list[bytes]:
    """Draw all pages of a document; raise RefusedError."""
    try:
        document = pypdfium2.PdfDocument(data)
        pages = len(document)
        if 0 < pages <= MOST_PAGES:
            document.init_forms()  # what was filled in is drawn, too; scripts are not part of this build
            return [_draw(page) for page in document]
    except Exception as error:  # decoders of hostile bytes raise anything
        raise RefusedError(Media.BROKEN) from error
    raise RefusedError(Media.LONG_PDF if pages else Media.BROKEN)


def _draw(page: "pypdfium2.PdfPage") -> bytes:
    longest = max(*page.get_size(), 1.0)
    bitmap = page.render(scale=min(LARGEST_SCALE, LONGEST_SIDE / longest), rev_byteorder=True)
    return encode(bitmap.to_pil().convert("RGB"))
