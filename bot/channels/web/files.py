"""Serves one opened file to the page that shows it, whole or the part that a player asks for."""

import re

from starlette.responses import Response

from bot.channels.port import OpenFile
from storage.records import FileKind

TYPES = {
    FileKind.PICTURE: "image/jpeg",
    FileKind.VIDEO: "video/mp4",
    FileKind.WEBM: "video/webm",
    FileKind.VOICE: "audio/mp4",
    FileKind.SHEET: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.LETTER: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})")
WHOLE, PART, NO_SUCH_PART = 200, 206, 416


def serve_file(file: OpenFile, wanted: str) -> Response:
    """Answer with a file; `wanted` is a Range header: players on phones play nothing from a server without ranges."""
    kind, size = TYPES[file.kind], len(file.content)
    found = RANGE.fullmatch(wanted)
    if found is None:
        return Response(file.content, WHOLE, {"Accept-Ranges": "bytes"}, kind)
    first, last = int(found[1]), min(int(found[2] or size - 1), size - 1)
    if first > last:
        return Response(b"", NO_SUCH_PART, {"Content-Range": f"bytes */{size}"}, kind)
    headers = {"Accept-Ranges": "bytes", "Content-Range": f"bytes {first}-{last}/{size}"}
    return Response(file.content[first : last + 1], PART, headers, kind)
