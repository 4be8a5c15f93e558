"""What follows from what a person wants: the next conversation, or words that help at once."""

from content.i18n import N_, _, once_a_language
from handlers.commands.getting_help import help_out
from handlers.commands.privacy import explain_registration
from handlers.commands.subscribing import ask_for_messages
from handlers.commands.tipster import begin_tip
from handlers.conversations.keep_receipt import keep_receipt
from handlers.conversations.my_tip import Addition, Next, my_tip
from handlers.conversations.welcome import Need, Wish, next_need, welcome
from handlers.declarations import Conversation, FactFinders
from handlers.filing import add_to_tip
from handlers.messages import Button
from handlers.outgoing import take_back
from handlers.turn import RECEIPT_SLOT, Turn
from storage.records import Json


def answer_need(turn: Turn, wish: Wish) -> None:
    """Begin what the person wants."""
    if wish.need is Need.TIP:
        begin_tip(turn, wish.words)
        return
    if wish.need is Need.MY_TIP:
        turn.session.start("my_tip")
        return
    if wish.need is Need.HELP:
        help_out(turn, "")
        return
    draft = turn.session.draft
    if wish.need is Need.MESSAGES:
        ask_for_messages(turn, "")
    else:
        turn.say(_other_text())
    if turn.session.draft == draft:
        turn.session.start("next_need")


def after_receipt(turn: Turn, kept: bool | None) -> None:
    """Tell what comes next, once the receipt was shown; None if it could not be."""
    if kept is None:
        turn.session.start("next_need")
        return
    if kept:
        take_back(turn, slot=RECEIPT_SLOT)
    text = (
        _("Correct. Please keep the receipt safe.")
        if kept
        else _("Please do write it down: without it nobody can open your tip for you.")
    )
    later = _("Please look again in a day or two: officers may have a question.")
    turn.say(f"{text} {later}", _show_again(turn))
    turn.session.start("next_need")


def continue_my_tip(turn: Turn, addition: Addition) -> None:
    """Add to the tip and show it again, or close it."""
    if addition.next is Next.END:
        turn.session.start("next_need")
        return
    if addition.next is Next.ADD:
        add_to_tip(turn, addition)
    turn.session.start("my_tip", {"receipt": {"handle": addition.opened}})


def tell_platform(turn: Turn, argument: Json) -> str | None:
    """Word what the platform knows whose servers carry this chat; None if nobody else's do."""
    traces = turn.traces
    return _word_platform(traces.platform, traces.registered) if traces.platform else None


@once_a_language
def _word_platform(platform: str, registered: bool) -> str:
    knows = _("{platform} knows that you write here, and what. «/riengtu» says more.").format(
        platform=platform
    )
    return f"{knows} {explain_registration(platform)}" if registered else knows


def _show_again(turn: Turn) -> tuple[tuple[Button, ...], ...]:
    return ((Button(_("Show the receipt again"), "/matin"),),) if turn.session.receipt else ()


def _other_text() -> str:
    return _(
        "This mailbox is for drug crime only. In an emergency call 113 (police), 114 (fire) or 115 (ambulance). "
        "National drug police, day and night: 0769.04.04.04. «/trogiup» shows what you can do here."
    )


CONVERSATIONS = {
    "welcome": Conversation(welcome, answer_need, ""),
    "next_need": Conversation(next_need, answer_need, ""),
    "keep_receipt": Conversation(
        keep_receipt, after_receipt, N_("Your tip stays sent. Please keep its receipt safe.")
    ),
    "my_tip": Conversation(my_tip, continue_my_tip, N_("I have put your tip away. Nothing new was sent.")),
}


FACTS: FactFinders = {
    "receipt": lambda turn, _: turn.held(turn.session.receipt) if turn.session.receipt else None,
    "platform": tell_platform,
    "page_instead": lambda turn, _: turn.product.public_url if turn.traces.stays else None,
}
