"""Draws posters of the official doors: A4, to be printed; their codes hold an address and a commune, and nothing else."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.codes import draw_code
from content.i18n import FIRST_LANGUAGE, _, use_language
from content.places.gazetteer import place_name
from handlers.doors import Doors, list_doors, signs_of_fakes

SCRATCHED = "Q"  # a quarter of the code may be scratched or wet and it is still read

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page_link(doors: Doors, commune: str) -> str:
    """Give what the page's code holds: its address, with the commune behind it unless it is empty."""
    return f"{doors.page}/?xa={commune}" if commune else f"{doors.page}/"


def telegram_link(doors: Doors, commune: str) -> str:
    """Give what the bot's code holds."""
    return f"https://t.me/{doors.telegram}" + (f"?start=xa{commune}" if commune else "")


def draw_poster(doors: Doors, commune: str = "") -> str:
    """Draw the poster of a commune, or one for everywhere; the file needs nothing besides itself."""
    with use_language(FIRST_LANGUAGE):
        codes = [(_("Scan to open the page"), draw_code(page_link(doors, commune), error=SCRATCHED))]
        if doors.telegram:
            codes.append(
                (_("Scan to open Telegram"), draw_code(telegram_link(doors, commune), error=SCRATCHED))
            )
        return _templates.get_template("poster.html").render(
            t=_words(),
            place=place_name(commune) if commune else "",
            codes=codes,
            doors=list_doors(doors),
            signs=signs_of_fakes(),
        )


def _words() -> dict[str, Any]:
    return {
        "title": _("Have you seen drugs?"),
        "call": _("Tell us. You do not have to say who you are."),
        "steps": [
            _("Open the page or scan the code."),
            _("Answer a few questions. You see everything before it is sent."),
            _("Write down your receipt: with it you read the answer."),
        ],
        "doors": _("Official doors"),
        "fakes": _("How to tell a fake"),
        "code": _("The code holds only this address and the name of this place. It follows nobody."),
        "code_everywhere": _("The code holds only this address. It follows nobody."),
        "danger": _("Somebody in danger?"),
        "numbers": [
            ("113", _("Police")),
            ("115", _("Ambulance")),
            ("111", _("Children")),
            ("0769.04.04.04", _("Drug police, day and night")),
        ],
    }
