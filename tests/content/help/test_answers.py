"""The answers of `/hotro`: the pack that ships is in order, and each kind of mistake is told."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from content.help.answer import Danger, Wanted
from content.help.checking import check_answers
from content.help.pack import FOLDER, answers, word_answer
from content.i18n import LANGUAGES, use_language
from content.prevention.checking.words import rules

TODAY = date(2026, 11, 22)
FILE = "overdose.toml"
MISTAKES = {
    "no translation": ("[en]", "[xx]", "Không đọc được tệp này"),
    "no date": ("reviewed_on = 2026-11-22", "", "Không đọc được tệp này"),
    "an old review": ("reviewed_on = 2026-11-22", "reviewed_on = 2024-11-22", "22/11/2024"),
    "an unknown source": ("[WHO 2014]", "[Báo lá cải]", "Nguồn [Báo lá cải] không có trong danh sách."),
    "an unlisted number": ("gọi 115,", "gọi 0912.345.678,", "không phải đường dây nóng"),
    "too long": ("Bạn đang làm đúng.", "Bạn đang làm đúng. " * 70, "Zalo"),
    "another id": ('id = "overdose"', 'id = "other"', "other"),
}


def check(folder: Path) -> list[str]:
    with use_language("vi"):
        return [fault.word() for fault in check_answers(folder, TODAY, {"Zalo": 2000})]


def test_what_ships_is_in_order() -> None:
    assert check(FOLDER) == []
    assert set(answers()) == {str(name) for name in (*Danger, *Wanted)}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_is_told(tmp_path: Path, mistake: str) -> None:
    old, new, sentence = MISTAKES[mistake]
    folder = Path(shutil.copytree(FOLDER, tmp_path / "answers"))
    text = (folder / FILE).read_text(encoding="utf-8")
    assert old in text
    (folder / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    found = check(folder)
    assert any(line.startswith(FILE) and sentence in line for line in found), found


def test_a_missing_answer_and_one_without_a_source_are_told(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "answers"))
    (folder / FILE).unlink()
    text = (folder / "child.toml").read_text(encoding="utf-8")
    (folder / "child.toml").write_text(text.replace("[Nghị định 56/2017]", "").replace("[WHO 2014]", ""))
    assert [line.split(":")[0] for line in check(folder)] == [FILE, "child.toml"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_answer_blames_frightens_or_doses(language: str) -> None:
    with use_language(language):
        texts = {name: word_answer(answer) for name, answer in answers().items()}
    kinds = [rule for rule in rules() if rule.name in {"stigma", "fear", "use"}]
    assert [
        (name, rule.find(text)) for name, text in texts.items() for rule in kinds if rule.find(text)
    ] == []


@pytest.mark.parametrize("danger", [Danger.OVERDOSE, Danger.PSYCHOSIS, Danger.DESPAIR])
def test_in_danger_the_ambulance_stands_at_the_top(danger: Danger) -> None:
    for wording in (answers()[danger].vi, answers()[danger].en):
        assert "115" in wording.title + wording.text.splitlines()[0]
