"""The pledges: what ships is in order, a place may have its own version, and each kind of mistake is told."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from content.i18n import use_language
from content.pledges.checking import check_pledges
from content.pledges.pack import FOLDER, find_keepsake, name_keepsake, pledges
from content.pledges.pledge import PledgeKind

TODAY = date(2026, 11, 23)
FILE = "household.toml"
MISTAKES = {
    "another id": ('id = "household"', 'id = "clan"', "(id)"),
    "no date": ("reviewed_on = 2026-11-23", "", "Không đọc được tệp này"),
    "an old review": ("reviewed_on = 2026-11-23", "reviewed_on = 2024-11-23", "23/11/2024"),
    "an unknown source": ('"Lai Châu II.6; Lai Châu IV.2"', '"Báo lá cải"', "[Báo lá cải]"),
    "no version for the country": ('place = "vn"', 'place = "01"', "một bản cho «vn»"),
    "an unknown place": ('place = "12"', 'place = "99"', "«99»"),
    "a line too long": ("Không trồng cây có chất ma túy.", "x" * 121, "120 chữ"),
    "a line without translation": ('    "Not to grow plants that hold drugs.",\n', "", "số dòng khác nhau"),
}


def check(folder: Path) -> list[str]:
    with use_language("vi"):
        return [fault.word() for fault in check_pledges(folder, TODAY)]


def test_what_ships_is_in_order() -> None:
    assert check(FOLDER) == []
    assert set(pledges()) == set(PledgeKind)


def test_a_place_may_have_its_own_version() -> None:
    household = pledges()[PledgeKind.HOUSEHOLD]
    assert "thuốc phiện" in household.lines("03388", "vi")[1]  # of Lai Châu
    assert "thuốc phiện" not in household.lines("00004", "vi")[1]
    assert household.lines("", "en") == household.lines("00004", "en")


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_is_told(tmp_path: Path, mistake: str) -> None:
    old, new, sentence = MISTAKES[mistake]
    folder = Path(shutil.copytree(FOLDER, tmp_path / "texts"))
    text = (folder / FILE).read_text(encoding="utf-8")
    assert old in text
    (folder / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(sentence in line for line in check(folder)), check(folder)


def test_a_missing_pledge_is_told(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "texts"))
    (folder / FILE).unlink()
    assert check(folder)[0].startswith(FILE)


def test_a_keepsake_is_named_by_its_kind_alone() -> None:
    assert name_keepsake(PledgeKind.CLAN, "vi") == "pledge-clan-vi"
    assert find_keepsake("pledge-clan") is PledgeKind.CLAN
    assert find_keepsake("pledge-other") is None
    assert find_keepsake("clan") is None
