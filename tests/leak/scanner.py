"""Finds canaries in bytes, in every encoding that can occur; it knows no key and opens nothing.

Out of scope: compressed bytes (nothing here compresses what people write), and what only a key makes readable.
Patterns of less than six bytes (an old account's id or an IPv4 address as four bytes) would be found in any megabyte of
sealed noise, so they are looked for only where there is none: in text files, and as whole cells of the database.
"""

import base64
import hashlib
import json
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import quote, quote_plus

from tests.leak.people import Canary

SHORTEST = 6  # bytes of a pattern that is looked for everywhere
WORD = 4
BLOCK = 1 << 18
BASE64_URL = bytes.maketrans(b"+/", b"-_")


@dataclass(frozen=True)
class Hit:
    """A canary that was found: where, and how it was written there."""

    place: str
    canary: str
    encoding: str

    def __str__(self) -> str:
        return f"{self.place}: «{self.canary}» as {self.encoding}"


def encodings_of(canary: Canary) -> Iterator[tuple[str, bytes]]:
    """List every way in which a canary can be written, with its bytes."""
    for text in canary.texts:
        for name, encode in TEXT_ENCODINGS.items():
            yield from ((name, pattern) for pattern in encode(text))
    for number in canary.numbers:
        for name, pack in NUMBER_ENCODINGS.items():
            yield from ((name, pattern) for pattern in pack(number))
    for raw in canary.raw:
        for name, wrap in BYTE_ENCODINGS.items():
            yield from ((name, pattern) for pattern in wrap(raw))


