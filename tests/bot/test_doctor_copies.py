"""The doctor knows how old copies are, and sees copies of the shred keys that should no longer exist."""

from pathlib import Path

from bot.doctor.copies import COPY_DAYS, check_copies
from storage.copies import DATA, SHRED
from storage.noted_copies import NotedCopy, note_copy, outdate_copies

TODAY = 20_000


def findings(data: Path) -> list[bool | None]:
    return [finding.good for finding in check_copies(data, TODAY)]


def test_without_a_copy_the_doctor_asks_for_one(tmp_path: Path) -> None:
    assert findings(tmp_path) == [False, False, True]


def test_a_fresh_copy_is_good_and_an_old_one_is_not(tmp_path: Path) -> None:
    note_copy(tmp_path, NotedCopy(DATA, TODAY - COPY_DAYS - 1, tmp_path / "old"))
    assert findings(tmp_path) == [False, False, True]
    note_copy(tmp_path, NotedCopy(DATA, TODAY - COPY_DAYS, tmp_path / "new"))
    assert findings(tmp_path) == [True, False, True]  # which nobody can read without a copy of the keys
    note_copy(tmp_path, NotedCopy(SHRED, TODAY - COPY_DAYS, tmp_path / "elsewhere"))
    assert findings(tmp_path) == [True, True, True]


def test_copies_of_a_trial_or_under_a_former_secret_are_none_any_more_but_their_keys_stay_known(
    tmp_path: Path,
) -> None:
    keys = tmp_path / "keys"
    keys.mkdir()
    note_copy(tmp_path, NotedCopy(DATA, TODAY, tmp_path / "new"))
    note_copy(tmp_path, NotedCopy(SHRED, TODAY - COPY_DAYS - 1, keys))
    note_copy(tmp_path, NotedCopy(SHRED, TODAY, tmp_path / "newer"))
    assert findings(tmp_path) == [True, True, False]

    for _time in range(2):
        outdate_copies(tmp_path)

        assert findings(tmp_path) == [False, False, False]


def test_an_old_copy_of_the_shred_keys_is_bad_until_it_is_gone(tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    keys.mkdir()
    note_copy(tmp_path, NotedCopy(SHRED, TODAY - COPY_DAYS - 1, keys))
    note_copy(tmp_path, NotedCopy(SHRED, TODAY, tmp_path))

    found = check_copies(tmp_path, TODAY)
    assert [finding.good for finding in found] == [False, True, False]
    assert str(keys) in found[2].text
    keys.rmdir()
    assert findings(tmp_path) == [False, True, True]
