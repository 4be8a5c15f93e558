"""Decides which messengers are switched on, and makes the channel and the webhook of each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from starlette.types import ASGIApp

from bot.channels.port import Channel, Intake
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_webhook import TelegramWebhook
from bot.settings import Settings
from content.i18n import _, use_language
from handlers.registry import COMMANDS

TELEGRAM_PATH = "/telegram"


class PlatformChannel(Channel, Protocol):
    """A channel with connections to somebody else's servers."""

    async def close(self) -> None:
        """Close the connections."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where a platform posts what people write, and what takes it there."""

    path: str
    make: Callable[[Intake], ASGIApp]


@dataclass(frozen=True, slots=True)
class Platform:
    """A messenger that is switched on; without a webhook its channel asks for what people write."""

    channel: PlatformChannel
    webhook: Webhook | None = None


def make_platforms(settings: Settings) -> list[Platform]:
    """Make those that the settings switch on."""
    return [one for one in (make_telegram(settings),) if one is not None]


def make_telegram(settings: Settings) -> Platform | None:
    """Make Telegram, if its token is set."""
    if settings.telegram_token is None:
        return None
    proxy, secret = settings.telegram_proxy, settings.telegram_webhook_secret
    channel = TelegramChannel(
        settings.telegram_token.get_secret_value(),
        settings.telegram_base_url,
        settings.telegram_base_file_url,
        proxy=proxy.get_secret_value() if proxy else None,
        webhook_secret=secret.get_secret_value() if secret else None,
        public_url=settings.public_url,
        commands=describe_commands(),
    )
    if secret is None:
        return Platform(channel)
    word = secret.get_secret_value()
    return Platform(
        channel, Webhook(TELEGRAM_PATH, lambda intake: TelegramWebhook(word, intake, channel.answer))
    )


def describe_commands() -> list[tuple[str, str, str]]:
    """Describe the commands that everybody has, for Telegram's menu: (command, Vietnamese, English)."""
    described = []
    for command in COMMANDS:
        if not command.officers:
            with use_language("vi"):
                vietnamese = _(command.summary)
            with use_language("en"):
                described.append((command.name, vietnamese, _(command.summary)))
    return described
