"""`homthu content`: the check's exit code, the cards, and the bulletin of a day, all in Vietnamese."""

import argparse
import re
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from bot import cli
from bot.settings import Settings
from bot.subcommands.publishing import VIETNAM
from content.i18n import use_language
from content.prevention.pack import FOLDER, items


def run(*words: str) -> int:
    with use_language("vi"):
        arguments: argparse.Namespace = cli.make_parser().parse_args(["content", *words])
        return int(arguments.command(Settings(), arguments))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "items"))


def test_a_folder_in_order_ends_with_zero(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    today = datetime.now(VIETNAM).date()
    for path in folder.glob("*.toml"):  # as if all were read again today
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"(?m)^reviewed_on = .*$", f"reviewed_on = {today}", text), encoding="utf-8")
    assert run("check", "--folder", str(folder)) == 0
    assert capsys.readouterr().out == "56 bài, tất cả đều đạt.\n"


def test_a_fault_is_a_line_and_ends_with_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "june-12.toml").unlink()
    assert run("check", "--folder", str(folder)) == 1
    lines = capsys.readouterr().out.splitlines()
    assert (
        "items: Ngày 12 tháng 6 không có đúng một bài. Mỗi ngày của Tháng hành động cần đúng một bài."
        in lines
    )
    assert lines[-1].endswith("lỗi trong 55 bài.")


def test_an_empty_folder_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "--folder", str(tmp_path)) == 2
    assert capsys.readouterr().err.startswith("Không có bài nào trong")


def test_one_items_cards_are_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("cards", "--item", "june-07", "--to", str(tmp_path)) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["june-07-en.png", "june-07-vi.png"]
    assert run("cards", "--item", "july-07", "--to", str(tmp_path / "no")) == 2
    assert "Không có bài nào mang mã «july-07»." in capsys.readouterr().err


@pytest.mark.parametrize("day", ["2027-06-26", "26/06/2027"])
def test_a_days_bulletin_is_printed(day: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("bulletin", "--date", day) == 0
    printed = capsys.readouterr().out
    assert "26/06/2027" in printed.splitlines()[0]
    assert items()["june-26"].vi.aloud in printed


def test_a_bulletin_without_a_date_is_todays_or_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("bulletin") == 0
    printed = capsys.readouterr().out
    assert any(item.vi.aloud in printed for item in items().values())


@pytest.mark.parametrize("day", ["30/02/2027", "mai", "2027-13-01"])
def test_what_is_no_day_is_told(day: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("bulletin", "--date", day) == 2
    assert capsys.readouterr().err.startswith("Ngày chưa đúng.")
