"""Says at the start which doors are open, and what a door still lacks that is open by half."""

from bot.settings import PREFIX, Settings
from content.i18n import _

ACCOUNT = ("zalo_oa_app_id", "zalo_oa_app_secret", "zalo_oa_refresh_token", "zalo_oa_webhook_key")


def list_openings(settings: Settings) -> list[str]:
    """Word a line for each door, and one for whatever keeps a door shut."""
    missing = find_missing(settings)
    has_account = not missing and settings.zalo_oa_app_id is not None
    lines = [
        _("On: the web page."),
        _("On: Telegram.")
        if settings.telegram_token
        else _("Off: Telegram. Set HOMTHU_TELEGRAM_TOKEN to the token from @BotFather."),
        _("On: Zalo.")
        if settings.zalo_bot_token or has_account
        else _("Off: Zalo. Set HOMTHU_ZALO_BOT_TOKEN to the token from Zalo Bot Creator."),
    ]
    if missing:
        lines.append(
            _("Off: the Zalo official account. Still to be set: {settings}.").format(
                settings=", ".join(missing)
            )
        )
    if lacks_address(settings):
        lines.append(
            _(
                "Messengers post to a public https address only: set HOMTHU_PUBLIC_URL, or they can't reach this server."
            )
        )
    return lines


def find_missing(settings: Settings) -> list[str]:
    """List the settings that an official account lacks of which some are set."""
    missing = [name for name in ACCOUNT if getattr(settings, name) is None]
    return [f"{PREFIX}{name.upper()}" for name in missing] if len(missing) < len(ACCOUNT) else []


def lacks_address(settings: Settings) -> bool:
    """Tell whether a webhook is set that no messenger can post to."""
    posted = (
        settings.telegram_token and settings.telegram_webhook_secret,
        settings.zalo_bot_token and settings.zalo_bot_webhook_secret,
        settings.zalo_oa_webhook_key,
    )
    return any(posted) and not settings.public_url.startswith("https://")
