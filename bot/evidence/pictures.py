"""Rebuilds pictures from their pixels alone: no place, time, device, name, colour profile or hidden preview survives."""

from io import BytesIO

import pillow_heif
from PIL import Image, ImageOps

from bot.evidence.refusal import RefusedError
from handlers.messages import Media

LARGEST_PIXELS = 60_000_000
LONGEST_SIDE = 2048
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
    pixels.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    cleaned = BytesIO()
    Image.frombytes("RGB", pixels.size, pixels.tobytes()).save(cleaned, "JPEG", quality=QUALITY)
    return cleaned.getvalue()


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
