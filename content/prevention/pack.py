"""Reads the items that ship, once; and words one as a message."""

import tomllib
from functools import cache
from pathlib import Path

from content.i18n import _, current_language
from content.prevention.item import Item

FOLDER = Path(__file__).parent / "items"
USUAL_THEME = "Chung tay xây dựng xã, phường không ma túy"


def read_item(path: Path) -> Item:
    """Read one item; raise tomllib's or pydantic's ValueError if it is not one."""
    return Item.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


@cache
def items() -> dict[str, Item]:
    """Read all items that ship, by their ids."""
    return {path.stem: read_item(path) for path in sorted(FOLDER.glob("*.toml"))}


def name_card(item: Item, language: str) -> str:
    """Name the picture of an item in a language."""
    return f"{item.id}-{language}"


def word_item(item: Item, theme: str) -> str:
    """Word an item as one message in the language in force: title, text, sources."""
    language = current_language()
    wording = item.wording(language)
    parts = [wording.title, wording.read(theme)]
    cited = item.cites(language)
    if cited:
        parts.append(_("Sources: {names}.").format(names="; ".join(cited)))
    return "\n\n".join(parts)
