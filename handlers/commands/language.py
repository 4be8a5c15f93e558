"""`/ngonngu`: the language in which everything is said."""

from dataclasses import replace

from content.i18n import LANGUAGES, N_, _, current_language, use_language
from handlers.declarations import Command
from handlers.messages import Button
from handlers.turn import Turn


def change_language(turn: Turn, argument: str) -> None:
    """`/ngonngu [vi|en]`: change the language, or offer the languages."""
    wanted = argument.strip().lower()
    if wanted in LANGUAGES:
        set_language(turn, wanted)
        return
    buttons = tuple(Button(name, f"/ngonngu {code}") for code, name in LANGUAGES.items())
    turn.say(_("Which language do you want?"), (buttons,))


def set_language(turn: Turn, language: str) -> None:
    """Speak another language with the person who writes, from now on."""
    turn.session.language = language
    turn.has_new_menu = True
    if turn.officer is not None:
        officer = replace(turn.officer, language=language)
        turn.store.register.save(turn.tx, officer)
        turn.enlist(officer)
    if language != current_language():
        with use_language(language):
            turn.say(_("I speak English now."))
        return
    turn.say(_("I speak English now."))


COMMANDS = (Command("ngonngu", "language", change_language, N_("Language"), ("ngon ngu", "language")),)
