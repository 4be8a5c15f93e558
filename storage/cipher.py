"""The only door to libsodium: sealing records and keys, keyed hashes, padding. No cipher of our own."""

import os
from collections.abc import Iterable
from hashlib import blake2b
from typing import TypeVar

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
    crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    crypto_box_keypair,
    crypto_box_seal,
    crypto_box_seal_open,
    crypto_box_seed_keypair,
    crypto_scalarmult_base,
    sodium_pad,
)
from nacl.exceptions import CryptoError

from storage.errors import UnreadableError

KEY_BYTES = 32
NONCE_BYTES = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
PADDING_STEP = (
    896  # with nonce, tag and key such a record stays inside one page of SQLite; 1,024 bytes would not
)
PADDING_MARK = b"\x80"  # ISO/IEC 7816-4, as libsodium pads: this byte, then zeros

T = TypeVar("T")


def random_bytes(count: int) -> bytes:
    """Draw random bytes from the system."""
    return os.urandom(count)


def shuffled(rows: Iterable[T]) -> list[T]:
    """Put rows in an order of chance: pages of a database show in which order their rows were written."""
    return sorted(rows, key=lambda _row: random_bytes(8))


def keyed_hash(key: bytes, *parts: bytes, size: int = 16) -> bytes:
    """Hash parts under a key; each part is prefixed by its length, so that no two lists of parts look the same."""
    data = b"".join([len(part).to_bytes(4, "big") + part for part in parts])
    return blake2b(data, key=key, digest_size=size).digest()


def seal(key: bytes, plaintext: bytes, context: bytes) -> bytes:
    """Seal a record under a key; `context` must be the same at opening (XChaCha20-Poly1305)."""
    nonce = random_bytes(NONCE_BYTES)
    sealed: bytes = nonce + crypto_aead_xchacha20poly1305_ietf_encrypt(plaintext, context, nonce, key)
    return sealed


def open_sealed(key: bytes, sealed: bytes, context: bytes) -> bytes:
    """Open a record; raise UnreadableError if key, context or bytes are not those it was sealed with."""
    try:
        opened: bytes = crypto_aead_xchacha20poly1305_ietf_decrypt(
            sealed[NONCE_BYTES:], context, sealed[:NONCE_BYTES], key
        )
    except (CryptoError, ValueError) as error:
        raise UnreadableError("a sealed record does not open") from error
    return opened


def pad(plaintext: bytes, step: int = PADDING_STEP) -> bytes:
    """Pad to a multiple of `step` bytes, so that a record's size tells little."""
    padded: bytes = sodium_pad(plaintext, step)
    return padded


def unpad(padded: bytes, step: int = PADDING_STEP) -> bytes:
    """Take the padding off again."""
    plaintext, mark, rest = padded.rpartition(PADDING_MARK)
    if not mark or len(padded) % step or rest.strip(b"\0"):
        raise UnreadableError("a padding is not one")
    return plaintext


def make_key_pair(seed: bytes | None = None) -> tuple[bytes, bytes]:
    """Make an X25519 pair (public, private), random or from a 32-byte seed."""
    pair: tuple[bytes, bytes] = crypto_box_keypair() if seed is None else crypto_box_seed_keypair(seed)
    return pair


def public_of(private: bytes) -> bytes:
    """Compute the public key of a pair from its private one."""
    public: bytes = crypto_scalarmult_base(private)
    return public


def seal_to(public: bytes, plaintext: bytes) -> bytes:
    """Seal to a public key; who seals cannot open."""
    sealed: bytes = crypto_box_seal(plaintext, public)
    return sealed


def open_with(public: bytes, private: bytes, sealed: bytes) -> bytes:
    """Open what was sealed to a pair; raise UnreadableError if it was not."""
    try:
        opened: bytes = crypto_box_seal_open(sealed, public, private)
    except (CryptoError, ValueError, TypeError) as error:
        raise UnreadableError("a sealed key does not open") from error
    return opened
