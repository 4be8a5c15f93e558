"""The words that people agree to when they subscribe. Words that somebody agreed to are kept: new ones get a new name."""

from content.i18n import N_

CONSENTS = {
    "2026-11": N_(
        "Do you want to get prevention messages here? They tell of new tricks of dealers, how drugs are disguised, and where to "
        "find help; now and then the police of your place warn of something. To stop, write «/dung» at any time. For this we keep "
        "the locked address of this chat, what you choose below and the week of your consent, apart from all tips."
    ),
    "2026-11 followers": N_(
        "Do you want to get prevention messages here? All who follow this account get the same: at most one a week, seldom a "
        "warning to the whole country. Who wants to choose topics, place and hours finds our other doors under «/cua». To stop, "
        "write «/dung» and unfollow the account. For this we keep the locked address of this chat and the week of your consent, "
        "apart from all tips."
    ),
}
LATEST = "2026-11"
LATEST_FOLLOWERS = "2026-11 followers"  # where the platform writes to all who follow
