"""`/trung`: tips that tell of one case are linked, and taken apart again. Each keeps its own content and receipt."""

from content.i18n import N_, _
from handlers import cases
from handlers.access import Act
from handlers.commands.opening import link_buttons, tip_links
from handlers.declarations import Command
from handlers.messages import Button
from handlers.numbers import call_tip, name_tip, require_tip, split_name
from handlers.quests import find_like
from handlers.turn import Rows, Turn
from storage import links
from storage.records import Tip, TipStatus

APART = frozenset({"tach", "tách", "apart"})


def link(turn: Turn, argument: str) -> None:
    """`/trung N M`: link tip N with tip M; `/trung N tach` takes it out of its case; `/trung N` shows the case."""
    name, word = split_name(argument)
    if not word:
        _show(turn, require_tip(turn, name, Act.SEARCH))
        return
    tip = require_tip(turn, name, Act.LINK)
    called = call_tip(tip, turn.desk.queues)
    if word.lower() in APART:
        links.unlink(turn.tx, tip.id)
        turn.record(Act.LINK, tip.queue, tip.number, "apart")
        turn.say(_("Tip {tip} stands alone again.").format(tip=called))
        return
    other = cases.require_twin(turn, tip, word)
    cases.link(turn, tip, other)
    text = _(
        "Linked: tips {tips} are one case. Each keeps its own content and receipt; an answer can go to all their tipsters."
    )
    together = cases.call_all(turn, [tip, *cases.linked(turn, tip)])
    turn.say(text.format(tips=together), _buttons(tip))


def _show(turn: Turn, tip: Tip) -> None:
    together = cases.linked(turn, tip)
    called = call_tip(tip, turn.desk.queues)
    if together:
        text = _("Tip {tip} is one case with: {tips}.").format(
            tip=called, tips=cases.call_all(turn, together)
        )
        turn.say(text, (*tip_links(turn, together), *_buttons(tip)))
        return
    how = _(
        "Tip {tip} is linked with no other. To link it: «/trung {tip} M», with the other tip's number for M."
    )
    turn.say(how.format(tip=called), link_buttons(turn, tip, find_like(turn, tip)))


def _buttons(tip: Tip) -> Rows:
    apart = Button(_("Take it out of the case"), f"/trung {name_tip(tip)} tach")
    if tip.status is TipStatus.CLOSED:
        return ((apart,),)
    return ((Button(_("Close"), f"/dong {name_tip(tip)}"), apart),)


COMMANDS = (
    Command(
        "trung", "link", link, N_("Link tips of one case"), ("trung tin", "noi tin", "link"), officers=True
    ),
)
