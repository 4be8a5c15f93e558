"""Rebuilds pictures from their pixels alone: no place, time, device, name or hidden preview survives. For workers."""

from io import BytesIO

from PIL import Image, ImageOps

from bot.channels.port import BadPictureError, TooBigError

LARGEST_BYTES = 20 * 1024 * 1024
LARGEST_PIXELS = 60_000_000
LONGEST_SIDE = 2048
QUALITY = 85
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")


def clean_picture(data: bytes) -> bytes:
    """Decode a picture and encode it anew as JPEG; raise BadPictureError or TooBigError."""
    if len(data) > LARGEST_BYTES:
        raise TooBigError
    try:
        pixels = _decode(data)
    except Exception as error:  # decoders of hostile bytes raise anything
        raise BadPictureError from error
    if pixels is None:
        raise TooBigError
    pixels.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    cleaned = BytesIO()
    Image.frombytes("RGB", pixels.size, pixels.tobytes()).save(cleaned, "JPEG", quality=QUALITY)
    return cleaned.getvalue()


def _decode(data: bytes) -> Image.Image | None:
    """Decode a picture, the right way up; None if it has too many pixels, which is known before they are decoded."""
    with Image.open(BytesIO(data), formats=FORMATS) as picture:
        if picture.width * picture.height > LARGEST_PIXELS:
            return None
        return _flatten(ImageOps.exif_transpose(picture))


def _flatten(picture: Image.Image) -> Image.Image:
    """Put a picture on white where it is transparent."""
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        flat = Image.new("RGB", layered.size, "white")
        flat.paste(layered, mask=layered.getchannel("A"))
        return flat
    return picture.convert("RGB")
