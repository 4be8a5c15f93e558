"""Files that are broken, cut or made to harm get a reason and never an error of another kind."""

import io
import struct
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.evidence.protocol import LARGEST_BYTES
from bot.evidence.rebuilding import rebuild
from bot.evidence.refusal import RefusedError
from handlers.messages import Media
from tests.fakes.phones import make_pdf, make_picture, make_video, make_voice


def make_bomb() -> bytes:
    """Make a small PNG file of 40,000 times 40,000 pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(5001 * 4_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def make_text_bomb() -> bytes:
    """Make a PNG whose text grows to 200 MB."""
    data = make_picture("PNG")
    body = b"Comment\0\0" + zlib.compress(bytes(200_000_000), 9)
    text = struct.pack(">I", len(body)) + b"zTXt" + body + struct.pack(">I", zlib.crc32(b"zTXt" + body))
    return data[:33] + text + data[33:]


def make_wide(form: str, width: int, height: int) -> bytes:
    target = io.BytesIO()
    Image.new("1" if form == "PNG" else "L", (width, height)).save(target, form)
    return target.getvalue()


WHOLE = {
    "jpeg": make_picture("JPEG"),
    "png": make_picture("PNG"),
    "webp": make_picture("WEBP"),
    "gif": make_picture("GIF"),
    "tiff": make_picture("TIFF"),
    "heic": make_picture("HEIF"),
    "mp4": make_video("mp4", "libx264", "aac"),
    "webm": make_video("webm", "libvpx", "libopus"),
    "ogg": make_voice("ogg", "libopus"),
    "mp3": make_voice("mp3", "libmp3lame"),
    "pdf": make_pdf(2),
}
STARTS = {f"only the start of {name}": data[:20] for name, data in WHOLE.items()}
MIDDLES = {
    f"the start of {name} before noise": data[:40] + bytes(range(256)) * 8 for name, data in WHOLE.items()
}
OTHERS = {
    "nothing": b"",
    "one byte": b"\xff",
    "text": "Bán ma tuý ở ngõ 5".encode(),
    "zeros": bytes(5000),
    "a playlist": b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
    "a concat list": b"ffconcat version 1.0\nfile /etc/passwd\n",
    "a drawing": b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
    "postscript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) run\n",
    "an archive": b"PK\x03\x04" + bytes(200),
    "a program": b"\x7fELF" + bytes(200),
    "a document without pages": b"%PDF-1.7\ntrailer << >>\n%%EOF",
    "a video of nothing": b"\0\0\0\x18ftypisom\0\0\2\0isomiso2\0\0\0\x08mdat",
    "an atom longer than all": b"\0\0\0\x18ftypisom\0\0\2\0isomiso2\xff\xff\xff\xffmoov",
    "sound frames of noise": b"\xff\xfb\x90\x64" * 900,
    "a wave without sound": b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0",
    "a locked document": b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R /Encrypt 9 0 R >>",
}


@pytest.mark.parametrize("name", [*STARTS, *MIDDLES, *OTHERS])
def test_what_is_broken_gets_a_reason(name: str) -> None:
    data = (STARTS | MIDDLES | OTHERS)[name]
    with pytest.raises(RefusedError) as refused:
        rebuild(data, keep_voice=True)
    assert refused.value.reason in {Media.BROKEN, Media.ODD_VIDEO, Media.LONG_PDF}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (make_bomb(), Media.TOO_BIG),
        (make_wide("PNG", 10_001, 10_001), Media.TOO_BIG),
        (make_wide("JPEG", 12_000, 9_000), Media.TOO_BIG),
        (make_text_bomb(), Media.BROKEN),
        (make_picture("JPEG") + bytes(LARGEST_BYTES), Media.TOO_BIG),
    ],
    ids=[
        "40,000 pixels wide",
        "100 megapixels",
        "a phone's 108 megapixels",
        "a text that grows",
        "50 MB of zeros",
    ],
)
def test_a_bomb_gets_a_reason(data: bytes, reason: Media) -> None:
    with pytest.raises(RefusedError) as refused:
        rebuild(data, keep_voice=False)
    assert refused.value.reason is reason


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_damaged_file_is_rebuilt_or_refused(data: st.DataObject) -> None:
    whole = bytearray(data.draw(st.sampled_from([one for name, one in WHOLE.items() if name != "heic"])))
    for _damage in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    try:
        files = rebuild(bytes(whole[:cut]), keep_voice=True)
    except RefusedError:
        return
    assert files
