"""Knows, for each way to code pictures that is kept, which units are drawn: the others are where cameras put text."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from storage.records import FileKind

AV1_FIXED = 4  # bytes of an AV1 header before the units that somebody may have added

Header = bytes | None


@dataclass(frozen=True, slots=True)
class Codec:
    """What a coded video becomes: the kind of file, the filter of its packets, and what is kept of its header."""

    kind: FileKind
    units: str
    clean_header: Callable[[bytes], Header]


def _keep_units(kept: frozenset[int], shift: int, mask: int) -> Callable[[bytes], Header]:
    """Keep the parameter sets of a header whose units begin with start codes, as the filter writes them."""

    def clean(header: bytes) -> Header:
        units = re.split(rb"\x00?\x00\x00\x01", header)
        return b"".join(
            b"\x00\x00\x00\x01" + unit for unit in units if unit and (unit[0] >> shift) & mask in kept
        )

    return clean


CODECS = {
    "h264": Codec(
        FileKind.VIDEO,
        "h264_mp4toannexb,filter_units=pass_types=1-5|7-8|13",
        _keep_units(frozenset({7, 8, 13}), 0, 0x1F),
    ),
    "hevc": Codec(
        FileKind.VIDEO,
        "hevc_mp4toannexb,filter_units=pass_types=0-9|16-21|32-34",
        _keep_units(frozenset({32, 33, 34}), 1, 0x3F),
    ),
    "av1": Codec(
        FileKind.VIDEO, "filter_units=pass_types=1|3|4|6|7", lambda header: header[:AV1_FIXED] or None
    ),
    "vp8": Codec(FileKind.WEBM, "null", lambda header: None),
    "vp9": Codec(FileKind.WEBM, "null", lambda header: None),
}
