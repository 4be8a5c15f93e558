"""Receipts: 20 digits, the last two of them check digits, and the keys that only who has the receipt can make.

18 random digits are 10^18 receipts; one guess costs Argon2id with 64 MiB (about 0.1 core-seconds), so the first hit on
any of 100,000 tips costs about 10^18 / 10^5 * 0.1 = 10^12 core-seconds, database and salt known.
"""

import secrets
import unicodedata
from dataclasses import dataclass

from nacl.pwhash.argon2id import kdf

from storage.cipher import keyed_hash, make_key_pair

RANDOM_DIGITS = 18
RECEIPT_DIGITS = 20
MEMORY_BYTES = 64 * 1024 * 1024
PASSES = 2
SALT_BYTES = 16

LONGEST_RECEIPT = 80


@dataclass(frozen=True, slots=True)
class ReceiptKeys:
    """What a receipt opens: the id under which its tip is found, and a key pair."""

    lookup: bytes
    public: bytes
    private: bytes


def make_receipt() -> str:
    """Draw a new receipt."""
    digits = f"{secrets.randbelow(10**RANDOM_DIGITS):0{RANDOM_DIGITS}d}"
    return digits + check_digits(digits)


def check_digits(digits: str) -> str:
    """Compute the two check digits (ISO 7064, MOD 97-10): they catch any wrong digit and any two swapped."""
    return f"{98 - int(digits) * 100 % 97:02d}"


def read_receipt(text: str) -> str | None:
    """Read a receipt, whatever stands between or around its digits; None if it is not 20 digits with the right check digits."""
    if len(text) > LONGEST_RECEIPT:
        return None
    digits = "".join(str(unicodedata.digit(letter)) for letter in text if letter.isdecimal())
    if len(digits) != RECEIPT_DIGITS:
        return None
    if check_digits(digits[:RANDOM_DIGITS]) != digits[RANDOM_DIGITS:]:
        return None
    return digits


def show_receipt(digits: str) -> str:
    """Write a receipt in five groups of four."""
    return " ".join(digits[start : start + 4] for start in range(0, RECEIPT_DIGITS, 4))


def derive_keys(receipt: str, salt: bytes) -> ReceiptKeys:
    """Derive a receipt's keys: Argon2id, slow on purpose, so run it in a worker process."""
    stretched = kdf(64, receipt.encode(), salt, opslimit=PASSES, memlimit=MEMORY_BYTES)
    public, private = make_key_pair(keyed_hash(stretched[32:], b"pair", size=32))
    return ReceiptKeys(keyed_hash(stretched[:32], b"lookup", size=16), public, private)
