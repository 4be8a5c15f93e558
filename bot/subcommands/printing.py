"""`homthu content poster`: posters of the official doors, to be printed and hung up where no fake one can replace them."""

import argparse
import sys
from pathlib import Path
from urllib.parse import urlsplit

from bot.addresses import LOOPBACK
from bot.entrances import make_doors
from bot.local_numbers import read_numbers
from bot.settings import Settings
from bot.subcommands.forms import Forms, add_form
from content.i18n import _
from content.places.gazetteer import communes, communes_of, provinces

EVERYWHERE = "vn"


def add_forms(forms: Forms) -> None:
    """Register this sub-command under its former name, too."""
    add_form_named(forms, "posters")


def add_form_named(forms: Forms, name: str) -> None:
    """Register the drawing of posters."""
    printing = add_form(forms, name, posters, _("draw posters of the official doors, to be printed"))
    printing.add_argument(
        "--commune",
        "--place",
        dest="place",
        default=EVERYWHERE,
        help=_("a commune (5 digits), all communes of a province (2 digits), or vn: one for everywhere"),
    )
    printing.add_argument("--to", type=Path, default=Path("posters"), help=_("the folder for the posters"))


def posters(settings: Settings, arguments: argparse.Namespace) -> int:
    """Draw one PDF a commune, to be printed on A4."""
    from bot.posters.poster import draw_poster  # noqa: PLC0415 - 20 MB that a serving process must not carry

    if urlsplit(settings.public_url).hostname in LOOPBACK:
        print(
            _("Set HOMTHU_PUBLIC_URL first: nobody else can open the address on the poster."), file=sys.stderr
        )
        return 2
    codes = _codes(arguments.place)
    if not codes:
        print(
            _("There is no place {place}. Give vn, a province's 2 digits or a commune's 5 digits.").format(
                place=arguments.place
            ),
            file=sys.stderr,
        )
        return 2
    if settings.telegram_token is not None and settings.telegram_name is None:
        print(
            _("Telegram is not on the poster: set HOMTHU_TELEGRAM_NAME to the bot's name."), file=sys.stderr
        )
    arguments.to.mkdir(parents=True, exist_ok=True)
    numbers = read_numbers(settings, codes)
    for code in codes:
        path = arguments.to / f"homthu-{code or EVERYWHERE}.pdf"
        path.write_bytes(draw_poster(make_doors(settings), code, numbers(code)))
    print(
        _("{count} posters lie in {folder}. Print them on A4, without margins.").format(
            count=len(codes), folder=arguments.to
        )
    )
    return 0


def _codes(place: str) -> list[str]:
    """List the communes that a place stands for; one empty code for everywhere, none if there is no such place."""
    if place == EVERYWHERE:
        return [""]
    if place in communes():
        return [place]
    if place in {one.code for one in provinces()}:
        return [one.code for one in communes_of(place)]
    return []
