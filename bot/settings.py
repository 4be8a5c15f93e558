"""Decides what an operator can set: HOMTHU_ variables, read once and passed down as values."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.memory import choose_runtime_dir
from bot.setting_forms import describe_form
from bot.setting_values import (
    DatabaseUrl,
    ExitUrl,
    LongSecret,
    OnionUrl,
    Proxy,
    PublicUrl,
    Token,
    Url,
    WebhookSecret,
)
from content.prevention.pack import USUAL_THEME

PREFIX = "HOMTHU_"
_ANY_ADDRESS = {"0.0.0.0", "::"}  # noqa: S104 - compared with, never listened on


class SettingsError(Exception):
    """A setting is wrong; the message names it and the right form, in Vietnamese and English."""


def _runtime_dir(given: dict[str, Any]) -> Path:
    return choose_runtime_dir(given["data_dir"], os.environ.get("XDG_RUNTIME_DIR"))


def _shred_dir(given: dict[str, Any]) -> Path:
    data_dir: Path = given["data_dir"]
    return data_dir / "shred"


def _public_url(given: dict[str, Any]) -> str:
    host: str = given["web_host"]
    shown = "127.0.0.1" if host in _ANY_ADDRESS else host
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{given['web_port']}"


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
    web_port: int = Field(default=8080, ge=1, le=65535, description="Port the web page listens on.")
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
    reward_limit: int = Field(default=20_000_000, ge=0, description="The highest reward, in dong.")
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
    telegram_updates_proxy: Proxy | None = Field(
        default=None, description="The same for polling alone; unset: the one above."
    )
    telegram_webhook_secret: WebhookSecret | None = Field(
        default=None,
        description="Secret of the webhook, 1-256 of A-Z a-z 0-9 _ -; unset: long polling.",
    )
    zalo_bot_token: Token | None = Field(
        default=None, description="Token of the bot, as Zalo Bot Creator sends it; unset: no Zalo bot."
    )
    zalo_bot_link: PublicUrl | None = Field(
        default=None, description="The bot's address on Zalo, shown among the official doors and on posters."
    )
    zalo_bot_base_url: Url = Field(
        default="https://bot-api.zaloplatforms.com/bot",
        description="Where the Zalo Bot API is; the token is appended.",
    )
    zalo_bot_file_url: Url = Field(
        default="https://zdn.vn",
        description="Where Zalo keeps what people send: this host and those below it.",
    )
    zalo_bot_webhook_secret: LongSecret | None = Field(
        default=None,
        description="Secret of the webhook, 8-256 of A-Z a-z 0-9 _ -; unset: polling, which loses messages.",
    )
    zalo_oa_app_id: str | None = Field(
        default=None,
        pattern=r"^\d{1,30}$",
        description="Id of the app that a Zalo official account has allowed.",
    )
    zalo_oa_app_secret: SecretStr | None = Field(default=None, description="Secret key of that app.")
    zalo_oa_refresh_token: SecretStr | None = Field(
        default=None,
        description="The first refresh token; those that follow are kept sealed in the database.",
    )
    zalo_oa_webhook_key: SecretStr | None = Field(
        default=None, description="The official account's secret key, with which Zalo signs what it posts."
    )
    zalo_oa_link: PublicUrl | None = Field(
        default=None,
        description="The official account's address, shown among the official doors and on posters.",
    )
    zalo_oa_base_url: Url = Field(
        default="https://openapi.zalo.me", description="Where the OpenAPI of official accounts is."
    )
    zalo_oa_login_url: Url = Field(
        default="https://oauth.zaloapp.com/v4/oa/access_token", description="Where access tokens are renewed."
    )
    theme: str = Field(
        default=USUAL_THEME,
        max_length=120,
        pattern=r"^[^\r\n]+$",
        description="The year's theme of the action month in June, in Vietnamese.",
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
    vietnamese, english = describe_form(name, Settings.model_json_schema()["properties"][name])
    setting = PREFIX + name.upper()
    return f"{setting} chưa đúng, cần là {vietnamese}.\n{setting} is not right, it must be {english}."
