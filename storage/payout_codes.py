"""Payout codes: two halves of 80 random bits each, the tipster's and the unit's. Only a hash of both is stored."""

import base64
from hashlib import blake2b

from storage.cipher import open_with, random_bytes, seal_to

HALF_BYTES = 10
HALF_LETTERS = 16
LONGEST_TYPED = 60
_ALIKE = str.maketrans("018", "OIB")  # no code holds these digits


def make_half() -> str:
    """Draw one half of a code."""
    return base64.b32encode(random_bytes(HALF_BYTES)).decode()


def show_half(half: str) -> str:
    """Write a half in four groups of four."""
    return "-".join(half[start : start + 4] for start in range(0, HALF_LETTERS, 4))


def read_half(text: str) -> str | None:
    """Read a half as people type it; None if it can't be one."""
    letters = "".join(
        letter for letter in text[:LONGEST_TYPED].upper() if letter.isascii() and letter.isalnum()
    )
    half = letters.translate(_ALIKE)
    allowed = set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    return half if len(half) == HALF_LETTERS and set(half) <= allowed else None


def hash_code(tip: bytes, theirs: str, units: str) -> bytes:
    """Hash both halves of a tip's code: 160 random bits, so nothing has to make it slow."""
    return blake2b(theirs.encode() + units.encode(), key=tip, digest_size=32).digest()


def seal_half(public: bytes, half: str) -> bytes:
    """Seal the tipster's half to their receipt."""
    return seal_to(public, half.encode())


def open_half(pair: tuple[bytes, bytes], sealed: bytes) -> str:
    """Open the tipster's half with their receipt's pair."""
    return open_with(*pair, sealed).decode()
