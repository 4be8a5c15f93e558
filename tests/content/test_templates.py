"""The ready answers and questions: what ships is in order, each mistake is told, and blanks are filled in."""

import shutil
from pathlib import Path

import pytest

from content.blanks import KNOWN, Blank, fill_in, find_unknown_blank
from content.i18n import use_language
from content.templates.checking import check_templates
from content.templates.pack import ANSWERS, FOLDER, QUESTIONS, ready_texts

FILE = "answers/received.toml"
MISTAKES = {
    "no translation": ("[en]", "[xx]", "Không đọc được tệp này"),
    "another id": ('id = "received"', 'id = "other"', "«other»"),
    "an unknown blank": ("{loaitin}", "{ten}", "Không có gì để điền vào «{ten}»."),
    "an open brace": ("{loaitin}", "{loaitin", "«{loaitin"),
    "a blank in one language only": ("{ngaynhan}", "hôm qua", "chỗ điền trong ngoặc nhọn khác nhau"),
    "too long": ("Cảm ơn bạn.", "Cảm ơn bạn. " * 60, "nhiều nhất là 600"),
    "a long title": ("Đã nhận, đang xem", "Đã nhận được tin của bạn và đang xem", "nhiều nhất là 30"),
    "a phone number": ("Cảm ơn bạn.", "Gọi 0912 345 678.", "không được viết «0912 345 678"),
    "a question who it is": ("Cảm ơn bạn.", "Bạn tên gì?", "không được viết"),
}


def check(folder: Path) -> list[str]:
    with use_language("vi"):
        return [fault.word() for fault in check_templates(folder)]


def test_what_ships_is_in_order() -> None:
    assert check(FOLDER) == []
    assert len(ready_texts(ANSWERS)) >= 8
    assert len(ready_texts(QUESTIONS)) >= 8


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_is_told(tmp_path: Path, mistake: str) -> None:
    old, new, sentence = MISTAKES[mistake]
    folder = Path(shutil.copytree(FOLDER, tmp_path / "templates"))
    text = (folder / FILE).read_text(encoding="utf-8")
    assert old in text
    (folder / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")

    found = check(folder)

    assert any(line.startswith(FILE) and sentence in line for line in found), found


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Tin {loaitin} của {donvi}, {ngaynhan}", ""), ("{ten}", "{ten}"), ("{ loaitin}", "{ loaitin}"), ("{", "{"), ("a } b", "}"),
        ("{{loaitin}}", "{"), ("{}", "{}"), ("không có gì", ""),
    ],
)  # fmt: skip
def test_only_what_can_be_filled_in_stands_in_braces(text: str, unknown: str) -> None:
    assert find_unknown_blank(text) == unknown


def test_blanks_are_filled_in_and_values_are_not_filled_again() -> None:
    values: dict[str, str] = {Blank.KIND: "Bán ma túy {donvi}", Blank.UNIT: "Ba Đình"}

    assert fill_in("{loaitin}, {donvi}, {ngaynhan}", values) == "Bán ma túy {donvi}, Ba Đình, {ngaynhan}"
    assert KNOWN == ("{loaitin}", "{donvi}", "{ngaynhan}")
