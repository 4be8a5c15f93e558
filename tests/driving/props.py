"""The files that people send: pictures and videos as phones make them, with place and device, and some that are none."""

import io
from functools import cache
from pathlib import Path

from PIL import Image

from tests.fakes.phones import find_traces, make_pdf, make_picture, make_video, make_voice

GPS, MODEL, TAKEN = 0x8825, 0x0110, 0x0132
JPEG_START = b"\xff\xd8"
HUGE = 53_000_000


@cache
def _picture(shade: int, form: str) -> bytes:
    image = Image.new("RGB", (160, 120), (shade, 90, 60))
    exif = Image.Exif()
    exif[MODEL], exif[TAKEN] = "Samsung A12", "2026:03:01 21:04:00"
    exif.get_ifd(GPS).update({1: "N", 2: (21.0, 2.0, 5.0), 3: "E", 4: (105.0, 50.0, 3.0)})
    data = io.BytesIO()
    image.save(data, form, exif=exif)
    return data.getvalue()


def make_props(folder: Path) -> None:
    """Write all files into a folder."""
    folder.mkdir(exist_ok=True)
    for number in range(1, 7):
        (folder / f"anh{number}.jpg").write_bytes(_picture(30 * number, "JPEG"))
    (folder / "anh.png").write_bytes(_picture(200, "PNG"))
    (folder / "hong.jpg").write_bytes(_picture(200, "JPEG")[:300])
    (folder / "giay.pdf").write_bytes(b"%PDF-1.7")
    (folder / "giay3.pdf").write_bytes(make_pdf(3))
    (folder / "giay9.pdf").write_bytes(make_pdf(9))
    (folder / "phim.mp4").write_bytes(make_video("mp4", "libx264", "aac"))
    (folder / "phim.webm").write_bytes(make_video("webm", "libvpx", "libopus"))
    (folder / "noi.ogg").write_bytes(make_voice("ogg", "libopus"))
    (folder / "anh.heic").write_bytes(make_picture("HEIF"))
    with (folder / "nang.jpg").open("wb") as huge:
        huge.truncate(HUGE)


def names_place_or_device(data: bytes) -> bool:
    """Tell whether a file still says where or with what it was taken."""
    if find_traces(data):
        return True
    if not data.startswith(JPEG_START):
        return False
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        return bool(image.getexif()) or bool(
            set(image.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        )
