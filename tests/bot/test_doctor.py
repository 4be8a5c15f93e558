"""The doctor sees each thing that is wrong, says what to do, and calls nothing wrong that is right."""

import logging
import sqlite3
import sys
from io import StringIO
from pathlib import Path

import pytest

from bot.doctor.clock import check_clock, check_synchronised
from bot.doctor.database import check_database
from bot.doctor.decoding import check_decoding, check_limits
from bot.doctor.entrances import check_doors, check_https, check_polling, check_webhook
from bot.doctor.examination import examine
from bot.doctor.finding import Finding
from bot.doctor.keys import check_recovery, check_trial
from bot.doctor.logs import check_logs
from bot.doctor.machine import Dumps, check_dumps, check_swap
from bot.doctor.places import check_apart, check_memory, check_owner_only
from bot.log_lines import LineFormatter
from bot.observe import SafeHandler
from bot.opening import open_store
from bot.settings import Settings, read_settings
from bot.subcommands.checking import print_findings
from bot.welcome import list_openings
from content.i18n import use_language
from storage import meta
from storage.store import Store
from storage.transaction import Transaction

HEAD = "Filename\tType\tSize\tUsed\tPriority\n"
TOKEN = {"HOMTHU_TELEGRAM_TOKEN": "123456:abcdefgh"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    places = {"DATA": "data", "RUNTIME": "runtime", "SHRED": "shred"}
    return read_settings({f"HOMTHU_{name}_DIR": str(tmp_path / folder) for name, folder in places.items()})


@pytest.fixture
def store(settings: Settings) -> Store:
    return open_store(settings)


def test_a_trial_is_bad_and_production_good(store: Store) -> None:
    assert store.run(check_trial).good is False
    store.run(lambda tx: meta.set_fact(tx, meta.RECOVERY_PUBLIC, bytes(32)))
    assert store.run(check_trial).good
    store.close()


def test_a_recovery_key_is_to_be_tested(store: Store) -> None:
    assert store.run(check_recovery).good is False
    store.run(lambda tx: meta.set_fact(tx, meta.RECOVERY_TESTED, b"20000"))
    assert store.run(check_recovery).good
    store.close()


def test_a_file_for_others_is_found(tmp_path: Path) -> None:
    file = tmp_path / "server.key"
    assert check_owner_only(file).good is False
    file.touch(0o600)
    assert check_owner_only(file).good
    file.chmod(0o640)
    assert check_owner_only(file).good is False
    assert f"chmod go= {file}" in check_owner_only(file).text


def test_a_file_for_others_is_found_wherever_it_lies(settings: Settings, store: Store) -> None:
    open_to_all = settings.data_dir / "files" / "picture"
    open_to_all.touch(0o644)
    named = [one.text for one in examine(settings, store) if one.good is False and "chmod" in one.text]
    store.close()

    assert len(named) == 1
    assert str(open_to_all) in named[0]


def test_the_runtime_store_belongs_in_memory(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"disk / ext4 rw 0 0\ntmpfs {tmp_path / 'memory'} tmpfs rw 0 0\n")

    assert check_memory(tmp_path / "memory" / "anything", mounts).good
    assert check_memory(tmp_path / "anything", mounts).good is False
    assert check_memory(Path("/usr")).good is False


def test_shred_keys_belong_apart(tmp_path: Path) -> None:
    assert check_apart(tmp_path / "shred", tmp_path / "data").good
    assert check_apart(tmp_path / "data" / "shred", tmp_path / "data").good is False


def test_the_database_is_as_it_was_set(store: Store) -> None:
    assert store.run(check_database).good
    store.close()


@pytest.mark.parametrize(
    "pragma",
    ["synchronous=OFF", "secure_delete=OFF", "foreign_keys=OFF", "trusted_schema=ON", "temp_store=FILE"],
)
def test_a_database_that_was_set_otherwise_is_found(tmp_path: Path, pragma: str) -> None:
    connection = sqlite3.connect(tmp_path / "some.db", isolation_level=None)
    for good in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {good}")
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA temp_store=MEMORY")
    assert check_database(Transaction(connection, "sqlite")).good

    connection.execute(f"PRAGMA {pragma}")
    found = check_database(Transaction(connection, "sqlite"))
    connection.close()
    assert found.good is False
    assert pragma.partition("=")[0] in found.text


def test_a_journal_that_is_no_write_ahead_log_is_found(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "some.db")
    found = check_database(Transaction(connection, "sqlite"))
    connection.close()
    assert "journal_mode=delete" in found.text


def test_https_or_this_machine() -> None:
    assert check_https("https://tips.example").good
    assert check_https("http://127.0.0.1:8080").good
    assert check_https("http://tips.example").good is False


def test_a_webhooks_secret_is_long() -> None:
    secret = "HOMTHU_TELEGRAM_WEBHOOK_SECRET"
    assert check_webhook(read_settings({})).good
    assert check_webhook(read_settings(TOKEN)).good
    assert check_webhook(read_settings({**TOKEN, secret: "a" * 32})).good
    found = check_webhook(read_settings({**TOKEN, secret: "a" * 31}))
    assert found.good is False
    assert "aaa" not in found.text


OA = {f"HOMTHU_ZALO_OA_{name}": "314" for name in ("APP_ID", "APP_SECRET", "REFRESH_TOKEN", "WEBHOOK_KEY")}
HTTPS = {"HOMTHU_PUBLIC_URL": "https://tips.example"}


@pytest.mark.parametrize("missing", list(OA))
def test_a_messenger_that_is_switched_on_by_half_says_what_it_lacks(missing: str) -> None:
    half = read_settings({name: value for name, value in OA.items() if name != missing} | HTTPS)
    assert check_doors(half).good is False
    assert missing in check_doors(half).text
    assert any(missing in line for line in list_openings(half))


def test_a_messenger_that_is_whole_lacks_nothing_and_a_webhook_needs_a_public_address() -> None:
    whole = read_settings(OA | HTTPS)
    assert check_doors(whole).good
    assert list_openings(whole)[-1] == "Bật: Zalo."
    assert check_doors(read_settings({})).good
    for secret in (OA, {**TOKEN, "HOMTHU_TELEGRAM_WEBHOOK_SECRET": "a" * 32}):
        assert check_doors(read_settings(secret)).good is False
        assert "HOMTHU_PUBLIC_URL" in list_openings(read_settings(secret))[-1]


def test_polling_zalo_is_reported_and_the_short_secret_is_named() -> None:
    zalo = {"HOMTHU_ZALO_BOT_TOKEN": "1234567:abc"}
    secret = "HOMTHU_ZALO_BOT_WEBHOOK_SECRET"
    assert check_polling(read_settings(TOKEN)).good
    assert check_polling(read_settings(zalo)).good is False
    assert check_polling(read_settings({**zalo, secret: "a" * 32})).good
    assert check_webhook(read_settings({**zalo, secret: "a" * 32})).good
    assert secret in check_webhook(read_settings({**TOKEN, **zalo, secret: "a" * 31})).text


def test_a_careless_log_handler_is_found() -> None:
    safe = SafeHandler(StringIO())
    safe.setFormatter(LineFormatter())
    assert check_logs([safe]).good
    assert check_logs([safe, logging.StreamHandler(StringIO())]).good is False
    assert check_logs([]).good is False


@pytest.mark.parametrize(
    ("line", "good"),
    [
        ("", True),
        ("/dev/zram0 partition 1 0 -2\n", True),
        ("/dev/dm-0 partition 1 0 -2\n", True),
        ("/dev/dm-1 partition 1 0 -2\n", False),
        ("/dev/sda2 partition 1 0 -2\n", False),
        ("/swapfile file 1 0 -2\n", False),
    ],
)
def test_swap_is_encrypted_compressed_or_none(tmp_path: Path, line: str, good: bool) -> None:
    for name, kind in (("dm-0", "CRYPT-LUKS2-a"), ("dm-1", "LVM-b")):
        (tmp_path / name / "dm").mkdir(parents=True)
        (tmp_path / name / "dm" / "uuid").write_text(kind)
    swaps = tmp_path / "swaps"
    swaps.write_text(HEAD + line)

    assert check_swap(swaps, tmp_path).good is good


def test_what_cannot_be_seen_is_said_so(tmp_path: Path) -> None:
    assert check_swap(tmp_path / "missing").good is None
    assert check_synchronised(tmp_path / "missing").good is None
    (tmp_path / "mark").touch()
    assert check_synchronised(tmp_path / "mark").good
    with use_language("vi"):
        assert check_swap(tmp_path / "missing").text.startswith("Không kiểm tra được")


def test_a_process_that_can_be_dumped_is_found(tmp_path: Path) -> None:
    pattern = tmp_path / "core_pattern"
    pattern.write_text("core")

    assert check_dumps(Dumps(0, refused=False), pattern).good
    assert check_dumps(Dumps(1024, refused=False), pattern).good is False
    pattern.write_text("|/usr/lib/systemd/systemd-coredump %P")
    assert check_dumps(Dumps(0, refused=False), pattern).good is False
    assert check_dumps(Dumps(0, refused=True), pattern).good


def test_a_clock_behind_its_files_is_slow(tmp_path: Path) -> None:
    file = tmp_path / "homthu.db"
    file.touch()
    written = file.stat().st_mtime

    assert check_clock(written + 1, [file, tmp_path / "missing"]).good
    assert check_clock(written - 200, [file]).good
    assert check_clock(written - 1000, [file]).good is False


def test_pictures_are_rebuilt() -> None:
    assert check_decoding().good
    assert check_decoding(b"no picture").good is False


def test_limits_that_do_not_hold_are_found() -> None:
    assert check_limits().good
    assert check_limits((sys.executable, "-c", "raise SystemExit(1)")).good is False


def test_what_cannot_be_checked_is_no_reason_for_red(capsys: pytest.CaptureFixture[str]) -> None:
    told = [Finding(good=True, text="well"), Finding(None, "beyond")]
    assert print_findings(told) == 0
    told.append(Finding(good=False, text="bad"))
    assert print_findings(told) == 1
    assert capsys.readouterr().out.splitlines()[-3:] == ["✓ well", "? beyond", "✗ bad"]


def test_the_examination_asks_about_everything(settings: Settings, store: Store) -> None:
    found = examine(settings, store)
    store.close()

    text = "\n".join(finding.text for finding in found)
    for words in (
        *(
            "chạy thử",
            "khôi phục",
            "server.key",
            "runtime.key",
            "Cơ sở dữ liệu",
            "https",
            "webhook",
            "Nhật ký",
        ),
        *("swap", "hỏng", "Đồng hồ", "Ảnh", "độc hại", "sao lưu", "hủy tin", "proxy"),
    ):
        assert words in text
