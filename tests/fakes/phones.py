"""Files as phones and scanners make them, full of what tells on people: each such word is a canary to look for."""

import io
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from functools import cache
from typing import Any, cast

import av
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.packet import Packet
from av.video.stream import VideoStream
from PIL import Image, PngImagePlugin

CANARY = b"CANARY"
PLACE = b"+21.0285+105.8542"
TAKEN = b"2026-03-01"
TRACES = (
    CANARY,
    PLACE,
    b"21.0285",
    TAKEN,
    b"2026:03:01",
    b"x264",
    b"x265",
    b"Lavc",
    b"Lavf6",
    b"Exif",
    b"photoshop",
)
GPS, MODEL, DATE, ORIENTATION, COPYRIGHT = 0x8825, 0x0110, 0x0132, 0x0112, 0x8298
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><dc:creator>CANARY-XMP</dc:creator></x:xmpmeta>"


def make_exif() -> Image.Exif:
    """Make what a phone notes in a picture."""
    exif = Image.Exif()
    exif[MODEL], exif[DATE], exif[COPYRIGHT] = "CANARY-MODEL", "2026:03:01 21:04:00", "CANARY-OWNER"
    exif.get_ifd(GPS).update({1: "N", 2: (21.0, 2.0, 5.0), 3: "E", 4: (105.0, 50.0, 3.0)})
    return exif


