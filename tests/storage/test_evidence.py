"""Pictures on disk: sealed, padded, without a name or a time that says anything."""

import os
from pathlib import Path

import pytest

from storage.errors import UnreadableError
from storage.evidence import CHUNK, FRESH, SIZE_STEP, list_files, open_file, remove_file, save_file


@pytest.mark.parametrize("size", [0, 1, SIZE_STEP - 1, SIZE_STEP, SIZE_STEP + 1, 3 * CHUNK + 5])
def test_a_saved_file_opens_again(tmp_path: Path, size: int) -> None:
    plaintext = os.urandom(size)

    saved = save_file(tmp_path / "files", plaintext)

    assert open_file(tmp_path / "files", saved) == plaintext
    assert saved.size == size
    assert list_files(tmp_path / "files") == [saved.name]


def test_a_file_tells_nothing_from_outside(tmp_path: Path) -> None:
    one, other = (save_file(tmp_path / "files", b"JFIF" * count) for count in (1, 4000))
    stats = [(tmp_path / "files" / saved.name).stat() for saved in (one, other)]

    assert stats[0].st_size == stats[1].st_size
    assert {(stat.st_mtime, stat.st_mode & 0o777) for stat in stats} == {(FRESH, 0o600)}
    assert (tmp_path / "files").stat().st_mode & 0o777 == 0o700
    assert b"JFIF" not in (tmp_path / "files" / other.name).read_bytes()
    assert one.key != other.key


def test_a_file_that_is_gone_is_unreadable(tmp_path: Path) -> None:
    saved = save_file(tmp_path, b"picture")

    remove_file(tmp_path, saved.name)
    remove_file(tmp_path, saved.name)

    assert list_files(tmp_path) == []
    with pytest.raises(UnreadableError):
        open_file(tmp_path, saved)


def test_a_file_cut_short_or_changed_is_unreadable(tmp_path: Path) -> None:
    saved = save_file(tmp_path, os.urandom(3 * CHUNK))
    path = tmp_path / saved.name
    sealed = path.read_bytes()
    step = CHUNK + 17

    for changed in (
        b"",
        sealed[:10],
        sealed[:24],
        sealed[: 24 + step],
        sealed[: 24 + 2 * step],
        sealed[:-1],
        sealed[:24] + sealed[24 + step : 24 + 2 * step] + sealed[24 : 24 + step] + sealed[24 + 2 * step :],
        sealed[:-1] + bytes([sealed[-1] ^ 1]),
    ):
        path.write_bytes(changed)
        with pytest.raises(UnreadableError):
            open_file(tmp_path, saved)


def test_a_file_under_another_ones_name_is_unreadable(tmp_path: Path) -> None:
    saved, other = save_file(tmp_path, b"one"), save_file(tmp_path, b"two")
    (tmp_path / saved.name).replace(tmp_path / other.name)

    with pytest.raises(UnreadableError):
        open_file(tmp_path, other)
