"""Decides what the page says when something does not work, and what to do next."""

from bot.channels.web.drawing import draw_sheltered
from bot.channels.web.site import Site
from content.i18n import FIRST_LANGUAGE, _, use_language

MISDIRECTED = 421


def draw_notice(status: int, door_path: str, site: Site) -> str:
    """Draw the page that says why something did not work, and what to do next."""
    with use_language(FIRST_LANGUAGE):
        title, text = _notices().get(status, _notices()[500])
        return draw_sheltered(
            "notice.html",
            site,
            title=title,
            text=text.format(url=site.public_url),
            back=_("Back to the conversation"),
            path=door_path,
            home=site.public_url if status == MISDIRECTED else "",
            language=FIRST_LANGUAGE,
        )


def _notices() -> dict[int, tuple[str, str]]:
    return {
        400: (
            _("This could not be read"),
            _("Nothing was sent. Please go back and try again."),
        ),
        403: (
            _("This was sent from another page"),
            _("To protect you, only messages written on this page are taken. Please go back and write here."),
        ),
        404: (
            _("There is nothing here"),
            _("The link is wrong or no longer valid. The conversation is still there."),
        ),
        405: (
            _("This does not work here"),
            _("Please go back to the conversation and use its buttons."),
        ),
        413: (
            _("This is too big"),
            _("Nothing was sent. Please choose a file of at most 50 MB, or send a shorter text."),
        ),
        MISDIRECTED: (
            _("This is not the page's own address"),
            _("Please write nothing here: others could read it. Open {url} instead."),
        ),
        500: (
            _("Something went wrong on our side"),
            _("It is not your fault. Please wait a minute, go back and try again."),
        ),
    }
