"""Draws the page as HTML: which words stand around the conversation, and which numbers can be called."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.channels.web.assets import asset_url
from bot.channels.web.door import Door
from bot.channels.web.form import FILE_CAP
from bot.channels.web.site import Site
from content.i18n import FIRST_LANGUAGE, LANGUAGES, _, use_language
from handlers.messages import Page

# A numbered line above points: a heading, where plain text has none.
HEADING = re.compile(r"^(\d\. .+)$(?=\n• )", re.MULTILINE)
MISDIRECTED = 421
UNSCRIPTED_PATIENCE = 4

# Emergency, ambulance, child protection and the drug police; not as a part of a longer number, date or code.
CALLABLE = re.compile(r"(?<![\w.,/#-])(0769[. ]?04[. ]?04[. ]?04|11[135])(?![\w/-]|[.,]\d)")

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.globals["asset"] = asset_url


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
        return _templates.get_template("page.html").render(
            t=_words() | (_invitation_words() if visit.invitation else {}),
            page=page,
            visit=visit,
            path=visit.door.path,
            escape_hint=_("Or press the Esc key three times."),
            officers=officers,
            others={code: name for code, name in LANGUAGES.items() if code != page.language},
            # Officers' pages are full of figures; a count of 113 is no number to call.
            show=_link_keys(visit.site) if officers else make_callable,
            nonce=secrets.token_urlsafe(16),
            limit=FILE_CAP,
        )


def draw_notice(status: int, door_path: str, site: Site) -> str:
    """Draw the page that says why something did not work, and what to do next."""
    with use_language(FIRST_LANGUAGE):
        title, text = _notices().get(status, _notices()[500])
        return _templates.get_template("notice.html").render(
            title=title,
            text=text.format(url=site.public_url),
            back=_("Back to the conversation"),
            leave=_("Leave quickly"),
            escape_hint=_("Or press the Esc key three times."),
            path=door_path,
            home=site.public_url if status == MISDIRECTED else "",
            exit_url=site.exit_url,
            language=FIRST_LANGUAGE,
        )


def draw_template(name: str, **values: object) -> str:
    """Fill in a template of the page."""
    return _templates.get_template(name).render(**values)


def draw_exit(exit_url: str) -> str:
    """Draw the page behind «leave quickly» for browsers without a script: it says nothing and goes on by itself."""
    with use_language(FIRST_LANGUAGE):
        return _templates.get_template("exit.html").render(
            title=_("One moment"), go_on=_("Go on"), exit_url=exit_url, language=FIRST_LANGUAGE
        )


def draw_blank(language: str, path: str) -> str:
    """Draw the page that covers an unused one where there is no script."""
    with use_language(language):
        return _templates.get_template("blank.html").render(
            covered=_covered(), uncover=_("Show the page again"), path=path, language=language
        )


def _covered() -> str:
    return _("The page is covered, because nobody has used it for a while.")


def _link_keys(site: Site) -> Callable[[str], Markup]:
    """Make what escapes a text and turns our own key links in it into links."""
    found = re.compile(rf"({re.escape(site.public_url)})?(/can-bo/khoa/[0-9a-f]{{32}})\b")

    def show(text: str) -> Markup:
        return Markup(found.sub(r'<a href="\2">\g<0></a>', str(escape(text))))  # noqa: S704 - escaped here

    return show


def make_callable(text: str) -> Markup:
    """Escape a text, turn the known help numbers in it into links that call, and make its headings bold."""
    pieces = CALLABLE.split(text)
    for place in range(1, len(pieces), 2):
        digits = re.sub(r"\D", "", pieces[place])
        pieces[place] = Markup('<a href="tel:{}">{}</a>').format(digits, pieces[place])
    escaped = Markup("").join(pieces)
    return Markup(HEADING.sub(r"<b>\1</b>", str(escaped)))  # noqa: S704 - escaped above


def _words() -> dict[str, str]:
    return {
        "promise": _("You do not have to say who you are."),
        "desk": _("For officers"),
        "conversation": _("Conversation"),
        "bot": _("Hòm Thư says:"),
        "you": _("You said:"),
        "picture": _("Picture: press to make it larger or smaller"),
        "video": _("Video"),
        "voice": _("Voice message"),
        "message": _("Your message"),
        "hint": _("Write here"),
        "code": _("Your code"),
        "code_hint": _("Enter the code here"),
        "send": _("Send"),
        "add_file": _("Add a picture or video"),
        "chosen": _("A file is chosen"),
        "remove": _("Remove the file"),
        "skip": _("Go to where you write"),
        "leave": _("Leave quickly"),
        "covered": _covered(),
        "uncover": _("Show the page again"),
        "shortcuts": _("Shortcuts"),
        "menu": _("Menu"),
        "help": _("Quick help"),
        "privacy": _("Privacy"),
        "language": _("Language"),
        "sending": _("Sending…"),
        "lost": _(
            "The connection was lost. Your words are still here. Please try again: nothing is sent twice."
        ),
        "too_big": _("This file is too big. Please choose one of at most 20 MB."),
    }


def _invitation_words() -> dict[str, str]:
    return {
        "invited": _("You are invited to work here as an officer. The invitation can be used once."),
        "accept": _("Accept the invitation"),
    }


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
            _("Nothing was sent. Please choose a file of at most 20 MB, or send a shorter text."),
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
