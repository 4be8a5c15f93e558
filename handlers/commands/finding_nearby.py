"""`/gannhat`: numbers and places of help near a commune, from the directory; nothing of the question is kept."""

from content.i18n import N_, _
from content.places.folding import fold
from handlers.conversations.nearby import NearbyWish, look_nearby
from handlers.declarations import Command, Conversation
from handlers.messages import Button
from handlers.nearby import word_nation, word_nearest
from handlers.turn import Turn

HELP_WORDS = frozenset({"giup", "help"})


def find_nearby(turn: Turn, argument: str) -> None:
    """`/gannhat [giup]`: ask where, then list what is nearest; with «giup» only who helps."""
    turn.session.start("nearby", {"helping": fold(argument) in HELP_WORDS})


def tell_nearest(turn: Turn, wish: NearbyWish) -> None:
    """List what is nearest, and forget where that was."""
    listed = word_nearest(turn, wish.commune, helping=wish.helping) if wish.commune else ""
    nothing = _(
        "Nobody has entered anything for this place yet. Ask at the health station or the office of your commune; "
        "they know who helps nearby."
    )
    everywhere = _("Everywhere in Vietnam: {numbers}.").format(numbers=word_nation(helping=wish.helping))
    forgotten = _("I have forgotten what you asked.")
    buttons = (Button(_("Help with addiction"), "/hotro"), Button(_("Numbers to call"), "/duongdaynong"))
    turn.say("\n\n".join([listed or nothing, everywhere, forgotten]), (buttons,))


COMMANDS = (
    Command(
        "gannhat",
        "nearby",
        find_nearby,
        N_("Numbers and help near you"),
        ("gan nhat", "gan day", "noi giup gan nhat", "nearby"),
        starts=True,
    ),
)

CONVERSATIONS = {
    "nearby": Conversation(look_nearby, tell_nearest, N_("I have forgotten what you asked.")),
}
