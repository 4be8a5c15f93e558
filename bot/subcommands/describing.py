"""Words what `homthu places apply` is going to do."""

from collections.abc import Iterator

from content.i18n import _
from content.places.changes import Change, Kind
from content.places.gazetteer import place_name
from handlers.place_changes import Merge, Plan


def describe(plan: Plan) -> Iterator[str]:
    """Say what will be done, a line for each change."""
    for one in plan.changes:
        if one.kind is not Kind.MERGED:
            yield _describe_change(one)
    for code, _above in plan.founded:
        yield _("{code}: a new queue with keys of its own: {name}").format(code=code, name=place_name(code))
    for merge in plan.merges:
        yield _describe_merge(merge)
    if not (plan.changes or plan.founded):
        yield _("The queues are up to date with the list of communes.")


def _describe_change(one: Change) -> str:
    if one.kind is Kind.FOUNDED:
        return _("{day} {code}: new: {after} ({reason})").format(
            day=one.since, code=one.code, after=one.after, reason=one.reason
        )
    text = _("{day} {code}: {before} is now {after} ({reason}). Its queue stays as it is.")
    return text.format(day=one.since, code=one.code, before=one.before, after=one.after, reason=one.reason)


def _describe_merge(one: Merge) -> str:
    text = _(
        "{day} {code} {name} goes to {into} ({reason}): {open} open and {closed} closed tips move with their clocks, "
        "{members} members and {names} local names follow, unused invitations lead there."
    )
    return text.format(
        day=one.change.since,
        code=one.change.code,
        name=one.change.before.replace("|", " "),
        into=f"{one.into} {place_name(one.into)}",
        reason=one.change.reason,
        open=one.open,
        closed=one.closed,
        members=one.members,
        names=one.names,
    )
