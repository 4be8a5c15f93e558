"""Puts bytes where SQLite leaves those of rows that have moved: between the cell pointers and the cells of a page."""

import struct
from pathlib import Path

from storage.databases import PAGE_BYTES

PAGE, LEAF, FIRST_HEADER = PAGE_BYTES, 10, 8  # a leaf of a table without row ids


def fill_gap(database: Path, planted: bytes) -> None:
    """Write into the first gap that is wide enough; nobody may have the database open."""
    content = bytearray(database.read_bytes())
    for start in range(PAGE, len(content), PAGE):
        kind, _free, cells, cells_start = struct.unpack_from(">BHHH", content, start)
        gap = start + FIRST_HEADER + 2 * cells
        if kind == LEAF and start + cells_start - gap >= len(planted):
            content[gap : gap + len(planted)] = planted
            database.write_bytes(content)
            return
    raise AssertionError("no page has a gap")
