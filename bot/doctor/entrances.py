"""The ways in: https for the page, and secrets of the webhooks that nobody guesses."""

from bot.addresses import is_confidential
from bot.doctor.finding import Finding, judge
from bot.settings import Settings
from bot.welcome import find_missing, lacks_address
from content.i18n import _

SHORTEST_SECRET = 32


def check_https(url: str) -> Finding:
    """Check that nobody on the way reads along."""
    return judge(
        is_confidential(url),
        _("The page is reached by https or from this machine only."),
        _("HOMTHU_PUBLIC_URL is not https: others can read what people write."),
    )


def check_webhook(settings: Settings) -> Finding:
    """Check the webhooks' secrets, if there are webhooks."""
    telegram = (settings.telegram_token, settings.telegram_webhook_secret, "HOMTHU_TELEGRAM_WEBHOOK_SECRET")
    zalo = (settings.zalo_bot_token, settings.zalo_bot_webhook_secret, "HOMTHU_ZALO_BOT_WEBHOOK_SECRET")
    secrets = [
        (secret.get_secret_value(), name)
        for token, secret, name in (telegram, zalo)
        if token is not None and secret is not None
    ]
    if not secrets:
        return Finding(good=True, text=_("No webhook is open to the internet."))
    short = [name for secret, name in secrets if len(secret) < SHORTEST_SECRET]
    return judge(
        not short,
        _("The webhook's secret is long."),
        _("{setting} is short. Use 32 random letters and digits or more.").format(setting=", ".join(short)),
    )


def check_doors(settings: Settings) -> Finding:
    """Check that no messenger is switched on by half."""
    missing = find_missing(settings)
    return judge(
        not missing and not lacks_address(settings),
        _("No messenger is switched on by half."),
        _("The Zalo official account is off. Still to be set: {settings}.").format(
            settings=", ".join(missing)
        )
        if missing
        else _("Messengers can't post to HOMTHU_PUBLIC_URL: it is no public https address."),
    )


def check_polling(settings: Settings) -> Finding:
    """Check that nothing which people write on Zalo is lost while the product is down."""
    return judge(
        settings.zalo_bot_token is None or settings.zalo_bot_webhook_secret is not None,
        _("No platform is polled that forgets what nobody fetches."),
        _(
            "Zalo is polled: what people write while nobody asks is lost for good. Set HOMTHU_ZALO_BOT_WEBHOOK_SECRET."
        ),
    )
