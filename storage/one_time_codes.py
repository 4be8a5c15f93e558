"""One-time codes beside a passphrase, as code generators on phones make them (RFC 6238: six digits, thirty seconds)."""

import base64
import hmac
from urllib.parse import quote

from storage.cipher import random_bytes

STEP_SECONDS = 30
DIGITS = 6
SECRET_BYTES = 20
TOLERANCE = 1  # steps that a phone's clock may be off


def make_code_secret() -> str:
    """Draw the secret of a code generator (base32)."""
    return base64.b32encode(random_bytes(SECRET_BYTES)).decode()


def code_address(secret: str, name: str) -> str:
    """Write the address that a code generator scans."""
    return f"otpauth://totp/{quote('Hòm Thư')}:{quote(name)}?secret={secret}&issuer={quote('Hòm Thư')}"


def write_code(secret: str, counter: int) -> str:
    """Compute the code of one step."""
    digest = hmac.digest(base64.b32decode(secret), counter.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def check_code(secret: str, code: str, now: float, after: int) -> int | None:
    """Give the step (counted from 1970) that a code belongs to; None if it is wrong, or not later than `after`."""
    digits = "".join(letter for letter in code if letter.isdecimal() and letter.isascii())
    step = int(now // STEP_SECONDS)
    for counter in range(step - TOLERANCE, step + TOLERANCE + 1):
        if counter > after and hmac.compare_digest(write_code(secret, counter), digits):
            return counter
    return None
