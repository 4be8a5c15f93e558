"""Checks the form of a file: that it is TOML, and an item with every part and in both languages."""

import re
import tomllib
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from content.i18n import _
from content.prevention.checking.faults import Fault
from content.prevention.item import Item
from content.prevention.pack import read_item

LANGUAGES = {"vi", "en"}
SHAPES = {"DayOfYear", "WeekdayOfMonth"}  # pydantic names the shape of `when` that it tried


def read_or_fault(path: Path) -> tuple[Item | None, list[Fault]]:
    """Read an item, or tell what keeps it from being read."""
    try:
        item = read_item(path)
    except ValidationError as error:
        return None, [_explain(path.name, details) for details in error.errors(include_input=False)]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return None, [
            Fault(
                path.name,
                _("The file can't be read from line {line} on.").format(line=_line_of(error)),
                _("Compare it with another item: quotes, commas and brackets must be closed."),
            )
        ]
    if item.id != path.stem:
        wrong = _("Its id is «{id}».").format(id=item.id)
        return item, [Fault(path.name, wrong, _("Give the id the name of the file, without «.toml»."))]
    return item, []


def _line_of(error: Exception) -> str:
    """Tell the line of a mistake; both readers explain themselves in English only."""
    found = re.search(r"line (\d+)", str(error))
    return found[1] if found else "1"


def _explain(file: str, details: ErrorDetails) -> Fault:
    field = ".".join(str(part) for part in details["loc"] if part not in SHAPES)
    if details["type"] == "missing" and field in LANGUAGES:
        return Fault(
            file,
            _("There is no text in the language «{language}».").format(language=field),
            _("Write the part [{language}] with title, text and card.").format(language=field),
        )
    if details["type"] == "missing":
        wrong = _("«{field}» is missing.").format(field=field)
        return Fault(file, wrong, _("Add it; another item shows how."))
    if details["type"] == "extra_forbidden":
        wrong = _("«{field}» is not known.").format(field=field)
        return Fault(file, wrong, _("Correct its name, or leave it out."))
    if details["type"] in {"enum", "literal_error"}:
        allowed = str(details.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ")
        wrong = _("«{field}» has a value that is not in the list.").format(field=field)
        return Fault(file, wrong, _("Choose from: {allowed}.").format(allowed=allowed))
    wrong = _("«{field}» has a value that does not fit.").format(field=field)
    return Fault(file, wrong, _("Compare it with another item."))