@cache
def make_picture(
    form: str, size: tuple[int, int] = (160, 120), shade: int = 90, orientation: int = 1
) -> bytes:
    """Make a picture, red on its left half, with all that its format can carry beside the pixels."""
    image = Image.new("RGB", size, (20, shade, 60))
    image.paste((250, 10, 10), (0, 0, size[0] // 2, size[1]))
    exif = make_exif()
    exif[ORIENTATION] = orientation
    more: dict[str, Any] = {"exif": exif, "icc_profile": b"\0" * 128 + b"CANARY-PROFILE"}
    if form == "PNG":
        more["pnginfo"] = PngImagePlugin.PngInfo()
        more["pnginfo"].add_text("Author", "CANARY-AUTHOR")
        more["pnginfo"].add_itxt("Comment", "CANARY-COMMENT", zip=True)
    if form == "JPEG":
        more |= {"comment": b"CANARY-COMMENT", "xmp": XMP}
    if form in {"GIF", "BMP"}:
        more = {"comment": b"CANARY-COMMENT"} if form == "GIF" else {}
    target = io.BytesIO()
    image.save(target, form, **more)
    return target.getvalue()


def make_animation(form: str) -> bytes:
    """Make an animation whose first picture is red and whose second is blue."""
    first, second = (Image.new("RGB", (64, 48), shade) for shade in ("red", "blue"))
    target = io.BytesIO()
    first.save(target, form, save_all=True, append_images=[second], duration=100)
    return target.getvalue()


@cache
def make_video(muxer: str, pictures: str, sound: str = "", seconds: int = 1) -> bytes:
    """Make a video with place, owner, chapters, subtitles and a track of positions; `sound` names a codec.

    In a thread of its own: as root, SVT-AV1 makes the thread that calls it a real-time one, and all that it starts later;
    a worker of the tests then takes the cores from all others.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(_encode, muxer, pictures, sound, seconds).result()


def _encode(muxer: str, pictures: str, sound: str, seconds: int) -> bytes:
    target = io.BytesIO()
    with av.open(target, "w", format=muxer) as film:
        film.metadata.update(
            {
                "title": "CANARY-TITLE",
                "artist": "CANARY-ARTIST",
                "comment": "CANARY-COMMENT",
                "location": PLACE.decode() + "/",
                "creation_time": "2026-03-01T21:04:00Z",
                "com.apple.quicktime.location.ISO6709": PLACE.decode() + "/",
            }
        )
        film.set_chapters(
            [
                {
                    "id": 1,
                    "start": 0,
                    "end": 500,
                    "time_base": Fraction(1, 1000),
                    "metadata": {"title": "CANARY-CHAPTER"},
                }
            ]
        )
        _add_tracks(film, pictures, sound, seconds)
    return target.getvalue()


def _add_tracks(film: OutputContainer, pictures: str, sound: str, seconds: int) -> None:
    video: VideoStream = cast("VideoStream", film.add_stream(pictures, rate=10))
    video.width, video.height, video.pix_fmt = 128, 96, "yuv420p"
    video.metadata.update({"handler_name": "CANARY-HANDLER", "creation_time": "2026-03-01T21:04:00Z"})
    audio = cast("AudioStream", film.add_stream(sound, rate=48_000)) if sound else None
    if audio is not None:
        audio.codec_context.layout = "mono"
        audio.metadata["handler_name"] = "CANARY-SOUND"
    positions = film.add_data_stream("bin_data") if film.format.name == "mp4" else None
    for number in range(10 * seconds):
        frame = av.VideoFrame(128, 96, "yuv420p")
        for plane in frame.planes:
            plane.update(bytes([20 * number % 250]) * plane.buffer_size)
        frame.pts, frame.time_base = number, Fraction(1, 10)
        film.mux(video.encode(frame))
    if positions is not None:
        packet: Any = Packet(b"CANARY-TRACK " + PLACE)
        packet.stream, packet.pts, packet.dts, packet.time_base = positions, 0, 0, Fraction(1, 1000)
        film.mux(packet)
    if audio is not None:
        _fill_sound(film, audio, seconds)
    film.mux(video.encode(None))


def _fill_sound(film: OutputContainer, audio: AudioStream, seconds: int) -> None:
    size = audio.codec_context.frame_size or 1152
    for number in range(48_000 * seconds // size):
        frame = av.AudioFrame(format=audio.codec_context.format.name, layout="mono", samples=size)
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        frame.sample_rate, frame.pts, frame.time_base = 48_000, number * size, Fraction(1, 48_000)
        film.mux(audio.encode(frame))
    film.mux(audio.encode(None))


@cache
def make_voice(muxer: str, sound: str, seconds: int = 1) -> bytes:
    """Make a voice message with its speaker's name."""
    target = io.BytesIO()
    with av.open(target, "w", format=muxer) as record:
        record.metadata.update({"title": "CANARY-TITLE", "artist": "CANARY-ARTIST"})
        audio = cast("AudioStream", record.add_stream(sound, rate=48_000))
        audio.codec_context.layout = "mono"
        _fill_sound(record, audio, seconds)
    return target.getvalue()


@cache
def make_pdf(pages: int, size: tuple[float, float] = (300, 200)) -> bytes:
    """Make a document with an author, a script and a hidden text; each page shows a red square."""
    drawing = b"1 0 0 rg 50 50 100 100 re f BT /F1 12 Tf 3 Tr 10 10 Td (CANARY-HIDDEN) Tj ET"
    box = f"[0 0 {size[0]} {size[1]}]".encode()
    kids = b" ".join(b"%d 0 R" % (5 + number) for number in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert('CANARY-SCRIPT')) >> >>",
        b"<< /Type /Pages /Kids [" + kids + b"] /Count %d >>" % pages,
        b"<< /Length %d >>\nstream\n" % len(drawing) + drawing + b"\nendstream",
        b"<< /Author (CANARY-AUTHOR) /CreationDate (D:20260301) >>",
        *[b"<< /Type /Page /Parent 2 0 R /MediaBox " + box + b" /Contents 3 0 R >>"] * pages,
    ]
    body, places = b"%PDF-1.7\n", []
    for number, entry in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + entry + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        len(body),
    )
    return body + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer


def find_traces(data: bytes) -> list[bytes]:
    """Name the traces that a file still has."""
    return [trace for trace in TRACES if trace in data]
