"""No time of a file tells when somebody sent something, or when somebody last wrote."""

import os
from pathlib import Path

from storage.evidence import list_files, open_file, save_file
from storage.file_times import level_times, settle_files


def test_the_files_of_an_hour_are_made_anew_together_and_open_as_before(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    saved = [save_file(folder, bytes([number]) * 99) for number in range(5)]
    before = {one.name: (folder / one.name).stat() for one in saved}
    began = probe(tmp_path)

    assert settle_files(folder) == 5

    for one in saved:
        after = (folder / one.name).stat()
        assert after.st_ino != before[one.name].st_ino  # the moment of birth is the inode's
        assert after.st_ctime_ns >= began
        assert (after.st_mtime, after.st_mode & 0o777, after.st_size) == (0, 0o600, before[one.name].st_size)
    assert [open_file(folder, one) for one in saved] == [bytes([number]) * 99 for number in range(5)]
    assert sorted(list_files(folder)) == sorted(before)


def test_what_is_settled_stays_as_it_is(tmp_path: Path) -> None:
    old = save_file(tmp_path / "files", b"old")
    settle_files(tmp_path / "files")
    settled = (tmp_path / "files" / old.name).stat()
    save_file(tmp_path / "files", b"new")

    assert settle_files(tmp_path / "files") == 1
    assert (tmp_path / "files" / old.name).stat().st_ino == settled.st_ino


def test_files_are_made_in_the_order_of_their_names(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    names = sorted((save_file(folder, bytes(9)).name for _ in range(6)), reverse=True)

    settle_files(folder)

    made = sorted(names, key=lambda name: (folder / name).stat().st_ctime_ns)
    assert [(folder / name).stat().st_ctime_ns for name in sorted(names)] == [
        (folder / name).stat().st_ctime_ns for name in made
    ]


def test_a_database_does_not_tell_when_somebody_last_wrote(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    for name in ("homthu.db", "homthu.db-wal"):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (1_790_000_000, 1_790_000_000))
    os.utime(tmp_path / "files", (1_790_000_000, 1_790_000_000))
    began = probe(tmp_path)

    level_times(tmp_path)

    for path in (tmp_path, *tmp_path.iterdir()):
        assert path.stat().st_mtime_ns >= began


def probe(folder: Path) -> int:
    """Tell what time it is by the clock of the file system."""
    path = folder / "probe"
    path.touch()
    return path.stat().st_mtime_ns
