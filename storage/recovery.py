"""The recovery key: made once, given to two holders in halves of which one alone tells nothing, never stored."""

from storage.cipher import KEY_BYTES, make_key_pair, public_of, random_bytes


def make_recovery() -> tuple[bytes, tuple[bytes, bytes]]:
    """Make the recovery key; give its public half for the database and the two halves of its private one."""
    public, private = make_key_pair()
    first = random_bytes(KEY_BYTES)
    return public, (first, _combine(first, private))


def join_halves(first: bytes, second: bytes) -> tuple[bytes, bytes]:
    """Join two halves to the recovery pair (public, private)."""
    private = _combine(first, second)
    return public_of(private), private


def _combine(one: bytes, other: bytes) -> bytes:
    return bytes(left ^ right for left, right in zip(one, other, strict=True))
