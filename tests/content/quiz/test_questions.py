"""The questions of the quiz: what ships is in order, each kind of mistake is told, and nothing in them frightens or shames."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.channels.telegram import TelegramChannel
from bot.subcommands.publishing import ASKS
from content.i18n import LANGUAGES, use_language
from content.prevention.checking.words import rules
from content.quiz.checking import FEWEST, check_questions
from content.quiz.pack import FOLDER, areas, questions

TODAY = date(2026, 11, 23)
FILE = "law.toml"
MISTAKES = {
    "no translation": ("[question.en]", "[question.xx]", "Không đọc được tệp này"),
    "three answers": ('"1/7/2026", "1/1/2025", ', '"1/7/2026", ', "Không đọc được tệp này"),
    "an old review": ("reviewed_on = 2026-11-22", "reviewed_on = 2024-11-22", "22/11/2024"),
    "an unknown source": ('"Luật 120/2025"', '"Báo lá cải"', "[Báo lá cải] không có trong danh sách."),
    "two right answers": ('"1/1/2025", "26/6/2026"', '"1/7/2026", "26/6/2026"', "giống nhau"),
    "an answer too long for a button": ('"1/1/2025"', f'"{"x" * 101}"', "Zalo"),
    "a question too long for a quiz": ("có hiệu lực từ ngày nào?", "?" * 300, "Telegram"),
    "an unlisted number": ("thay cho luật năm 2021.", "gọi 0912.345.678.", "không phải đường dây nóng"),
    "the same id": ('id = "law-carrying"', 'id = "law-in-force"', "có hai lần"),
}


def check(folder: Path) -> list[str]:
    with use_language("vi"):
        return [fault.word() for fault in check_questions(folder, TODAY, ASKS)]


def test_what_ships_is_in_order() -> None:
    assert check(FOLDER) == []
    assert len(questions()) >= FEWEST
    assert set(areas().values()) == {"first_aid", "law", "online", "substances", "treatment", "tricks"}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_is_told(tmp_path: Path, mistake: str) -> None:
    old, new, sentence = MISTAKES[mistake]
    shutil.copytree(FOLDER, tmp_path / "questions")
    file = tmp_path / "questions" / FILE
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")

    assert any(sentence in line for line in check(tmp_path / "questions"))


def test_too_few_questions_are_told(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "questions")
    (tmp_path / "questions" / FILE).unlink()

    assert any("ít nhất 60" in line for line in check(tmp_path / "questions"))


def test_the_check_knows_telegrams_own_room() -> None:
    room, own = ASKS["Telegram"], TelegramChannel.limits.polls
    assert own is not None
    assert (room.question, room.answer, room.reason) == (own.question, own.answer, own.reason)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_frighten_or_shame(language: str) -> None:
    for one in questions().values():
        wording = one.wording(language)
        told = f"{wording.question} {wording.answers[0]} {wording.reason}"
        kinds = [rule for rule in rules() if rule.name in {"stigma", "fear", "use"}]
        assert [(one.id, rule.find(told)) for rule in kinds if rule.find(told)] == []
