"""Keeps the notice of a tip true: the one message about it in each officer's chat is worded anew as the tip changes."""

from collections.abc import Iterable

from content.i18n import _, use_language
from handlers.access import Act, Desk
from handlers.filing import slot_of
from handlers.messages import Button
from handlers.numbers import call_tip, name_tip
from handlers.outgoing import amend
from handlers.reports import kind_labels
from handlers.tip_view import state_line
from handlers.turn import Turn
from storage import tips
from storage.memberships import memberships_of
from storage.officers import Officer
from storage.records import Tip

CHANGES = frozenset(
    {
        Act.CLAIM,
        Act.VERIFY,
        Act.REFER,
        Act.ASSIGN,
        Act.CLOSE,
        Act.REOPEN,
        Act.TRANSFER,
        Act.SPAM,
        Act.CLEAR_SPAM,
    }
)
MOST_TIPS = 5  # of more at one go the list tells


def keep_true(turn: Turn) -> None:
    """Word anew the notices of the tips that this turn has changed."""
    changed = {(queue, number) for act, queue, number in turn.acts if act in CHANGES}
    if len(changed) > MOST_TIPS:
        return
    for queue, number in sorted(changed):
        here = tips.find_tip(turn.tx, queue, number)
        tip = here or tips.find_moved(turn.tx, queue, number)
        if tip is not None:
            _word_for_all(turn, queue, tip, gone="" if here else f"{queue}-{number}")


def keep_true_of(turn: Turn, identities: Iterable[bytes]) -> None:
    """Word anew the notices of tips that have changed by themselves: their claims have ended."""
    for identity in identities:
        tip = tips.get_tip(turn.tx, identity)
        if tip is not None:
            _word_for_all(turn, tip.queue, tip)


def _word_for_all(turn: Turn, queue: str, tip: Tip, gone: str = "") -> None:
    for officer, _role in turn.store.register.members(turn.tx, queue):
        with use_language(officer.language):
            _word_anew(turn, officer, tip, gone)


def _word_anew(turn: Turn, officer: Officer, tip: Tip, gone: str) -> None:
    queues = Desk(officer, tuple(memberships_of(turn.tx, officer.id))).queues
    if not gone:
        head = _("Tip {tip} · {kind}").format(tip=call_tip(tip, queues), kind=kind_labels()[tip.kind])
        button = Button(_("Open"), f"/tin {name_tip(tip)}")
        amend(turn, officer, f"{head}\n{state_line(turn, tip)}", ((button,),), slot_of(tip))
    elif tip.queue not in queues:  # else they have just been told of it as their own
        amend(
            turn,
            officer,
            _("Tip {number} was handed over to another unit.").format(number=gone),
            (),
            slot_of(tip),
        )
