"""Tells leads of what the audit log shows that somebody should ask about: once a rule, officer and day."""

import json
from collections import Counter

from content.alert_rules import ALERT_RULES, AlertRule
from content.i18n import _, use_language
from handlers.local_times import local_moment
from handlers.messages import Incoming, Recipient
from handlers.outgoing import notify
from handlers.product import Product
from handlers.turn import Turn
from storage import audit, meta
from storage.audit import Entry
from storage.memberships import memberships_of
from storage.officers import Officer
from storage.queues import queue_above
from storage.records import Role
from storage.transaction import Transaction

SERVERS = frozenset({"server", "recovery"})
WATCHED = "audit log watched"  # the row up to which it was read, the day, and that day's counts


def watch_log(tx: Transaction, product: Product, now: float) -> frozenset[Recipient]:
    """Read what was added to the audit log and alert leads; give whom. The first call only notes where the log ends."""
    noted = meta.get_fact(tx, WATCHED)
    if noted is None:
        _note(tx, audit.last_entry(tx)[0], 0, Counter())
        return frozenset()
    after, day, counts = json.loads(noted)
    counted = Counter(counts)
    entries = audit.read_after(tx, after)
    turn = Turn(tx, product, Incoming("", "", ""), now, {})
    for entry in entries:
        today = local_moment(entry.act.time).toordinal()
        if today != day:
            day, counted = today, Counter()
        for rule in _count(entry, counted):
            _alert(turn, rule, entry)
    if entries:
        _note(tx, entries[-1].sequence, day, counted)
    return frozenset(turn.touched)


def _count(entry: Entry, counted: Counter[str]) -> list[AlertRule]:
    """Count an act; give the rules whose number it has just reached."""
    reached = []
    hour = local_moment(entry.act.time).hour
    for rule in ALERT_RULES:
        if entry.act.act in rule.acts and rule.first_hour <= hour < rule.end_hour:
            key = f"{rule.name} {entry.act.officer}"
            counted[key] += 1
            if counted[key] == rule.times:
                reached.append(rule)
    return reached


def _alert(turn: Turn, rule: AlertRule, entry: Entry) -> None:
    who = entry.act.officer
    officer = None if who in SERVERS else turn.colleague(bytes.fromhex(who))
    if officer is None:
        return
    for lead in _leads_over(turn, officer):
        with use_language(lead.language):
            where = _("«/nhatky» shows what was done.")
            notify(turn, lead, f"{_text(rule).format(name=officer.name, count=rule.times)} {where}")


def _leads_over(turn: Turn, officer: Officer) -> list[Officer]:
    """List the other leads of the officer's queues; where there is none, those of the queue above."""
    found: dict[bytes, Officer] = {}
    for one in memberships_of(turn.tx, officer.id):
        queue: str | None = one.queue
        while queue is not None:
            leads = [
                lead
                for lead, role in turn.store.register.members(turn.tx, queue)
                if role is Role.LEAD and lead.enabled and lead.id != officer.id
            ]
            found |= {lead.id: lead for lead in leads}
            queue = None if leads else queue_above(turn.tx, queue)
    return list(found.values())


def _text(rule: AlertRule) -> str:
    return {
        "many_reads": _("Please look into it: {name} opened {count} tips today."),
        "odd_hours": _("Please look into it: {name} opened {count} tips in the middle of the night."),
        "exports": _("For your information: {name} exported a report today."),
        "wrong_phrases": _(
            "Please ask {name}: a wrong passphrase or code was typed for their key {count} times today."
        ),
    }[rule.name]


def _note(tx: Transaction, after: int, day: int, counted: Counter[str]) -> None:
    meta.set_fact(tx, WATCHED, json.dumps([after, day, counted]).encode())
