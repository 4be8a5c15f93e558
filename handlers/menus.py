"""The menu of commands that a chat offers: everybody's, or an officer's, by their names in the language that is spoken there."""

from content.i18n import FIRST_LANGUAGE, _, use_language
from handlers.messages import Menu
from handlers.registry import COMMANDS


def menu_in(language: str, *, officers: bool) -> Menu:
    """List what can be written, with its Vietnamese names or, in every other language, the English ones."""
    with use_language(language):
        return Menu(
            tuple(
                (one.name if language == FIRST_LANGUAGE else one.alias, _(one.summary))
                for one in COMMANDS
                if officers or not one.officers
            )
        )
