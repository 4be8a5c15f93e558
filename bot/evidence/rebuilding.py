"""Rebuilds one file that somebody sent, whatever it is."""

from bot.evidence.documents import draw_pages
from bot.evidence.forms import Form, find_form
from bot.evidence.pictures import clean_picture
from bot.evidence.protocol import LARGEST_BYTES
from bot.evidence.refusal import RefusedError
from bot.evidence.streams import Rebuilt, rebuild_stream
from handlers.messages import Media
from storage.records import FileKind


def rebuild(data: bytes, *, keep_voice: bool) -> list[Rebuilt]:
    """Rebuild a file as one or more files without anything that tells of its sender; raise RefusedError."""
    if len(data) > LARGEST_BYTES:
        raise RefusedError(Media.TOO_BIG)
    form, demuxer = find_form(data)
    if form is Form.PICTURE:
        return [(FileKind.PICTURE, clean_picture(data))]
    if form is Form.DOCUMENT:
        return [(FileKind.PICTURE, page) for page in draw_pages(data)]
    if form is Form.STREAM:
        return [rebuild_stream(data, demuxer, keep_voice=keep_voice)]
    raise RefusedError(Media.BROKEN)
