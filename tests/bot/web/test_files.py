"""A file is served whole or in the part that a player asks for, under its own type."""

import pytest

from bot.channels.port import OpenFile
from bot.channels.web.files import serve_file
from storage.records import FileKind

FILE = OpenFile(FileKind.VIDEO, b"0123456789")


@pytest.mark.parametrize(
    ("wanted", "status", "content"),
    [
        ("", 200, b"0123456789"),
        ("bytes=0-", 206, b"0123456789"),
        ("bytes=2-4", 206, b"234"),
        ("bytes=8-99", 206, b"89"),
        ("bytes=10-", 416, b""),
        ("bytes=-3", 200, b"0123456789"),
        ("bytes=0-1,3-4", 200, b"0123456789"),
        ("lines=1-2", 200, b"0123456789"),
    ],
)
def test_a_part_is_served(wanted: str, status: int, content: bytes) -> None:
    answer = serve_file(FILE, wanted)
    assert (answer.status_code, bytes(answer.body)) == (status, content)


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [
        (FileKind.PICTURE, "image/jpeg"),
        (FileKind.VIDEO, "video/mp4"),
        (FileKind.WEBM, "video/webm"),
        (FileKind.VOICE, "audio/mp4"),
    ],
)
def test_a_file_has_its_own_type(kind: FileKind, media_type: str) -> None:
    assert serve_file(OpenFile(kind, b"x"), "").headers["content-type"] == media_type
