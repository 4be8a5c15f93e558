"""The check: it finds each kind of fault, and says the file, what is wrong and what to do, in the reader's language."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from content.i18n import use_language
from content.prevention.checking.whole import check_folder
from content.prevention.pack import FOLDER

TODAY = date(2026, 11, 22)
FILE = "june-07.toml"


def check(
    folder: Path, old: str = "", new: str = "", today: date = TODAY, files: str = "*.toml"
) -> list[str]:
    for path in FOLDER.glob(files):
        shutil.copy(path, folder)
    text = (folder / FILE).read_text(encoding="utf-8")
    assert old in text
    (folder / FILE).write_text(text.replace(old, new, 1), encoding="utf-8")
    with use_language("vi"):
        return [fault.word() for fault in check_folder(folder, today, {"Zalo": 2000})]


MISTAKES = {
    "no translation": ("[en]", "[xx]", "Chưa có bài bằng ngôn ngữ «en»."),
    "an unknown part": ("[en]", "[xx]", "«xx» không có trong mẫu."),
    "too long": ("Bóng cười chứa", "Bóng cười " * 60 + "chứa", "quá mức cho phép là 700"),
    "a long line on the card": ("Đã bị cấm từ năm 2025", "Đã bị cấm " * 6, "quá mức cho phép là 52"),
    "slow to read": ("Xin trả lời là có.", "Xin trả lời là có. " * 20, "Đọc hết"),
    "no source": (" [Nghị quyết 173/2024]", "", "Có điều chưa ghi nguồn"),
    "an unknown source": (
        "Nghị quyết 173/2024",
        "Báo lá cải",
        "Nguồn [Báo lá cải] không có trong danh sách.",
    ),
    "stigma": ("Ai đang dùng", "Con nghiện nào", "Bài viết «Con nghiện»."),
    "fear": ("gây hại cho sức khỏe; nhiều", "là tử thần; nhiều", "Bài viết «tử thần»."),
    "instruction": ("Bóng cười chứa khí", "Cách hít bóng cười chứa khí", "Bài viết «Cách hít»."),
    "a link": ("bạn gõ /baotin", "bạn vào bongcuoi.com", "Bài viết «bongcuoi.com»."),
    "another spelling": ("gây hại cho sức khỏe; nhiều", "gây hại cho sức khoẻ; nhiều", "Dấu thanh"),
    "an unlisted number": ("bạn gõ /baotin", "bạn gọi 0912.345.678", "không phải đường dây nóng"),
    "a figure to be read": ("Xin trả lời là có.", "Xin trả lời là có 20.", "Phần «aloud» có con số 20."),
    "another id": ('id = "june-07"', 'id = "june-08"', "Mã (id) của bài là «june-08»."),
    "an unknown topic": ('"nitrous-oxide"', '"laughing"', "không có trong danh sách"),
    "no such day": ("month = 6, day = 7", "month = 6, day = 40", "giá trị không hợp lệ"),
    "two on one day": ("month = 6, day = 7", "month = 6, day = 8", "Ngày 8 tháng 6 không có đúng một bài."),
    "outside of June": ("month = 6, day = 7", "month = 7, day = 7", "nằm ngoài tháng 6"),
    "no TOML": ('title = "', "title = ", "Không đọc được tệp từ dòng 11."),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_is_told_with_file_and_remedy(tmp_path: Path, mistake: str) -> None:
    old, new, sentence = MISTAKES[mistake]
    found = check(tmp_path, old, new, files="june-0[78].toml")  # the whole pack takes a quarter second
    assert any(sentence in fault for fault in found), found
    assert all(fault.split(":")[0].endswith(".toml") or fault.startswith(tmp_path.name) for fault in found)
    assert all(fault.count(".") >= 2 for fault in found)


def test_a_channel_that_carries_less_is_respected(tmp_path: Path) -> None:
    with use_language("vi"):
        found = [fault.word() for fault in check_folder(FOLDER, TODAY, {"Zalo": 500})]
    assert any("Trên Zalo" in fault for fault in found)


def test_a_review_ends_after_a_year(tmp_path: Path) -> None:
    assert check(tmp_path, today=date(2027, 11, 23)) == []
    late = check(tmp_path, today=date(2027, 11, 24))
    assert len(late) == 56
    assert "22/11/2026" in late[0]
    assert len(check(tmp_path, today=date(2026, 11, 21))) == 56


def test_a_missing_day_topic_and_quarter_are_told(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    for name in ("june-17", "q3-1"):
        (tmp_path / f"{name}.toml").unlink()
    with use_language("vi"):
        found = [fault.word() for fault in check_folder(tmp_path, TODAY, {})]
    assert any("Ngày 17 tháng 6" in fault for fault in found)
    assert any("Lá khát" in fault for fault in found)
    assert any("Quý 3" in fault for fault in found)


def test_two_items_alike_are_told(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    twin = (tmp_path / "q1-1.toml").read_text(encoding="utf-8").replace('id = "q1-1"', 'id = "q1-5"')
    (tmp_path / "q1-5.toml").write_text(twin, encoding="utf-8")
    with use_language("en"):
        found = [fault.word() for fault in check_folder(tmp_path, TODAY, {})]
    assert found == [
        "q1-1.toml: It says much the same as q1-5.toml. Let each item tell something of its own."
    ]


def test_braces_do_no_harm(tmp_path: Path) -> None:
    assert check(tmp_path, "Thấy quán bán bóng cười", "Thấy quán {bán} bóng {0} cười {theme") == []
