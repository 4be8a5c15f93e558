"""The shred store: a destroyed key is gone, in the file and in its log."""

from pathlib import Path

import pytest

from storage.errors import UnreadableError
from storage.shred import ShredStore

TIP, OTHER = b"t" * 16, b"u" * 16


def test_a_key_is_kept_across_processes(tmp_path: Path) -> None:
    shred = ShredStore(tmp_path)
    key = shred.make(TIP)
    other = shred.make(OTHER)
    again = ShredStore(tmp_path)

    assert shred.get(TIP) == again.get(TIP) == key != other
    for store in (shred, again):
        store.close()


def test_a_key_is_durable_when_it_is_given(tmp_path: Path) -> None:
    shred = ShredStore(tmp_path)
    key = shred.make(TIP)

    # As it lies on disk at this moment, without the process that wrote it.
    copied = tmp_path / "copied"
    copied.mkdir()
    for name in ("shred.db", "shred.db-wal"):
        (copied / name).write_bytes((tmp_path / name).read_bytes())
    survivor = ShredStore(copied)

    assert survivor.get(TIP) == key
    for store in (shred, survivor):
        store.close()


def test_a_tip_gets_a_key_only_once(tmp_path: Path) -> None:
    shred = ShredStore(tmp_path)
    key = shred.make(TIP)

    with pytest.raises(Exception, match="UNIQUE"):
        shred.make(TIP)

    assert shred.get(TIP) == key
    shred.close()


def test_a_destroyed_key_leaves_no_bytes(tmp_path: Path) -> None:
    shred = ShredStore(tmp_path)
    key, other = shred.make(TIP), shred.make(OTHER)

    shred.destroy(TIP)

    with pytest.raises(UnreadableError):
        shred.get(TIP)
    assert shred.get(OTHER) == other
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert key not in left
    assert other in left
    shred.close()
