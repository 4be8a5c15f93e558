"""Decides what in a text stands out on the page: headings, numbers to call, and our own key links."""

import re
from collections.abc import Callable

from markupsafe import Markup, escape

from bot.channels.web.site import Site
from content.hotlines import CALLED

# A numbered line above points: a heading, where plain text has none.
HEADING = re.compile(r"^\d\. .+$(?=\n• )", re.MULTILINE)

# The public numbers, with dots, spaces or neither; not as a part of a longer number, date or code.
_NUMBERS = "|".join(one.phone.replace(".", "[. ]?") for one in CALLED)
CALLABLE = re.compile(rf"(?<![\w.,/#-])({_NUMBERS})(?![\w/-]|[.,]\d)")

# A number of the directory, in its own line and groups: what people write themselves never becomes a call.
ENTRY = re.compile(
    r"^(?P<before>• .+ – .+?: )(?P<number>0\d{2,3}\.\d{3,4}\.\d{3,4}|1[89]00\.\d{4,6})(?!\d)", re.MULTILINE
)


def link_keys(site: Site) -> Callable[[str], Markup]:
    """Make what escapes a text and turns our own key links in it into links."""
    link = re.compile(rf"(?:{re.escape(site.public_url)})?(?P<path>/can-bo/khoa/[0-9a-f]{{32}})\b")

    def show(text: str) -> Markup:
        return _mark(text, link, lambda found: Markup('<a href="{}">{}</a>').format(found["path"], found[0]))

    return show


def make_callable(text: str) -> Markup:
    """Escape a text, turn the known help numbers in it into links that call, and make its headings bold."""
    return _mark(
        text, HEADING, lambda found: Markup("<b>{}</b>").format(_link_numbers(found[0])), _link_entries
    )


def _link_entries(text: str) -> Markup:
    return _mark(text, ENTRY, _link_entry, _link_numbers)


def _link_entry(found: re.Match[str]) -> Markup:
    digits = re.sub(r"\D", "", found["number"])
    return Markup('{}<a href="tel:{}">{}</a>').format(found["before"], digits, found["number"])


def _link_numbers(text: str) -> Markup:
    return _mark(text, CALLABLE, _link_number)


def _link_number(found: re.Match[str]) -> Markup:
    return Markup('<a href="tel:{}">{}</a>').format(re.sub(r"\D", "", found[0]), found[0])


def _mark(
    text: str,
    pattern: re.Pattern[str],
    mark: Callable[[re.Match[str]], Markup],
    leave: Callable[[str], Markup] = escape,
) -> Markup:
    """Mark what a pattern finds in a text; `leave` makes what stands between."""
    marked, end = [], 0
    for found in pattern.finditer(text):
        marked += [leave(text[end : found.start()]), mark(found)]
        end = found.end()
    return Markup("").join([*marked, leave(text[end:])])
