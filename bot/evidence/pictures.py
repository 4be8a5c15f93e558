"""Rebuilds pictures from their pixels alone: no place, time, device, name, colour profile or hidden preview survives."""

import math
from io import BytesIO

import pillow_heif
from PIL import Image, ImageOps

from bot.evidence.refusal import RefusedError
from handlers.messages import Media

LARGEST_PIXELS = 60_000_000
LONGEST_SIDE = 2048
LONG, LONGEST = (
    2.5,
    9000,
)  # from this shape on it is the screenshot of a whole chat, say: its words must stay readable
QUALITY = 85
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "HEIF", "AVIF")

pillow_heif.register_heif_opener(thumbnails=False)
Image.init()  # decoders are loaded before a file is here, since a process that has one opens nothing
Image.MAX_IMAGE_PIXELS = None  # our own limit is lower, and says so in a sentence


def clean_picture(data: bytes) -> bytes:
    """Decode a picture (the first one of an animation) and encode it anew as JPEG; raise RefusedError."""
    try:
        pixels = _decode(data)
    except Exception as error:  # decoders of hostile bytes raise anything
        raise RefusedError(Media.BROKEN) from error
    if pixels is None:
        raise RefusedError(Media.TOO_BIG)
    return encode(pixels)


def encode(pixels: Image.Image) -> bytes:
    """Encode nothing but pixels as JPEG, made small enough to be read on a phone."""
    pixels.thumbnail(_fit(*pixels.size))
    cleaned = BytesIO()
    Image.frombytes("RGB", pixels.size, pixels.tobytes()).save(cleaned, "JPEG", quality=QUALITY)
    return cleaned.getvalue()


def _fit(width: int, height: int) -> tuple[int, int]:
    """Say how large a picture may become: no side longer than `LONGEST_SIDE`; a long one may have as many pixels as a square."""
    longer, shorter = max(width, height), min(width, height)
    scale = LONGEST_SIDE / longer
    if longer > LONG * shorter:
        scale = min(LONGEST_SIDE / math.sqrt(longer * shorter), LONGEST / longer)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _decode(data: bytes) -> Image.Image | None:
    """Decode a picture, the right way up; None if it has too many pixels, which is known before they are decoded."""
    with Image.open(BytesIO(data), formats=FORMATS) as picture:
        if picture.width * picture.height > LARGEST_PIXELS:
            return None
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # JPEG can be decoded smaller at once
        return _flatten(ImageOps.exif_transpose(picture))


def _flatten(picture: Image.Image) -> Image.Image:
    """Put a picture on white where it is transparent."""
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        flat = Image.new("RGB", layered.size, "white")
        flat.paste(layered, mask=layered.getchannel("A"))
        return flat
    return picture.convert("RGB")
