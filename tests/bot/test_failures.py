"""What a command says when the machine is not as it should be: one Vietnamese sentence with what to do, and an end."""

import errno
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.failures import explain_storage, explain_system
from bot.server import listen
from bot.setting_names import explain_unknown
from bot.settings import SettingsError
from content.i18n import use_language
from storage.databases import SqliteDatabase
from storage.errors import UnreachableDatabaseError
from storage.migrations.upgrade import upgrade

SECONDS = 60


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as one:
        yield one.getsockname()[1]


def test_a_second_run_on_the_same_port_ends_with_a_sentence_and_touches_nothing(
    tmp_path: Path, taken: int
) -> None:
    ours = {"HOMTHU_DATA_DIR": str(tmp_path / "var"), "HOMTHU_WEB_PORT": str(taken)}
    environment = {name: text for name, text in os.environ.items() if not name.startswith("HOMTHU_")}

    ended = subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        env={**environment, **ours},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )

    assert ended.returncode == 1
    assert ended.stderr.startswith(f"Cổng {taken} đang có chương trình khác dùng")
    assert not (tmp_path / "var").exists()


def test_an_address_of_another_machine_is_refused() -> None:
    with use_language("en"), pytest.raises(SettingsError, match="HOMTHU_WEB_HOST"):
        listen("192.0.2.7", 0)


def test_a_file_in_the_place_of_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError) as raised:
        (tmp_path / "file" / "below").mkdir(parents=True)

    with use_language("en"):
        assert "below is in the way" in explain_system(raised.value)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "Ổ đĩa đã đầy"),
        (errno.EACCES, "không được dùng /srv/x"),
        (errno.EROFS, "không được dùng /srv/x"),
        (errno.ENOENT, "Không có /srv/x"),
        (errno.EEXIST, "/srv/x không phải là thư mục"),
        (errno.EIO, "Không làm được"),
    ],
)
def test_what_the_machine_refuses_is_said_with_its_place(number: int, words: str) -> None:
    with use_language("vi"):
        assert words in explain_system(OSError(number, os.strerror(number), "/srv/x"))


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "homthu.db").write_text("xin chào", encoding="utf-8")

    with use_language("vi"), pytest.raises(UnreachableDatabaseError) as raised:
        upgrade(SqliteDatabase(tmp_path / "homthu.db"))

    with use_language("vi"):
        assert "Không mở được cơ sở dữ liệu" in explain_storage(raised.value)


def test_a_misspelt_setting_is_not_passed_over_in_silence() -> None:
    with use_language("en"):
        (near, far) = explain_unknown(["HOMTHU_WEBPORT", "HOMTHU_WEB_PORT", "PATH", "HOMTHU_XYZ"])

    assert "Did you mean HOMTHU_WEB_PORT?" in near
    assert "The README lists them" in far
