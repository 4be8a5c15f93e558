"""The words that people agree to when they subscribe. Words that somebody agreed to are kept: new ones get a new name."""

from content.i18n import N_

CONSENTS = {
    "2026-11": N_(
        "Do you want to get prevention messages here? They tell of new tricks of dealers, how drugs are disguised, and where to "
        "find help; now and then the police of your place warn of something. To stop, write «/dung» at any time. For this we keep "
        "the locked address of this chat, what you choose below and the week of your consent, apart from all tips."
    ),
}
LATEST = "2026-11"
