"""Reminds leads of the reports that the plans want: 14, 7 and 1 days before, once each; days that nothing ran are made up."""

from datetime import date, timedelta

from content.i18n import _, ngettext, use_language
from content.places.gazetteer import communes_of
from content.plans import DUE_REPORTS, DueReport
from handlers.local_times import local_moment, show_day
from handlers.messages import Button, Incoming, Recipient
from handlers.outgoing import notify
from handlers.product import Product
from handlers.turn import Turn
from storage import meta
from storage.officers import Officer
from storage.records import Role
from storage.transaction import Transaction

DAYS_BEFORE = (14, 7, 1)
FIRST_HOUR, END_HOUR = 7, 21  # in Vietnam: nobody is woken
REMINDED = "day on which leads were last reminded of reports"


def remind_of_reports(tx: Transaction, product: Product, now: float) -> frozenset[Recipient]:
    """Remind leads of reports that are due soon; give whom. By day only, and once a day."""
    moment = local_moment(now)
    today = moment.date()
    noted = meta.get_fact(tx, REMINDED)
    since = date.fromordinal(int(noted)) if noted is not None else today - timedelta(days=1)
    if not FIRST_HOUR <= moment.hour < END_HOUR or since >= today:
        return frozenset()
    meta.set_fact(tx, REMINDED, str(today.toordinal()).encode())
    turn = Turn(tx, product, Incoming("", "", ""), now, {})
    for report in DUE_REPORTS:
        due = _next_day(report, today)
        if due is not None and any(since < due - timedelta(days=days) <= today for days in DAYS_BEFORE):
            _remind(turn, report, due, (due - today).days)
    return frozenset(turn.touched)


def _next_day(report: DueReport, today: date) -> date | None:
    """Give the next day before which a report is due; None if its only one is over."""
    due = date(report.year or today.year, report.month, report.day)
    if due > today:
        return due
    return None if report.year else due.replace(year=due.year + 1)


def _remind(turn: Turn, report: DueReport, due: date, days: int) -> None:
    for lead, queue in _leads_of(turn, report.province):
        with use_language(lead.language):
            text = ngettext(
                "{name}: due before {day}, in {count} day [{source}].",
                "{name}: due before {day}, in {count} days [{source}].",
                days,
            ).format(name=_(report.name), day=show_day(due), count=days, source=report.source)
            notify(turn, lead, text, ((Button(_("Make the report"), f"/baocao {queue} 26t"),),))


def _leads_of(turn: Turn, province: str) -> list[tuple[Officer, str]]:
    """List the leads of a province and of its communes, each once, with a queue that they lead."""
    found: dict[bytes, tuple[Officer, str]] = {}
    for queue in (province, *(one.code for one in communes_of(province))):
        for officer, role in turn.store.register.members(turn.tx, queue):
            if role is Role.LEAD and officer.enabled:
                found.setdefault(officer.id, (officer, queue))
    return list(found.values())
