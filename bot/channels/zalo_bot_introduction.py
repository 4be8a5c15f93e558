"""Tells Zalo how the bot wants to hear what people write, and looks how that stands."""

import logging

from bot.channels.reading import read_object
from bot.channels.webhook_watch import Standing
from bot.channels.zalo_bot_api import UNKNOWN, ZaloBotApi, ZaloRefusalError
from bot.channels.zalo_bot_update import NAME
from bot.observe import log_event

_log = logging.getLogger(__name__)


async def introduce(api: ZaloBotApi, url: str, secret: str | None) -> bool:
    """Set the webhook at `url`, or polling where there is no secret; false if Zalo can't reach the webhook yet."""
    if secret is None:
        await _forget_webhook(api)
        log_event(_log, "polling_loses_messages", logging.WARNING, channel=NAME)
        return True
    answer = await api.call("setWebhook", url=url, secret_token=secret)
    verification = read_object(read_object(answer).get("verification"))
    if verification.get("ok", True):
        return True
    outcome = str(verification.get("outcome", ""))
    log_event(_log, "webhook_not_verified", logging.ERROR, channel=NAME, state=outcome)
    return False


async def look_at_webhook(api: ZaloBotApi, url: str) -> Standing:
    """Ask where Zalo posts to: nowhere if there is no webhook, `url` if the answer names no address."""
    try:
        found = await api.call("getWebhookInfo")
    except ZaloRefusalError as refusal:
        if refusal.code != UNKNOWN:  # there is none
            raise
        return Standing("")
    return Standing(str(found.get("url", url)) if isinstance(found, dict) else url)


async def _forget_webhook(api: ZaloBotApi) -> None:
    try:
        await api.call("deleteWebhook")
    except ZaloRefusalError as refusal:
        if refusal.code != UNKNOWN:  # there is none
            raise
