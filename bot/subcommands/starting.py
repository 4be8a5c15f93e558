"""`homthu init` and `homthu recover`: the recovery key, which ends the trial and opens the nation's key when nobody can."""

import argparse
import getpass
import sys
import time

import segno

from bot.opening import open_store
from bot.settings import Settings
from bot.subcommands.forms import Forms, add_form
from content.i18n import _, ngettext
from content.passphrases import UnknownWordError, WrongWordsError, decode_words, encode_words
from handlers.product import Product
from handlers.setup import begin_production, forget_traces, is_trial, make_queues, recover_nation
from storage.noted_copies import outdate_copies
from storage.recovery import make_recovery
from storage.store import Store

CLEAR = "\x1b[2J\x1b[3J\x1b[H"  # the screen, and what has scrolled out of it
WORDS_A_LINE = 6


def add_forms(forms: Forms) -> None:
    """Register these sub-commands."""
    add_form(forms, "init", init, _("end the trial: make the keys and the recovery key"))
    recovering = add_form(forms, "recover", recover, _("open the national desk's key with the recovery key"))
    recovering.add_argument("--test", action="store_true", help=_("only test the two halves"))


def init(settings: Settings, arguments: argparse.Namespace) -> int:
    """Make all keys; show the recovery key once, in two halves for two holders."""
    if not _is_terminal():
        return _refuse(_("«homthu init» works on a terminal only, since it shows the recovery key."))
    store = open_store(settings)
    product = Product(store, settings.public_url, settings.draft_minutes)
    try:
        store.run(lambda tx: make_queues(tx, product))
        if not store.run(is_trial):
            forget_traces(store)
            return _refuse(
                _("The trial has ended already. To test the recovery key: «homthu recover --test».")
            )
        recovery, halves = make_recovery()
        _show_halves(halves)
        made = store.run(lambda tx: begin_production(tx, product, recovery, halves, time.time()))
        forget_traces(store)
        outdate_copies(settings.data_dir)  # they are of the trial
    finally:
        store.close()
    print(_("The keys are made, and the trial has ended. Tips of the trial are kept and marked as such."))
    print(_("First lead of the national desk (one use, 24 hours): {link}").format(link=made[0]))
    print(_("Code, to be typed into any channel: {code}").format(code=made[1]))
    print(_("Next: «homthu recover --test» with both holders, then «homthu doctor»."))
    return 0


def recover(settings: Settings, arguments: argparse.Namespace) -> int:
    """Grant the national desk's key to its waiting members, or only test the two halves."""
    if not _is_terminal():
        return _refuse(_("«homthu recover» works on a terminal only, since the recovery key is typed."))
    store = open_store(settings)
    try:
        return _recover(store, grants=not arguments.test)
    finally:
        store.close()


def _recover(store: Store, *, grants: bool) -> int:
    if store.run(is_trial):
        return _refuse(_("This is a trial: there is no recovery key yet. «homthu init» makes it."))
    halves = (_ask_half(_("First holder: please type your words (they are not shown): ")), b"")
    halves = (halves[0], _ask_half(_("Second holder: please type your words (they are not shown): ")))
    names = store.run(lambda tx: recover_nation(tx, store, halves, time.time(), grants=grants))
    if names is None:
        return _refuse(_("These two halves are not the recovery key of this Hòm Thư. Nothing was changed."))
    print(_("The recovery key is right."))
    if grants:
        text = ngettext(
            "{count} member of the national desk got its key.",
            "{count} members of the national desk got its key.",
            len(names),
        )
        print(text.format(count=len(names)), ", ".join(names))
        if not names:
            print(
                _(
                    "Nobody waits there: invite somebody («homthu invite --queue vn --role lead»), who writes «/mokhoa» first."
                )
            )
    return 0


def _show_halves(halves: tuple[bytes, bytes]) -> None:
    """Show one half at a time, each to its holder alone."""
    print(
        _(
            "The recovery key opens everything when nobody else can. It is shown now, once, in two halves for two people. "
            "Each one writes their half on paper and shows it to nobody."
        )
    )
    titles = (_("First half, for the first holder"), _("Second half, for the second holder"))
    for title, half in zip(titles, halves, strict=True):
        input(_("{title}: when only this person sees the screen, press Enter. ").format(title=title))
        words = encode_words(half)
        print(CLEAR + title + "\n")
        for start in range(0, len(words), WORDS_A_LINE):
            line = [f"{number}. {word}" for number, word in enumerate(words, 1)][start : start + WORDS_A_LINE]
            print("   ".join(line))
        print()
        segno.make(" ".join(words)).terminal(compact=True)
        input(
            _("All {count} words written down? Press Enter; the screen is then cleared. ").format(
                count=len(words)
            )
        )
        print(CLEAR, end="")


def _ask_half(prompt: str) -> bytes:
    while True:
        try:
            return decode_words(getpass.getpass(prompt))
        except UnknownWordError as error:
            print(
                _(
                    "Word {place} is not in the list of words. Please check it and type all words again."
                ).format(place=error.place)
            )
        except WrongWordsError:
            print(
                _(
                    "These words do not fit together: one is missing, wrong or in another place. Please type all of them again."
                )
            )


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _refuse(text: str) -> int:
    print(text, file=sys.stderr)
    return 2
