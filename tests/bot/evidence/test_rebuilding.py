"""Nothing of a phone, a place or a person survives in what is rebuilt: every output is searched byte by byte."""

import io
from typing import Any

import av
import pytest
from PIL import Image

from bot.evidence.codecs import CODECS
from bot.evidence.rebuilding import rebuild
from bot.evidence.refusal import RefusedError
from handlers.messages import Media
from storage.records import FileKind
from tests.fakes.phones import find_traces, make_animation, make_pdf, make_picture, make_video, make_voice

PICTURES = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "HEIF", "AVIF")
VIDEOS = (
    ("mp4", "libx264", FileKind.VIDEO),
    ("mov", "libx264", FileKind.VIDEO),
    ("mov", "libx265", FileKind.VIDEO),
    ("matroska", "libx264", FileKind.VIDEO),
    ("mp4", "libsvtav1", FileKind.VIDEO),
    ("webm", "libvpx", FileKind.WEBM),
    ("webm", "libvpx-vp9", FileKind.WEBM),
)
VOICES = (
    ("ogg", "libopus"),
    ("mp3", "libmp3lame"),
    ("wav", "pcm_s16le"),
    ("flac", "flac"),
    ("adts", "aac"),
    ("ipod", "aac"),
)


def colour_at(data: bytes, across: float, down: float) -> tuple[int, int, int]:
    """Give the red, green and blue of a picture at a place, in parts of its width and height."""
    with Image.open(io.BytesIO(data)) as image:
        found: Any = image.convert("RGB").getpixel((int(image.width * across), int(image.height * down)))
    red, green, blue = found
    return red, green, blue


def rebuild_one(data: bytes, *, keep_voice: bool = False) -> tuple[FileKind, bytes]:
    [one] = rebuild(data, keep_voice=keep_voice)
    return one


def refusal_of(data: bytes, *, keep_voice: bool = False) -> Media:
    with pytest.raises(RefusedError) as refused:
        rebuild(data, keep_voice=keep_voice)
    return refused.value.reason


@pytest.mark.parametrize("form", PICTURES)
def test_a_picture_keeps_its_pixels_and_nothing_else(form: str) -> None:
    data = make_picture(form)
    assert find_traces(data) or form == "BMP"

    kind, cleaned = rebuild_one(data)

    assert kind is FileKind.PICTURE
    assert find_traces(cleaned) == []
    with Image.open(io.BytesIO(cleaned)) as image:
        assert (image.format, image.size) == ("JPEG", (160, 120))
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert colour_at(cleaned, 0.2, 0.5)[0] > 200


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_is_turned_the_right_way_up(form: str) -> None:
    _kind, cleaned = rebuild_one(make_picture(form, orientation=6))

    with Image.open(io.BytesIO(cleaned)) as image:
        assert image.size == (120, 160)
    assert colour_at(cleaned, 0.5, 0.1)[0] > 200
    assert colour_at(cleaned, 0.5, 0.9)[0] < 100


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_of_an_animation_the_first_picture_is_kept(form: str) -> None:
    _kind, cleaned = rebuild_one(make_animation(form))

    red, _green, blue = colour_at(cleaned, 0.5, 0.5)
    assert red > 200
    assert blue < 60


@pytest.mark.parametrize(("muxer", "codec", "kind"), VIDEOS)
@pytest.mark.parametrize("keep_voice", [False, True])
def test_a_video_keeps_its_pictures_and_its_sound_only_after_the_choice(
    muxer: str, codec: str, kind: FileKind, keep_voice: bool
) -> None:
    data = make_video(muxer, codec, "libopus" if muxer == "webm" else "aac")
    assert find_traces(data)

    rebuilt_kind, rebuilt = rebuild_one(data, keep_voice=keep_voice)

    assert rebuilt_kind is kind
    assert find_traces(rebuilt) == []
    with av.open(io.BytesIO(rebuilt), "r") as film:
        assert [stream.type for stream in film.streams] == ["video", *(["audio"] if keep_voice else [])]
        assert len(film.chapters()) == 0
        assert not {"title", "artist", "comment", "location", "creation_time"} & set(film.metadata)
        assert sum(1 for _frame in film.decode(video=0)) == 10


def test_a_sound_that_is_kept_can_be_heard() -> None:
    kind, rebuilt = rebuild_one(make_video("mp4", "libx264", "aac"), keep_voice=True)

    assert kind is FileKind.VIDEO
    with av.open(io.BytesIO(rebuilt), "r") as film:
        assert sum(frame.samples for frame in film.decode(audio=0)) > 40_000


@pytest.mark.parametrize(("muxer", "codec"), VOICES)
def test_a_voice_is_refused_until_it_is_chosen(muxer: str, codec: str) -> None:
    data = make_voice(muxer, codec)
    assert refusal_of(data) is Media.VOICE

    kind, rebuilt = rebuild_one(data, keep_voice=True)

    assert kind is FileKind.VOICE
    assert find_traces(rebuilt) == []
    with av.open(io.BytesIO(rebuilt), "r") as record:
        assert [stream.type for stream in record.streams] == ["audio"]
        assert record.streams.audio[0].codec.name == "aac"


def test_a_document_becomes_pictures_of_its_pages() -> None:
    data = make_pdf(3)
    assert find_traces(data)

    pages = rebuild(data, keep_voice=False)

    assert [kind for kind, _page in pages] == [FileKind.PICTURE] * 3
    assert not any(find_traces(page) for _kind, page in pages)
    red, green, _blue = colour_at(pages[0][1], 0.33, 0.5)
    assert red > 200
    assert green < 60


@pytest.mark.parametrize(
    ("taken", "kept"),
    [
        ((4000, 3000), (2048, 1536)),
        ((1080, 2340), (945, 2048)),
        ((1080, 8000), (752, 5570)),
        ((100, 40_000), (22, 8800)),
        ((60_000, 4), (9000, 1)),
        ((720, 3000), (720, 3000)),
    ],
)
def test_the_screenshot_of_a_whole_chat_stays_readable(taken: tuple[int, int], kept: tuple[int, int]) -> None:
    data = io.BytesIO()
    Image.new("RGB", taken).save(data, "PNG")
    _kind, picture = rebuild_one(data.getvalue())

    with Image.open(io.BytesIO(picture)) as image:
        assert all(abs(now - wanted) <= 1 for now, wanted in zip(image.size, kept, strict=True))


def test_a_page_as_large_as_a_house_is_drawn_small() -> None:
    _kind, page = rebuild_one(make_pdf(1, (14_400.0, 14_400.0)))

    with Image.open(io.BytesIO(page)) as image:
        assert max(image.size) <= 2048


def test_a_document_with_too_many_pages_is_told_so() -> None:
    assert refusal_of(make_pdf(6)) is Media.LONG_PDF


def test_an_odd_video_is_told_so() -> None:
    assert refusal_of(make_video("mp4", "mpeg4")) is Media.ODD_VIDEO


def test_a_header_keeps_only_what_drawing_needs() -> None:
    start = b"\0\0\0\1"
    sps, pps, sei = b"\x67sps", b"\x68pps", b"\x06CANARY"
    assert (
        CODECS["h264"].clean_header(start + sps + start + sei + b"\0\0\1" + pps) == start + sps + start + pps
    )
    vps, prefix = b"\x40\x01vps", b"\x4e\x01CANARY"
    assert CODECS["hevc"].clean_header(start + vps + start + prefix) == start + vps
    assert CODECS["av1"].clean_header(b"\x81\x00\x0c\x00CANARY") == b"\x81\x00\x0c\x00"
    assert CODECS["vp9"].clean_header(b"CANARY") is None
