"""Decides what an operator can set: HOMTHU_ variables, read once and passed down as values."""

import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

PREFIX = "HOMTHU_"
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - a private directory is made in it
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_MEMORY = {"tmpfs", "ramfs"}
_ANY_ADDRESS = {"0.0.0.0", "::"}  # noqa: S104 - compared with, never listened on


class SettingsError(Exception):
    """A setting is wrong; the message names it and the right form, in Vietnamese and English."""


def is_in_memory(path: Path) -> bool:
    """Say whether a path lies on a file system that a reboot empties."""
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    places = [line.split(" ")[1:3] for line in mounts.splitlines()]
    resolved = path.resolve()
    under = [(len(point), kind) for point, kind in places if resolved.is_relative_to(point)]
    # Of two mounts on one point the later one is seen; max() alone would take the earlier.
    return bool(under) and max(reversed(under), key=lambda place: place[0])[1] in _MEMORY


def choose_runtime_dir(
    data_dir: Path, xdg_runtime_dir: str | None, shared_memory: Path = SHARED_MEMORY
) -> Path:
    """Choose where the runtime store lies: in RAM if there is any, so that a reboot forgets it."""
    place = hashlib.blake2s(bytes(data_dir.resolve()), digest_size=4).hexdigest()
    if is_in_memory(shared_memory) and os.access(shared_memory, os.W_OK):
        return shared_memory / f"homthu-{os.getuid()}-{place}"
    if xdg_runtime_dir:
        return Path(xdg_runtime_dir) / f"homthu-{place}"
    return data_dir / "runtime"


