"""The keys that lie in files."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from storage.errors import ForeignFolderError
from storage.keyfiles import load_key, make_folder


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "server.key"

    key = load_key(path)

    assert len(key) == 32
    assert load_key(path) == key
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [entry.name for entry in path.parent.iterdir()] == ["server.key"]


def test_all_who_make_a_key_at_once_get_the_same(tmp_path: Path) -> None:
    path = tmp_path / "server.key"
    with ThreadPoolExecutor(16) as pool:
        keys = list(pool.map(load_key, [path] * 64))

    assert len(set(keys)) == 1
    assert [entry.name for entry in tmp_path.iterdir()] == ["server.key"]


def test_a_damaged_key_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "server.key"
    path.write_bytes(b"short")

    with pytest.raises(ValueError, match=r"server\.key"):
        load_key(path)

    assert path.read_bytes() == b"short"


def test_a_folder_may_exist_already(tmp_path: Path) -> None:
    assert make_folder(tmp_path / "a" / "b") == make_folder(tmp_path / "a" / "b")


def test_no_key_is_put_where_a_stranger_was_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = tmp_path / "shm"
    (shared / "homthu").mkdir(parents=True)
    (shared / "link").symlink_to(tmp_path)
    shared.chmod(0o1777)
    me = os.geteuid()
    assert make_folder(shared / "homthu").is_dir()

    monkeypatch.setattr("os.geteuid", lambda: me + 1)

    for folder in ("homthu", "link"):
        with pytest.raises(ForeignFolderError):
            load_key(shared / folder / "runtime.key")
    assert make_folder(tmp_path / "private").is_dir()
