"""Tells by its first bytes what a file is: names and declared types are the sender's word only."""

from enum import Enum, auto

PICTURE_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"}
MOV_ATOMS = {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}
PICTURE_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"BM", b"II*\0", b"MM\0*")
# Each by the name of the demuxer that alone may read it: guessing demuxers would follow playlists to other files.
STREAM_STARTS = (
    (b"\x1a\x45\xdf\xa3", "matroska"),
    (b"OggS", "ogg"),
    (b"ID3", "mp3"),
    (b"fLaC", "flac"),
    (b"#!AMR", "amr"),
)
FRAME_START, FRAME_BITS = b"\xff", 0xE0  # eleven set bits begin a frame of sound
PDF_START, PDF_WITHIN = b"%PDF-", 1024


class Form(Enum):
    """What kind of file something is."""

    PICTURE = auto()
    DOCUMENT = auto()
    STREAM = auto()
    UNKNOWN = auto()


def find_form(data: bytes) -> tuple[Form, str]:
    """Tell what a file is, and for a video or sound which demuxer reads it."""
    if data.startswith(PICTURE_STARTS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return Form.PICTURE, ""
    if data[4:8] == b"ftyp" and data[8:12] in PICTURE_BRANDS:
        return Form.PICTURE, ""
    if PDF_START in data[:PDF_WITHIN]:
        return Form.DOCUMENT, ""
    demuxer = _find_demuxer(data)
    return (Form.STREAM, demuxer) if demuxer else (Form.UNKNOWN, "")


def _find_demuxer(data: bytes) -> str:
    if data[4:8] in MOV_ATOMS:
        return "mov"
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return "wav"
    for start, demuxer in STREAM_STARTS:
        if data.startswith(start):
            return demuxer
    return _find_sound(data[1]) if data.startswith(FRAME_START) and data[1:] else ""


def _find_sound(second: int) -> str:
    """Name what reads a frame of sound by its second byte."""
    named = "mp3" if second & FRAME_BITS == FRAME_BITS else ""
    return {0xF0: "aac", 0xF6: ""}.get(second & 0xF6, named)
