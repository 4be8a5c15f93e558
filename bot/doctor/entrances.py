"""The ways in: https for the page, and a secret for Telegram's webhook that nobody guesses."""

from bot.addresses import is_confidential
from bot.doctor.finding import Finding, judge
from bot.settings import Settings
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
    """Check the webhook's secret, if there is a webhook."""
    secret = settings.telegram_webhook_secret
    if settings.telegram_token is None or secret is None:
        return Finding(good=True, text=_("No webhook is open to the internet."))
    return judge(
        len(secret.get_secret_value()) >= SHORTEST_SECRET,
        _("The webhook's secret is long."),
        _("HOMTHU_TELEGRAM_WEBHOOK_SECRET is short. Use 32 random letters and digits or more."),
    )
