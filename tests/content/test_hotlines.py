"""The directory that ships: what ships is in order, each kind of mistake is told, and the page calls each number."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.channels.web.marking import make_callable
from content import directory
from content.directory.listing import Listing
from content.directory.pack import FOLDER
from content.directory_checking import check_directory
from content.hotlines import CALLED, HOTLINES, POSTED
from content.i18n import use_language

TODAY = date(2026, 11, 23)
DOCUMENTED = Path(directory.__file__).with_name("README.md")
MISTAKES = {
    "no source": (
        'source = "Số báo cháy, cứu nạn trong cả nước [kho số viễn thông quốc gia]"',
        'source = " "',
        "114 has no source",
    ),
    "no hours": ('mắc kẹt", hours = "ngày đêm"', 'mắc kẹt", hours = ""', "114 lacks"),
    "no purpose": ('purpose = "fire, somebody trapped"', 'purpose = ""', "114 lacks"),
    "twice": ('phone = "114"', 'phone = "113"', "113 stands there twice"),
    "one name for two": ('id = "fire"', 'id = "police"', "114 stands there twice"),
    "another place": ('place = "vn"', 'place = "01"', "Its place is «01»"),
    "an old review": ("reviewed_on = 2026-11-23", "reviewed_on = 2024-11-23", "23/11/2024"),
    "an unknown kind": ('kind = "police"', 'kind = "polis"', "can't be read"),
    "no translation": ('en = { name = "Fire"', 'xx = { name = "Fire"', "can't be read"),
    "nothing to reach": ('phone = "114"', 'phone = ""', "fire has neither a number nor an address"),
}


def check(folder: Path) -> list[str]:
    with use_language("en"):
        return [fault.word() for fault in check_directory(folder, TODAY)]


def change(folder: Path, old: str, new: str) -> Path:
    """Copy what ships, with one thing changed."""
    copied = Path(shutil.copytree(FOLDER, folder / "entries"))
    text = (copied / "vn.toml").read_text(encoding="utf-8")
    assert old in text
    (copied / "vn.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return copied


def documented_file() -> str:
    """Give the file of a commune that the format's description shows."""
    (shown,) = re.findall(r"```toml\n(.*?)```", DOCUMENTED.read_text(encoding="utf-8"), re.DOTALL)
    return str(shown)


def test_what_ships_is_in_order() -> None:
    assert check(FOLDER) == []
    assert {one.digits for one in CALLED} == HOTLINES == {"111", "113", "114", "115", "0769040404"}
    assert set(POSTED) <= set(CALLED)


@pytest.mark.parametrize(
    "number", ["911", "116", "0123.456.789", "0769.04.04", "+1.202.555.0100", "abc", "19001"]
)
def test_a_number_that_nobody_can_call_is_refused(tmp_path: Path, number: str) -> None:
    found = check(change(tmp_path, 'phone = "0769.04.04.04"', f'phone = "{number}"'))
    assert found[0].startswith(f"vn.toml: {number} is no Vietnamese phone number.")


@pytest.mark.parametrize("number", ["1900.9095", "1800.1567", "024.3826.1234", "0912.345.678", "1022"])
def test_numbers_of_the_usual_kinds_are_taken(tmp_path: Path, number: str) -> None:
    assert check(change(tmp_path, 'phone = "0769.04.04.04"', f'phone = "{number}"')) == []


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_is_told(tmp_path: Path, mistake: str) -> None:
    old, new, sentence = MISTAKES[mistake]
    found = check(change(tmp_path, old, new))
    assert any(line.startswith("vn.toml") and sentence in line for line in found), found


def test_the_file_that_the_format_shows_is_taken_and_one_of_a_place_that_is_none_is_not(
    tmp_path: Path,
) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "entries"))
    (folder / "00004.toml").write_text(documented_file(), encoding="utf-8")
    assert check(folder) == []
    wrong = documented_file().replace('"00004"', '"99999"').replace('"health"', '"emergency"')
    (folder / "99999.toml").write_text(wrong, encoding="utf-8")
    found = "\n".join(check(folder))
    assert "99999.toml: There is no place «99999»." in found
    assert "is for an emergency" in found
    (folder / "vn.toml").unlink()
    assert "vn.toml: It is missing." in check(folder)[0]


def test_a_tap_on_a_number_of_the_directory_calls_but_none_that_people_wrote() -> None:
    entry = "• Trạm y tế – Trạm y tế phường Ba Đình: 024.3826.1234, ngày đêm"
    assert '<a href="tel:02438261234">024.3826.1234</a>' in make_callable(entry)
    assert "tel:" not in make_callable("Người bán: 0912.345.678")
    assert "tel:" not in make_callable("• 0912.345.678")


@pytest.mark.parametrize("hotline", CALLED, ids=lambda one: one.digits)
def test_a_tap_on_the_page_calls(hotline: Listing) -> None:
    shown = make_callable(f"• {hotline.phone} – {hotline.name}")
    assert f'<a href="tel:{hotline.digits}">{hotline.phone}</a>' in shown
