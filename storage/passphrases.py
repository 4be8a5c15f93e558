"""Turns an officer's passphrase into the key that locks their private key: Argon2id, as for receipts."""

from nacl.pwhash.argon2id import kdf

from storage.cipher import KEY_BYTES
from storage.receipts import MEMORY_BYTES, PASSES


def derive_phrase_key(phrase: str, salt: bytes) -> bytes:
    """Derive the key of a passphrase: slow on purpose, so run it in a worker process."""
    key: bytes = kdf(KEY_BYTES, phrase.encode(), salt, opslimit=PASSES, memlimit=MEMORY_BYTES)
    return key
