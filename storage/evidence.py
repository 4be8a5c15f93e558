"""Evidence on disk: each sealed under a key of its own (crypto_secretstream), padded, under a random name."""

import os
from pathlib import Path

from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_ABYTES,
    crypto_secretstream_xchacha20poly1305_HEADERBYTES,
    crypto_secretstream_xchacha20poly1305_init_pull,
    crypto_secretstream_xchacha20poly1305_init_push,
    crypto_secretstream_xchacha20poly1305_pull,
    crypto_secretstream_xchacha20poly1305_push,
    crypto_secretstream_xchacha20poly1305_state,
    crypto_secretstream_xchacha20poly1305_TAG_FINAL,
    crypto_secretstream_xchacha20poly1305_TAG_MESSAGE,
)

from storage.cipher import KEY_BYTES, pad, random_bytes, unpad
from storage.errors import UnreadableError
from storage.keyfiles import make_folder, sync_folder
from storage.records import FileKind, SavedFile

CHUNK = 64 * 1024
FRESH = 1  # the time of a file that `storage.file_times` has not settled yet; then it is 0
SIZE_STEP = 64 * 1024
LARGE, LARGE_STEP = 1024 * 1024, 1024 * 1024  # a long video is as telling by its size as by its name


def save_file(folder: Path, plaintext: bytes, kind: FileKind = FileKind.PICTURE) -> SavedFile:
    """Seal a file under a new key and name; on disk when this returns. Slow: for worker processes."""
    make_folder(folder)
    name, key = random_bytes(16).hex(), random_bytes(KEY_BYTES)
    descriptor = os.open(folder / name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as target:
        target.write(_encrypt(key, name, pad(plaintext, _choose_step(len(plaintext)))))
        target.flush()
        os.fsync(target.fileno())
    os.utime(folder / name, (FRESH, FRESH))
    sync_folder(folder)
    return SavedFile(name, key.hex(), len(plaintext), kind)


def open_file(folder: Path, saved: SavedFile) -> bytes:
    """Open a sealed file; raise UnreadableError if it is gone, cut short or changed."""
    try:
        sealed = (folder / saved.name).read_bytes()
    except FileNotFoundError as error:
        raise UnreadableError("a sealed file is gone") from error
    padded = _decrypt(bytes.fromhex(saved.key), saved.name, sealed)
    return unpad(padded, _choose_step(len(padded) - 1))


def remove_file(folder: Path, name: str) -> None:
    """Overwrite and remove a sealed file, if it is still there."""
    try:
        descriptor = os.open(folder / name, os.O_WRONLY)
    except FileNotFoundError:
        return
    with os.fdopen(descriptor, "wb") as target:
        target.write(bytes(os.fstat(descriptor).st_size))
        target.flush()
        os.fsync(descriptor)
    (folder / name).unlink(missing_ok=True)


def list_files(folder: Path) -> list[str]:
    """Name all sealed files."""
    return [entry.name for entry in make_folder(folder).iterdir()]


def _choose_step(size: int) -> int:
    """Choose the step of the padding; the size before and after it lead to the same one."""
    return SIZE_STEP if size < LARGE else LARGE_STEP


def _encrypt(key: bytes, name: str, plaintext: bytes) -> bytes:
    state = crypto_secretstream_xchacha20poly1305_state()
    parts = [crypto_secretstream_xchacha20poly1305_init_push(state, key)]
    for start in range(0, len(plaintext), CHUNK):
        final = start + CHUNK >= len(plaintext)
        tag = (
            crypto_secretstream_xchacha20poly1305_TAG_FINAL
            if final
            else crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
        )
        chunk = plaintext[start : start + CHUNK]
        parts.append(crypto_secretstream_xchacha20poly1305_push(state, chunk, name.encode(), tag))
    return b"".join(parts)


def _decrypt(key: bytes, name: str, sealed: bytes) -> bytes:
    header_bytes = crypto_secretstream_xchacha20poly1305_HEADERBYTES
    step = CHUNK + crypto_secretstream_xchacha20poly1305_ABYTES
    state = crypto_secretstream_xchacha20poly1305_state()
    parts, tag = [], None
    try:
        crypto_secretstream_xchacha20poly1305_init_pull(state, sealed[:header_bytes], key)
        for start in range(header_bytes, len(sealed), step):
            chunk, tag = crypto_secretstream_xchacha20poly1305_pull(
                state, sealed[start : start + step], name.encode()
            )
            parts.append(chunk)
    except Exception as error:
        raise UnreadableError("a sealed file does not open") from error
    if tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL:
        raise UnreadableError("a sealed file is cut short")
    return b"".join(parts)
