"""Draws the page as HTML, and which words stand around the conversation."""

import secrets
from dataclasses import dataclass

from bot.channels.web.door import Door
from bot.channels.web.drawing import draw_sheltered, draw_template
from bot.channels.web.form import FILE_CAP
from bot.channels.web.marking import link_keys, make_callable
from bot.channels.web.site import Site
from content.i18n import FIRST_LANGUAGE, LANGUAGES, _, use_language
from handlers.messages import Page

UNSCRIPTED_PATIENCE = 4


@dataclass(frozen=True, slots=True)
class Visit:
    """What a drawing depends on besides the page: the entrance, whether the visitor has a cookie, and how they come.

    `held_back` is true when the browser may have kept the visitor's cookie to itself; `invitation` is an officer's code.
    """

    door: Door
    site: Site
    known: bool
    held_back: bool = False
    invitation: str = ""

    @property
    def blank_unscripted(self) -> int:
        """Seconds until the page goes blank without a script, which can't see that somebody is writing: so it is longer."""
        return UNSCRIPTED_PATIENCE * self.site.blank


def draw_page(page: Page, visit: Visit) -> str:
    """Draw everything one visitor sees, in their language."""
    officers = bool(visit.door.prefix)
    with use_language(page.language):
        return draw_sheltered(
            "page.html",
            visit.site,
            language=page.language,
            t=_words() | (_invitation_words() if visit.invitation else {}),
            page=page,
            visit=visit,
            path=visit.door.path,
            officers=officers,
            others={code: name for code, name in LANGUAGES.items() if code != page.language},
            # Officers' pages are full of figures; a count of 113 is no number to call.
            show=link_keys(visit.site) if officers else make_callable,
            nonce=secrets.token_urlsafe(16),
            limit=FILE_CAP,
        )


def draw_exit(exit_url: str) -> str:
    """Draw the page behind «leave quickly» for browsers without a script: it says nothing and goes on by itself."""
    with use_language(FIRST_LANGUAGE):
        return draw_template(
            "exit.html", title=_("One moment"), go_on=_("Go on"), exit_url=exit_url, language=FIRST_LANGUAGE
        )


def draw_blank(language: str, path: str) -> str:
    """Draw the page that covers an unused one where there is no script."""
    with use_language(language):
        return draw_template(
            "blank.html", covered=_covered(), uncover=_("Show the page again"), path=path, language=language
        )


def _covered() -> str:
    return _("The page is covered, because nobody has used it for a while.")


def _words() -> dict[str, str]:
    return {
        "promise": _("You do not have to say who you are."),
        "desk": _("For officers"),
        "conversation": _("Conversation"),
        "bot": _("Hòm Thư says:"),
        "you": _("You said:"),
        "picture": _("Picture: press to make it larger or smaller"),
        "card": _("Picture of this message: press to make it larger or smaller"),
        "share": _("How much is done"),
        "video": _("Video"),
        "voice": _("Voice message"),
        "spreadsheet": _("Report as a spreadsheet (.xlsx)"),
        "letter": _("Report as a letter (.docx)"),
        "message": _("Your message"),
        "hint": _("Write here"),
        "code": _("Your code"),
        "code_hint": _("Enter the code here"),
        "send": _("Send"),
        "add_file": _("Add a picture or video"),
        "chosen": _("A file is chosen"),
        "remove": _("Remove the file"),
        "skip": _("Go to where you write"),
        "covered": _covered(),
        "uncover": _("Show the page again"),
        "shortcuts": _("Shortcuts"),
        "menu": _("Menu"),
        "help": _("Quick help"),
        "support": _("Addiction"),
        "privacy": _("Privacy"),
        "language": _("Language"),
        "sending": _("Sending…"),
        "lost": _(
            "The connection was lost. Your words are still here. Please try again: nothing is sent twice."
        ),
        "too_big": _("This file is too big. Please choose one of at most 50 MB."),
    }


def _invitation_words() -> dict[str, str]:
    return {
        "invited": _("You are invited to work here as an officer. The invitation can be used once."),
        "accept": _("Accept the invitation"),
    }
