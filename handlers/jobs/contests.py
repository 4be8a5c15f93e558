"""Tells how a contest ended, on the morning after its last day: the lead who began it, or else the leads of its unit."""

from collections.abc import Iterable

from content.i18n import _, use_language
from handlers.contests import word_board
from handlers.local_times import local_day, local_moment
from handlers.messages import Button, Incoming, Recipient
from handlers.outgoing import notify
from handlers.product import Product
from handlers.turn import Turn
from storage import meta
from storage.contests import Contest, list_ended, note_told
from storage.officers import Officer
from storage.records import Role
from storage.transaction import Transaction

FIRST_HOUR, END_HOUR = 7, 21  # in Vietnam: nobody is woken


def tell_ended(tx: Transaction, product: Product, now: float) -> frozenset[Recipient]:
    """Tell of the contests that are over, each once, when the points of their last day are written; give whom."""
    today = local_day(now)
    written = meta.get_fact(tx, meta.SCORES_DAY) == str(today).encode()
    if not (written and FIRST_HOUR <= local_moment(now).hour < END_HOUR):
        return frozenset()
    turn = Turn(tx, product, Incoming("", "", ""), now, {})
    for contest in list_ended(tx, today):
        note_told(tx, contest.code)
        for officer in _whom(turn, contest):
            with use_language(officer.language):
                text = f"{_('This contest is over.')}\n{word_board(turn, contest)}"
                notify(turn, officer, text, ((Button(_("Show the chart"), f"/cuocthi {contest.code}"),),))
    return frozenset(turn.touched)


def _whom(turn: Turn, contest: Contest) -> Iterable[Officer]:
    members = turn.store.register.members(turn.tx, contest.queue)
    leads = [officer for officer, role in members if role is Role.LEAD and officer.enabled]
    began = [officer for officer in leads if officer.id == contest.officer]
    return began or leads