def is_confidential(url: str) -> bool:
    """Say whether nobody on the way can read what is sent to an address: https, this machine itself, or an onion service."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return parts.scheme == "https" or host in LOOPBACK or host.endswith(".onion")


def _runtime_dir(given: dict[str, Any]) -> Path:
    return choose_runtime_dir(given["data_dir"], os.environ.get("XDG_RUNTIME_DIR"))


def _shred_dir(given: dict[str, Any]) -> Path:
    data_dir: Path = given["data_dir"]
    return data_dir / "shred"


def _public_url(given: dict[str, Any]) -> str:
    host: str = given["web_host"]
    shown = "127.0.0.1" if host in _ANY_ADDRESS else host
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{given['web_port']}"


def _check_database(url: str) -> str:
    parts = urlsplit(url)
    if (
        parts.scheme not in {"sqlite", "postgresql"}
        or parts.path in {"", "/"}
        or (parts.scheme == "sqlite" and parts.netloc)
    ):
        raise ValueError
    return url


def _check_url(url: str) -> str:
    parts = urlsplit(url)
    # Asking for the port checks it.
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.port == 0:
        raise ValueError
    if re.search(r"\s", url):
        raise ValueError
    return url


def _check_public_url(url: str) -> str:
    parts = urlsplit(_check_url(url))
    if parts.username or parts.query or parts.fragment:
        raise ValueError
    return url.rstrip("/")


def _check_onion_url(url: str) -> str:
    if not (urlsplit(_check_public_url(url)).hostname or "").endswith(".onion"):
        raise ValueError
    return url.rstrip("/")


def _check_exit_url(url: str) -> str:
    if urlsplit(_check_url(url)).scheme != "https":
        raise ValueError
    return url


def _check_proxy(url: SecretStr) -> SecretStr:
    _check_url(url.get_secret_value())
    return url


def _check_token(token: SecretStr) -> SecretStr:
    if not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", token.get_secret_value()):
        raise ValueError
    return token


def _check_webhook_secret(secret: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret.get_secret_value()):
        raise ValueError
    return secret


Url = Annotated[str, AfterValidator(_check_url)]
PublicUrl = Annotated[str, AfterValidator(_check_public_url)]
OnionUrl = Annotated[str, AfterValidator(_check_onion_url)]
ExitUrl = Annotated[str, AfterValidator(_check_exit_url)]
DatabaseUrl = Annotated[str, AfterValidator(_check_database)]
Proxy = Annotated[SecretStr, AfterValidator(_check_proxy)]
Token = Annotated[SecretStr, AfterValidator(_check_token)]
WebhookSecret = Annotated[SecretStr, AfterValidator(_check_webhook_secret)]


class Settings(BaseSettings):
    """What the operator sets; everything has a safe default, so that nothing must be set."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    data_dir: Path = Field(default=Path("var"), description="Directory of the database, files and keys.")
    database_url: DatabaseUrl | None = Field(
        default=None,
        repr=False,  # may hold a password
        description="sqlite:///… or postgresql://…; unset: SQLite in the data directory.",
    )
    web_host: str = Field(
        default="127.0.0.1", pattern=r"^[^\s/]+$", description="Address the web page listens on."
    )
    web_port: int = Field(
        default=8080, ge=0, le=65535, description="Port the web page listens on; 0: any free one."
    )
    public_url: PublicUrl = Field(
        default_factory=_public_url,
        description="Where people reach the web page; unset: http://<web host>:<web port>.",
    )
    onion_url: OnionUrl | None = Field(
        default=None, description="The page's address as an onion service; unset: there is none."
    )
    exit_url: ExitUrl = Field(
        default="https://vnexpress.net/",
        description="The harmless page to which «leave quickly» leads; it learns nothing of ours.",
    )
    blank_minutes: int = Field(
        default=5, ge=1, le=60, description="Minutes without a touch after which the page covers itself."
    )
    runtime_dir: Path = Field(
        default_factory=_runtime_dir,
        description="Directory of what a reboot must forget, best in RAM; unset: a private one "
        "in /dev/shm, else in $XDG_RUNTIME_DIR, else runtime/ in the data directory.",
    )
    shred_dir: Path = Field(
        default_factory=_shred_dir,
        description="Directory of the keys that destroy tips, outside every backup; "
        "unset: shred/ in the data directory.",
    )
    draft_minutes: int = Field(
        default=60, ge=1, le=2880, description="Minutes after which an unfinished draft is erased."
    )
    retention_confirmed_days: int = Field(
        default=365, ge=1, le=3650, description="Days from closing a confirmed tip to its erasure."
    )
    retention_unfounded_days: int = Field(
        default=30, ge=1, le=3650, description="The same for a tip that was unfounded, or no tip at all."
    )
    retention_other_days: int = Field(
        default=90, ge=1, le=3650, description="The same for a duplicate, or one that is not ours."
    )
    telegram_token: Token | None = Field(
        default=None, description="Bot token from @BotFather; unset: no Telegram."
    )
    telegram_name: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z][A-Za-z0-9_]{3,30}$",
        description="The bot's name without @, shown among the official doors and on posters.",
    )
    telegram_base_url: Url = Field(
        default="https://api.telegram.org/bot",
        description="Where the Bot API is; change it for a Bot API server of your own.",
    )
    telegram_base_file_url: Url = Field(
        default="https://api.telegram.org/file/bot",
        description="Where the Bot API's files are; change it for a Bot API server of your own.",
    )
    telegram_proxy: Proxy | None = Field(
        default=None, description="HTTP proxy through which Telegram is reached; unset: direct."
    )
    telegram_webhook_secret: WebhookSecret | None = Field(
        default=None,
        description="Secret of the webhook, 1-256 of A-Z a-z 0-9 _ -; unset: long polling.",
    )
    workers: int = Field(
        default=2, ge=1, le=64, description="Worker processes for slow work (Argon2, pictures)."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Take only what is passed in; `read_settings` alone looks at the environment."""
        return (init_settings,)


_PLAIN_TEXT = ("chữ không có dấu cách", "text without spaces")
_URL = ("địa chỉ http:// hoặc https://", "an http:// or https:// address")
_DAYS = ("một số từ 1 đến 3650", "a number from 1 to 3650")
_RIGHT_FORMS = {
    "database_url": (
        "sqlite:///đường/dẫn hoặc postgresql://người-dùng@máy/tên",
        "sqlite:///path or postgresql://user@host/name",
    ),
    "web_port": ("một số từ 0 đến 65535", "a number from 0 to 65535"),
    "public_url": (
        "địa chỉ http:// hoặc https://, không có ? hay #",
        "an http:// or https:// address without ? or #",
    ),
    "onion_url": (
        "địa chỉ http:// hoặc https:// có đuôi .onion",
        "an http:// or https:// address that ends in .onion",
    ),
    "exit_url": ("địa chỉ https://", "an https:// address"),
    "blank_minutes": ("một số từ 1 đến 60", "a number from 1 to 60"),
    "telegram_name": ("tên của bot, không có @", "the bot's name without @"),
    "draft_minutes": ("một số từ 1 đến 2880", "a number from 1 to 2880"),
    "retention_confirmed_days": _DAYS,
    "retention_unfounded_days": _DAYS,
    "retention_other_days": _DAYS,
    "telegram_token": (
        "mã @BotFather cấp, dạng 123456789:AbC…",
        "the token that @BotFather gives, like 123456789:AbC…",
    ),
    "telegram_base_url": _URL,
    "telegram_base_file_url": _URL,
    "telegram_proxy": _URL,
    "telegram_webhook_secret": (
        "từ 1 đến 256 ký tự A-Z a-z 0-9 _ -",
        "1 to 256 characters of A-Z a-z 0-9 _ -",
    ),
    "workers": ("một số từ 1 đến 64", "a number from 1 to 64"),
}


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read the settings; an empty one counts as unset. Raises SettingsError without any value."""
    source = EnvSettingsSource(Settings)
    source.env_vars = {name.lower(): text.strip() for name, text in environment.items() if text.strip()}
    try:
        return Settings(**source())
    except ValidationError as error:
        problems = error.errors(include_input=False)
    # Raised outside the handler, so that the values in pydantic's error do not travel along.
    wrong = [p["loc"][0] for p in problems if p["type"] != "default_factory_not_called"]
    raise SettingsError("\n".join(_explain(str(name)) for name in wrong))


def _explain(name: str) -> str:
    vietnamese, english = _RIGHT_FORMS.get(name, _PLAIN_TEXT)
    setting = PREFIX + name.upper()
    return f"{setting} chưa đúng, cần là {vietnamese}.\n{setting} is not right, it must be {english}."
