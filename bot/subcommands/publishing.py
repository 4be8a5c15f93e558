"""`homthu content`: checks the prevention content, and draws or prints what is made from it."""

import argparse
import sys
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.local_numbers import read_numbers
from bot.settings import Settings
from bot.subcommands import printing
from bot.subcommands.forms import Forms, Parser, add_form
from content.directory import pack as directory_pack
from content.directory_checking import check_directory
from content.help import pack as help_pack
from content.help.checking import check_answers
from content.i18n import LANGUAGES, _
from content.pledges import pack as pledge_pack
from content.pledges.checking import check_pledges
from content.prevention.aloud import word_bulletin, word_number
from content.prevention.checking.whole import check_folder
from content.prevention.pack import FOLDER, items
from content.quiz import pack as quiz_pack
from content.quiz.checking import Room, check_questions
from content.templates import pack as template_pack
from content.templates.checking import check_templates

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
DAY_FORMS = ("%Y-%m-%d", "%d/%m/%Y")
CARRIES = {"Zalo": 2000, "Telegram": 4096}  # characters of one message
ASKS = {"Zalo": Room(1000, 100, 1000), "Telegram": Room(300, 100, 200)}  # of one question of the quiz


def add_forms(forms: Forms) -> None:
    """Register these sub-commands."""
    content = forms.add_parser("content", help=_("prevention content: check, cards, posters, bulletins"))
    inner: Forms = content.add_subparsers(required=True, metavar="command", parser_class=Parser)
    checking = add_form(inner, "check", check, _("check all items; tell what is wrong and what to do"))
    checking.add_argument("--folder", type=Path, default=FOLDER, help=_("the folder of the items"))
    drawing = add_form(inner, "cards", cards, _("draw the items' pictures"))
    drawing.add_argument("--item", default="", help=_("one item's id; without it, all are drawn"))
    drawing.add_argument("--to", type=Path, default=Path("cards"), help=_("the folder for the pictures"))
    printing.add_form_named(inner, "poster")
    reading = add_form(inner, "bulletin", bulletin, _("print a day's bulletin for the loudspeaker"))
    reading.add_argument(
        "--commune", default="", help=_("a commune (5 digits): its police numbers are added")
    )
    reading.add_argument("--date", default="", help=_("the day, such as 2027-06-26 or 26/06/2027"))


def check(settings: Settings, arguments: argparse.Namespace) -> int:
    """Print each fault in a line; the exit code is 1 if there are any, 2 if there is nothing to check."""
    if not any(arguments.folder.glob("*.toml")):
        print(_("There are no items in {folder}.").format(folder=arguments.folder), file=sys.stderr)
        return 2
    today = datetime.now(VIETNAM).date()
    faults = check_folder(arguments.folder, today, CARRIES)
    faults += check_answers(help_pack.FOLDER, today, CARRIES)
    faults += check_directory(directory_pack.FOLDER, today)
    faults += check_pledges(pledge_pack.FOLDER, today)
    faults += check_questions(quiz_pack.FOLDER, today, ASKS)
    faults += check_templates(template_pack.FOLDER)
    for fault in faults:
        print(fault.word())
    count = len(list(arguments.folder.glob("*.toml")))
    if faults:
        print(_("{count} faults in {items} items.").format(count=len(faults), items=count))
        return 1
    print(_("{count} items, all in order.").format(count=count))
    return 0


def cards(settings: Settings, arguments: argparse.Namespace) -> int:
    """Draw the cards of one item or of all, in each language."""
    from bot.cards.card import draw_card  # noqa: PLC0415 - 15 MB that a serving process must not carry

    if arguments.item and arguments.item not in items():
        print(_("There is no item «{id}».").format(id=arguments.item), file=sys.stderr)
        return 2
    chosen = [arguments.item] if arguments.item else list(items())
    arguments.to.mkdir(parents=True, exist_ok=True)
    for name in chosen:
        for language in LANGUAGES:
            (arguments.to / f"{name}-{language}.png").write_bytes(draw_card(items()[name], language))
    count = len(chosen) * len(LANGUAGES)
    print(_("{count} pictures lie in {folder}.").format(count=count, folder=arguments.to))
    return 0


def bulletin(settings: Settings, arguments: argparse.Namespace) -> int:
    """Print the text for the loudspeaker of a day, or of the due day nearest to it."""
    day = _read_day(arguments.date) if arguments.date else datetime.now(VIETNAM).date()
    if day is None:
        print(_("That is no day. Write it like 2027-06-26 or 26/06/2027."), file=sys.stderr)
        return 2
    numbers = read_numbers(settings, [arguments.commune])(arguments.commune)
    print("\n\n".join([word_bulletin(day), *(word_number(name, number) for name, number in numbers)]))
    return 0


def _read_day(text: str) -> date | None:
    for form in DAY_FORMS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=VIETNAM).date()
        except ValueError:
            continue
    return None
