"""The tipster's commands: tip off, open one's tip, and see its receipt again."""

from content.i18n import N_
from handlers.declarations import Command, begin
from handlers.posters import offer_place
from handlers.turn import Turn


def report(turn: Turn, argument: str) -> None:
    """`/baotin`: begin a tip."""
    begin_tip(turn)


def begin_tip(turn: Turn, words: str = "") -> None:
    """Begin a tip, with what is known already: the person's first words, the commune of the poster that led here."""
    known = {"words": words or None, "place": offer_place(turn)}
    told = [message for message, (question, *_words) in turn.session.heard.items() if question == "need"]
    turn.session.start("report_tip", {name: value for name, value in known.items() if value is not None})
    for message in told if words else ():
        turn.session.hear(message, "words")


def show_receipt_again(turn: Turn, argument: str) -> None:
    """`/matin`: show the receipt of this session again."""
    turn.session.start("keep_receipt")


COMMANDS = (
    Command("baotin", "tip", report, N_("Tip off drug crime"), ("bao tin", "to giac"), starts=True),
    Command("tincuatoi", "mytip", begin("my_tip"), N_("Open my tip"), ("tin cua toi", "my tip"), starts=True),
    Command(
        "matin",
        "receipt",
        show_receipt_again,
        N_("Show my receipt again"),
        ("xem lai ma", "ma tin"),
        starts=True,
    ),
)
