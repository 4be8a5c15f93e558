"""Reminds officers: of what they hold, of what nobody in their queues holds, and of what is late in the queues below.

One bundle at each of an officer's hours; a tip is in it at most once a day for a rule. After a gap there is one bundle.
"""

from collections import defaultdict

from content.i18n import use_language
from handlers.access import Desk
from handlers.durations import DAY_SECONDS, HOUR_SECONDS
from handlers.messages import Button, Incoming
from handlers.notices import keep_true_of
from handlers.numbers import name_tip
from handlers.outgoing import notify
from handlers.product import Product
from handlers.reminding import (
    DEFAULT_HOURS,
    Rule,
    find_rule,
    is_still_late,
    next_hour,
    read_hours,
    word_bundle,
)
from handlers.turn import Turn
from storage import claims, meta, queues, recusals, reminders, tips
from storage.memberships import memberships_of
from storage.officers import Officer
from storage.records import Tip
from storage.transaction import Transaction

OFFICERS_A_TURN = TIPS_A_TURN = 20
MOST_TOLD = 200  # so many tips, and what is left of one officer's, make a turn long enough
MOST_UNHELD = 2_000
MOST_BUTTONS = 4

Bundle = defaultdict[Rule, list[Tip]]


def remind_due(tx: Transaction, product: Product, now: float) -> bool:
    """End claims whose time is over and remind the officers whose hour has come, some in a turn; tell whether others wait."""
    hour = int(now // HOUR_SECONDS)
    ended = claims.end_expired(tx, int(now), TIPS_A_TURN)
    keep_true_of(_nobodys_turn(tx, product, now), ended)
    reminders.enlist(tx, DEFAULT_HOURS, next_hour(read_hours(DEFAULT_HOURS), hour))
    due = reminders.due_officers(tx, hour, OFFICERS_A_TURN)
    told = reminded = 0
    for identity, hours in due:
        officer = product.store.register.get(tx, identity)
        if officer is not None and officer.enabled:
            told += _remind(tx, product, officer, now)
        reminders.set_times(tx, identity, hours, next_hour(read_hours(hours), hour))
        reminded += 1
        if told >= MOST_TOLD:
            break
    meta.set_fact(tx, meta.REMINDED, str(int(now)).encode())
    return reminded < len(due) or len(due) == OFFICERS_A_TURN or len(ended) == TIPS_A_TURN


def last_reminded(tx: Transaction) -> int | None:
    """Tell the second (since 1970) in which reminders last ran; None if they never have."""
    value = meta.get_fact(tx, meta.REMINDED)
    return int(value) if value else None


def _remind(tx: Transaction, product: Product, officer: Officer, now: float) -> int:
    """Remind an officer; give of how many tips."""
    today = int(now // DAY_SECONDS)
    bundle: Bundle = defaultdict(list)
    for rule, tip in _find_all(tx, officer, now):
        noted = reminders.last_day(tx, officer.id, tip.id, rule)
        told = noted is not None if rule.is_of_below else noted == today
        if not told and officer.id not in recusals.stepped_out(tx, tip.id):
            reminders.note(tx, officer.id, tip.id, rule, today)
            bundle[rule].append(tip)
    if not bundle:
        return 0
    with use_language(officer.language):
        named = [name_tip(tip) for rule in Rule for tip in bundle.get(rule, ())]
        rows = tuple((Button(name, f"/tin {name}"),) for name in named[:MOST_BUTTONS])
        notify(_nobodys_turn(tx, product, now), officer, word_bundle(bundle), rows)
    return sum(map(len, bundle.values()))


def _nobodys_turn(tx: Transaction, product: Product, now: float) -> Turn:
    return Turn(tx, product, Incoming("server", "", ""), now, {})


def _find_all(tx: Transaction, officer: Officer, now: float) -> list[tuple[Rule, Tip]]:
    hour = int(now // HOUR_SECONDS)
    found: list[tuple[Rule, Tip]] = []
    for identity, ends in claims.held_by(tx, officer.id, int(now)).items():
        tip = tips.get_tip(tx, identity)
        if tip is not None:
            found += _judge(tx, tip, hour, ends // HOUR_SECONDS)
    for queue in Desk(officer, tuple(memberships_of(tx, officer.id))).queues:
        for tip in tips.list_unheld(tx, queue, MOST_UNHELD):
            found += _judge(tx, tip, hour, None)
        found += _find_below(tx, queue, now)
    return found


def _judge(tx: Transaction, tip: Tip, hour: int, ends: int | None) -> list[tuple[Rule, Tip]]:
    rule = find_rule(tip, hour, ends)
    if rule is None:
        return []
    above = queues.queue_above(tx, tip.queue) if rule.for_above(tip) else None
    if above is not None:
        reminders.escalate(tx, queues.owner_from(tx, above), tip.id, rule)
    return [(rule, tip)]


def _find_below(tx: Transaction, queue: str, now: float) -> list[tuple[Rule, Tip]]:
    found = []
    for identity, rule in reminders.escalated(tx, queue):
        tip = tips.get_tip(tx, identity)
        held = claims.holder(tx, identity, int(now)) is not None
        if tip is not None and tip.queue != queue and is_still_late(tip, Rule(rule), held=held):
            found.append((Rule(rule).of_below, tip))
        else:
            reminders.settle(tx, queue, identity, rule)
    return found
