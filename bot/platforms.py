"""Decides which messengers are switched on, and makes the channel and the webhook of each."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Protocol

from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from bot.answer_windows import StoredWindow
from bot.broadcast_allowance import StoredAllowance
from bot.channels.pacer import Pacer
from bot.channels.port import BroadcastChannel, Channel, Intake
from bot.channels.quota import QuotaCounter
from bot.channels.telegram import WEBHOOK_PATH as TELEGRAM_PATH
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_webhook import TelegramWebhook
from bot.channels.zalo_bot import WEBHOOK_PATH, ZaloBotChannel
from bot.channels.zalo_bot_webhook import ZaloBotWebhook
from bot.channels.zalo_oa import LIMITS as OA_LIMITS
from bot.channels.zalo_oa import WEBHOOK_PATH as OA_PATH
from bot.channels.zalo_oa import ZaloOaChannel
from bot.channels.zalo_oa_api import ZaloLogin
from bot.channels.zalo_oa_webhook import ZaloOaWebhook
from bot.delivery.casting import Casting, PlainCaster
from bot.platform_tokens import KeptTokens
from bot.settings import Settings
from content.i18n import LANGUAGES
from handlers.menus import menu_in
from storage.store import Store

ZALO_A_SECOND = 5  # messages to many: what it allows is not published, only the month's quota


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
    """A messenger that is switched on, as people call it; without a webhook its channel asks for what people write.

    `silence` is for how many seconds nothing was heard from it; `upkeep` runs beside it for ever; `routes` are paths of the page under which it fetches things; `counter` counts what it sets a quota for;
    `casting` is how it sends broadcasts; `followed` is set where it writes to all followers at one go instead; `window` counts
    the free answers to each message.
    """

    title: str
    channel: PlatformChannel
    webhook: Webhook | None = None
    routes: tuple[BaseRoute, ...] = ()
    counter: QuotaCounter | None = None
    silence: Callable[[], int] | None = None
    upkeep: Callable[[], Coroutine[Any, Any, None]] | None = None
    casting: Casting | None = None
    followed: BroadcastChannel | None = None
    window: StoredWindow | None = None


def make_platforms(settings: Settings, store: Store) -> list[Platform]:
    """Make those that the settings switch on."""
    made = (make_telegram(settings), make_zalo_bot(settings), make_zalo_oa(settings, store))
    return [one for one in made if one is not None]


def make_telegram(settings: Settings) -> Platform | None:
    """Make Telegram, if its token is set."""
    if settings.telegram_token is None:
        return None
    proxy, secret = settings.telegram_proxy, settings.telegram_webhook_secret
    updates_proxy = settings.telegram_updates_proxy
    channel = TelegramChannel(
        settings.telegram_token.get_secret_value(),
        settings.telegram_base_url,
        settings.telegram_base_file_url,
        proxy=proxy.get_secret_value() if proxy else None,
        updates_proxy=updates_proxy.get_secret_value() if updates_proxy else None,
        webhook_secret=secret.get_secret_value() if secret else None,
        public_url=settings.public_url,
        commands=describe_commands(),
    )
    casting = Casting(channel.caster, channel.pacer, 2 * channel.pacer.limit)
    word = secret.get_secret_value() if secret else None
    webhook = (
        Webhook(
            TELEGRAM_PATH, lambda intake: TelegramWebhook(word, intake, channel.answer, channel.name_press)
        )
        if word
        else None
    )
    return Platform("Telegram", channel, webhook, silence=lambda: channel.silence, casting=casting)


def make_zalo_bot(settings: Settings) -> Platform | None:
    """Make the Zalo bot, if its token is set."""
    if settings.zalo_bot_token is None:
        return None
    secret = settings.zalo_bot_webhook_secret
    word = secret.get_secret_value() if secret else None
    channel = ZaloBotChannel(
        settings.zalo_bot_token.get_secret_value(),
        settings.zalo_bot_base_url,
        settings.zalo_bot_file_url,
        webhook_secret=word,
        public_url=settings.public_url,
    )
    webhook = Webhook(WEBHOOK_PATH, lambda intake: ZaloBotWebhook(word, intake, channel)) if word else None
    casting = Casting(PlainCaster(channel), Pacer(ZALO_A_SECOND), 2 * ZALO_A_SECOND, channel.counter)
    return Platform(
        "Zalo",
        channel,
        webhook,
        (channel.handouts.route(),),
        channel.counter,
        lambda: channel.silence,
        casting=casting,
    )


def make_zalo_oa(settings: Settings, store: Store) -> Platform | None:
    """Make the Zalo official account, if everything that it needs is set."""
    needed = (settings.zalo_oa_app_secret, settings.zalo_oa_refresh_token, settings.zalo_oa_webhook_key)
    app_secret, first, key = (one.get_secret_value() if one else "" for one in needed)
    app_id = settings.zalo_oa_app_id or ""
    if not (app_id and app_secret and first and key):
        return None
    login = ZaloLogin(settings.zalo_oa_login_url, app_id, app_secret)
    tokens = KeptTokens(store, ZaloOaChannel.name, first, login)
    window = StoredWindow(store, ZaloOaChannel.name, OA_LIMITS)
    allowance = StoredAllowance(store, ZaloOaChannel.name, OA_LIMITS.quota)
    places = (settings.zalo_oa_base_url, settings.zalo_bot_file_url)
    channel = ZaloOaChannel(*places, tokens, window, allowance)
    webhook = Webhook(OA_PATH, lambda intake: ZaloOaWebhook(app_id, key, intake, channel))
    return Platform(
        "Zalo OA",
        channel,
        webhook,
        silence=lambda: tokens.silence,
        upkeep=tokens.run,
        followed=channel,
        window=window,
    )


def describe_commands() -> dict[str, tuple[tuple[str, str], ...]]:
    """Describe by language the commands that everybody has, for Telegram's menu."""
    return {language: menu_in(language, officers=False).commands for language in LANGUAGES}
