"""The settings: safe without any, clear when wrong, silent about secrets."""

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.addresses import is_confidential
from bot.memory import choose_runtime_dir, is_in_memory
from bot.settings import PREFIX, Settings, SettingsError, read_settings

TOKEN = "123456789:canary-token_value"


def test_nothing_has_to_be_set() -> None:
    settings = read_settings({})

    assert settings.data_dir == Path("var")
    assert settings.shred_dir == Path("var/shred")
    assert settings.database_url is None
    assert settings.public_url == "http://127.0.0.1:8080"
    assert settings.telegram_token is None
    assert settings.workers == 2


def test_only_the_given_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOMTHU_WEB_PORT", "9999")

    assert read_settings({}).web_port == 8080
    assert Settings().web_port == 8080


def test_an_empty_setting_counts_as_unset() -> None:
    settings = read_settings({"HOMTHU_TELEGRAM_TOKEN": "", "HOMTHU_WEB_PORT": "  "})

    assert settings.telegram_token is None
    assert settings.web_port == 8080


def test_what_is_set_is_taken() -> None:
    settings = read_settings(
        {
            "HOMTHU_DATA_DIR": "/srv/homthu",
            "HOMTHU_WEB_HOST": "::1",
            "HOMTHU_WEB_PORT": "81",
            "HOMTHU_TELEGRAM_TOKEN": f" {TOKEN}\n",
            "HOMTHU_RUNTIME_DIR": "/run/homthu",
        }
    )

    assert settings.shred_dir == Path("/srv/homthu/shred")
    assert settings.public_url == "http://[::1]:81"
    assert settings.runtime_dir == Path("/run/homthu")
    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value() == TOKEN


def test_a_page_that_listens_everywhere_is_reached_on_this_machine() -> None:
    assert Settings(web_host="0.0.0.0").public_url == "http://127.0.0.1:8080"  # noqa: S104


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://tin.example.vn", True),
        ("http://127.0.0.1:8080", True),
        ("http://[::1]:81", True),
        ("http://localhost", True),
        ("http://abc.onion", True),
        ("http://tin.example.vn", False),
        ("http://127.0.0.1.example.vn", False),
        ("http://192.168.1.5:8080", False),
    ],
)
def test_only_https_this_machine_and_onion_services_are_confidential(url: str, good: bool) -> None:
    assert is_confidential(url) is good


def test_a_public_url_loses_its_last_slash() -> None:
    assert Settings(public_url="https://tin.example.vn/").public_url == "https://tin.example.vn"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://root:canary@host/x"),
        ("DATABASE_URL", "sqlite://canary"),
        ("DATABASE_URL", "postgresql://canary"),
        ("WEB_HOST", "canary host"),
        ("WEB_PORT", "canary"),
        ("WEB_PORT", "65536"),
        ("WEB_PORT", "0"),
        ("PUBLIC_URL", "canary.example.vn"),
        ("PUBLIC_URL", "https://example.vn/?canary"),
        ("DRAFT_MINUTES", "0"),
        ("TELEGRAM_TOKEN", "canary"),
        ("TELEGRAM_BASE_URL", "ftp://canary"),
        ("TELEGRAM_BASE_FILE_URL", "http://canary:port"),
        ("TELEGRAM_PROXY", "socks5://user:canary@host:1080"),
        ("TELEGRAM_WEBHOOK_SECRET", "canary!"),
        ("TELEGRAM_WEBHOOK_SECRET", "canary" * 50),
        ("WORKERS", "0"),
    ],
)
def test_a_wrong_value_is_named_in_both_languages_and_not_echoed(name: str, value: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({PREFIX + name: value})

    vietnamese, english = str(caught.value).splitlines()
    assert vietnamese.startswith(f"HOMTHU_{name} chưa đúng, cần là ")
    assert english.startswith(f"HOMTHU_{name} is not right, it must be ")
    assert "canary" not in str(caught.value)
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None


def test_all_wrong_values_are_named_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({"HOMTHU_WEB_PORT": "x", "HOMTHU_WORKERS": "x"})

    lines = str(caught.value).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["HOMTHU_WEB_PORT"] * 2 + ["HOMTHU_WORKERS"] * 2


def test_secrets_never_show() -> None:
    settings = read_settings(
        {
            "HOMTHU_TELEGRAM_TOKEN": TOKEN,
            "HOMTHU_TELEGRAM_PROXY": "http://user:canary@proxy:3128",
            "HOMTHU_TELEGRAM_WEBHOOK_SECRET": "canary",
            "HOMTHU_DATABASE_URL": "postgresql://user:canary@host/homthu",
        }
    )

    assert "canary" not in f"{settings!r} {settings}"


def test_settings_cannot_change() -> None:
    settings = Settings()

    with pytest.raises(ValidationError):
        settings.web_port = 1  # type: ignore[misc]


def test_every_setting_is_described() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert field.description.endswith("."), name


def test_what_must_be_forgotten_lies_in_shared_memory(tmp_path: Path) -> None:
    memory, mounts = tmp_path / "memory", tmp_path / "mounts"
    memory.mkdir()
    mounts.write_text(f"disk / ext4 rw 0 0\ndisk {memory} ext4 rw 0 0\ntmpfs {memory} tmpfs rw 0 0\n")

    def choose(data_dir: Path) -> Path:
        return choose_runtime_dir(data_dir, None, memory, mounts)

    chosen = choose(tmp_path)

    assert chosen.parent == memory
    assert chosen.name.startswith(f"homthu-{os.getuid()}-")
    assert is_in_memory(chosen, mounts)
    assert not is_in_memory(tmp_path, mounts)
    assert chosen == choose(tmp_path / "x" / "..")
    assert chosen != choose(tmp_path / "other")


def test_without_shared_memory_the_session_directory_is_next_and_the_data_directory_last(
    tmp_path: Path,
) -> None:
    none = tmp_path / "no-shared-memory"

    assert choose_runtime_dir(tmp_path, "/run/user/7", none).parent == Path("/run/user/7")
    assert choose_runtime_dir(tmp_path, None, none) == tmp_path / "runtime"


def test_a_disk_is_not_memory() -> None:
    assert not is_in_memory(Path("/usr"))