def _aligned(data: bytes, encode: Callable[[bytes], bytes], group: int, bits: int) -> list[bytes]:
    """Encode in groups of bytes at every alignment, and keep the letters (of so many bits) that no neighbour changes."""
    found = []
    for shift in range(group):
        encoded = encode(bytes(shift) + data + bytes(-(shift + len(data)) % group))
        found.append(encoded[-(-shift * 8 // bits) : (shift + len(data)) * 8 // bits])
    return found


def _base64(data: bytes) -> list[bytes]:
    return _aligned(data, base64.b64encode, 3, 6)


def _base32(data: bytes) -> list[bytes]:
    return _aligned(data, base64.b32encode, 5, 5)


def _escape_json(text: str) -> list[bytes]:
    escaped = json.dumps(text)[1:-1].encode()
    large = "".join(f"\\u{ord(letter):04X}" if ord(letter) > 127 else letter for letter in text)
    return [escaped, json.dumps(text, ensure_ascii=False)[1:-1].encode(), large.encode()]


def _escape_percent(text: str) -> list[bytes]:
    forms = (quote(text, safe=""), quote(text), quote_plus(text))
    return [form.encode() for form in forms] + [_lower_escapes(form).encode() for form in forms]


def _lower_escapes(text: str) -> str:
    pieces = text.split("%")
    return "%".join([pieces[0], *(piece[:2].lower() + piece[2:] for piece in pieces[1:])])


def _hashes(data: bytes) -> list[bytes]:
    """Hash without a key: whoever guesses the person finds them by it."""
    made = [hashlib.new(name, data).digest() for name in ("md5", "sha1", "sha256", "sha512")]
    made += [hashlib.blake2b(data, digest_size=size).digest() for size in (16, 20, 32, 64)]
    return [form for digest in made for form in (digest[:16], digest.hex()[:32].encode())]


def _leb128(number: int) -> bytes:
    out = bytearray()
    while True:
        number, low = number >> 7, number & 0x7F
        out.append(low | (0x80 if number else 0))
        if not number:
            return bytes(out)


def _sqlite_varint(number: int) -> bytes:
    forward = bytearray(reversed(_leb128(number)))
    groups = [byte & 0x7F for byte in forward]
    return bytes([byte | 0x80 for byte in groups[:-1]] + groups[-1:])


def _sized(order: str, size: int) -> Callable[[int], list[bytes]]:
    def pack(number: int) -> list[bytes]:
        fits = number < 1 << (8 * size)
        return [number.to_bytes(size, "little" if order == "little" else "big")] if fits else []

    return pack


TEXT_ENCODINGS: dict[str, Callable[[str], list[bytes]]] = {
    "UTF-8": lambda text: [text.encode()],
    "UTF-16 LE": lambda text: [text.encode("utf-16-le")],
    "UTF-16 BE": lambda text: [text.encode("utf-16-be")],
    "hex": lambda text: [text.encode().hex().encode()],
    "HEX": lambda text: [text.encode().hex().upper().encode()],
    "base64": lambda text: _base64(text.encode()),
    "base64url": lambda text: [form.translate(BASE64_URL) for form in _base64(text.encode())],
    "base64 of UTF-16": lambda text: _base64(text.encode("utf-16-le")),
    "base32": lambda text: _base32(text.encode()),
    "base32, small": lambda text: [form.lower() for form in _base32(text.encode())],
    "JSON": _escape_json,
    "percent": _escape_percent,
    "Python": lambda text: [repr(text.encode())[2:-1].encode(), ascii(text)[1:-1].encode()],
    "hash": lambda text: _hashes(text.encode()),
}
NUMBER_ENCODINGS: dict[str, Callable[[int], list[bytes]]] = {
    "4 bytes LE": _sized("little", 4),
    "4 bytes BE": _sized("big", 4),
    "6 bytes BE (SQLite)": _sized("big", 6),
    "8 bytes LE": _sized("little", 8),
    "8 bytes BE": _sized("big", 8),
    "varint": lambda number: [_leb128(number)],
    "varint (SQLite)": lambda number: [_sqlite_varint(number)],
    "hex of the number": lambda number: [f"{number:x}".encode(), f"{number:X}".encode()],
    "base64 of 8 bytes": lambda number: (
        _base64(number.to_bytes(8, "big")) + _base64(number.to_bytes(8, "little"))
    ),
}
BYTE_ENCODINGS: dict[str, Callable[[bytes], list[bytes]]] = {
    "bytes": lambda raw: [raw],
    "bytes, turned round": lambda raw: [raw[::-1]],
    "bytes in hex": lambda raw: [raw.hex().encode(), raw.hex().upper().encode()],
    "bytes in base64": lambda raw: [*_base64(raw), *(form.translate(BASE64_URL) for form in _base64(raw))],
    "bytes in base32": _base32,
    "bytes, hashed": _hashes,
}


@cache
def _patterns_of(canary: Canary) -> tuple[tuple[str, bytes], ...]:
    return tuple(encodings_of(canary))


class Scanner:
    """Looks for canaries."""

    def __init__(self, canaries: Iterable[Canary]) -> None:
        self.marks: dict[bytes, tuple[str, str]] = {}
        for canary in canaries:
            for encoding, pattern in _patterns_of(canary):
                self.marks.setdefault(pattern, (canary.name, encoding))
        self.short = {pattern for pattern in self.marks if len(pattern) < SHORTEST}
        self._plain = [
            pattern for pattern in self.marks if len(pattern) >= SHORTEST and not _telling_words(pattern)
        ]
        self._words: dict[int, set[bytes]] = defaultdict(set)
        for pattern in self.marks:
            for word in _telling_words(pattern):
                self._words[word].add(pattern)
        self._first = frozenset(self._words)
        self._longest = max(map(len, self.marks), default=0)

    def scan(self, place: str, data: bytes) -> list[Hit]:
        """Find the canaries in some bytes."""
        found = set()
        for start in range(0, len(data), BLOCK):
            found |= self._find_long(data[start : start + BLOCK + self._longest])
        found |= {pattern for pattern in self._plain if pattern in data}
        if _is_text(data):
            found |= {pattern for pattern in self.short if pattern in data}
        return sorted((Hit(place, *self.marks[pattern]) for pattern in found), key=str)

    def scan_tree(self, folder: Path) -> list[Hit]:
        """Find the canaries in all files of a folder and in their names, and in the cells of databases."""
        hits: list[Hit] = []
        for path in sorted(folder.rglob("*")):
            name = str(path.relative_to(folder.parent))
            hits += self.scan(f"the name {name}", name.encode())
            if path.is_file():
                with suppress(FileNotFoundError):  # it was there a moment ago
                    hits += self.scan(name, path.read_bytes())
            if path.suffix == ".db":
                hits += self.scan_cells(name, path)
        return hits

    def scan_cells(self, place: str, database: Path) -> list[Hit]:
        """Find short patterns as whole cells, or within cells of text, of an SQLite database."""
        whole = {number for pattern in self.short for number in _numbers(pattern)}
        hits = set()
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            tables = [
                row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            ]
            for table in tables:
                for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - its own name
                    hits |= {(table, pattern) for cell in row for pattern in self._find_short(cell, whole)}
        return [Hit(f"{place}, table {table}", *self.marks[pattern]) for table, pattern in sorted(hits)]

    def _find_short(self, cell: object, whole: set[int]) -> Iterator[bytes]:
        if isinstance(cell, int) and cell in whole:
            yield from (pattern for pattern in self.short if cell in _numbers(pattern))
        elif isinstance(cell, bytes) and cell in self.short:
            yield cell
        elif isinstance(cell, str):
            yield from self.short & _pieces(cell)

    def _find_long(self, block: bytes) -> set[bytes]:
        view = memoryview(block + bytes(-len(block) % WORD)).cast("I")
        near = {pattern for word in self._first.intersection(view) for pattern in self._words[word]}
        return {pattern for pattern in near if pattern in block}


@lru_cache(maxsize=1 << 14)  # most cells are the same at every look
def _pieces(text: str) -> frozenset[bytes]:
    """Cut out every piece that is as long as a short pattern can be."""
    data = text.encode()
    sizes = range(1, SHORTEST)
    return frozenset(data[start : start + size] for size in sizes for start in range(len(data) - size + 1))


@cache
def _telling_words(pattern: bytes) -> list[int]:
    """Give four words one of which is aligned wherever the pattern lies; none if one of them lies about everywhere."""
    chosen = []
    for shift in range(WORD):
        words = [pattern[start : start + WORD] for start in range(shift, len(pattern) - WORD + 1, WORD)]
        best = min(words, key=lambda word: word.count(0), default=bytes(WORD))
        if best.count(0) > WORD // 2:
            return []
        chosen.append(int.from_bytes(best, sys.byteorder))
    return chosen


def _numbers(pattern: bytes) -> set[int]:
    return (
        {int.from_bytes(pattern, "big"), int.from_bytes(pattern, "little")} if len(pattern) == WORD else set()
    )


def _is_text(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return b"\0" not in data
