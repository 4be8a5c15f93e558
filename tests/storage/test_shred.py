"""The shred store: a destroyed key is gone, in the file and in its log."""

from pathlib import Path

import pytest

from storage.errors import UnreadableError
from storage.shred import ORPHAN_DAYS, RESERVE, RESERVE_SECONDS, ShredStore

TIP, OTHER = b"t" * 16, b"u" * 16
DAY = 20_000


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


def test_a_key_in_reserve_is_durable_before_its_tip_is_filed(tmp_path: Path) -> None:
    shred = ShredStore(tmp_path)
    gather(shred, TIP)
    name = shred.name_tip()
    copied = tmp_path / "copied"
    copied.mkdir()
    for file in ("shred.db", "shred.db-wal"):
        (copied / file).write_bytes((tmp_path / file).read_bytes())

    key = shred.make(name)

    survivor = ShredStore(copied)
    assert survivor.get(name) == shred.get(name) == key
    assert shred.name_tip() != name
    for store in (shred, survivor):
        store.close()


def test_the_reserve_counts_for_no_tips_and_is_never_swept(tmp_path: Path) -> None:
    shred = ShredStore(tmp_path)
    gather(shred, TIP)

    assert shred.tips() == {TIP}
    assert shred.sweep({TIP}, DAY) == shred.sweep({TIP}, DAY + 2 * ORPHAN_DAYS) == 0
    shred.get(shred.name_tip())
    shred.close()


def test_a_reserve_is_left_before_another_process_could_sweep_it(tmp_path: Path) -> None:
    seconds = [0.0]
    shred = ShredStore(tmp_path, lambda: seconds[0])
    gather(shred, TIP)
    old = {shred.name_tip()}
    seconds[0] = RESERVE_SECONDS

    fresh = shred.name_tip()

    assert fresh not in old
    with pytest.raises(UnreadableError):
        shred.get(fresh)
    shred.close()


def test_a_full_reserve_takes_one_flush(tmp_path: Path) -> None:
    shred = ShredStore(tmp_path)
    gather(shred, TIP)
    size = (tmp_path / "shred.db-wal").stat().st_size

    for _tip in range(RESERVE):
        shred.make(shred.name_tip())
    gather(shred)

    assert (tmp_path / "shred.db-wal").stat().st_size == size
    gather(shred, shred.name_tip())
    assert (tmp_path / "shred.db-wal").stat().st_size > size
    shred.close()


def gather(shred: ShredStore, *tips: bytes) -> None:
    """Make the keys of one group of turns."""
    shred.gather()
    for tip in tips:
        shred.make(tip)
    shred.flush()


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
