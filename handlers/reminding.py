"""What officers are reminded of, at which hours, and in which words."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from content.clocks import HOURS_A_DAY
from content.i18n import _, ngettext, once_a_language
from handlers.numbers import name_tip
from handlers.typed_numbers import read_number
from storage.records import Tip, TipStatus
from storage.tallies import CLAIMED_IN_TIME, VIETNAM_HOURS

DEFAULT_HOURS = "8 14"
MOST_HOURS = 3
SOON_DAYS = 3
SOON_HOURS = 6
MOST_NAMED = 20


class Rule(StrEnum):
    """Why somebody is reminded of a tip, the most urgent first. The values are stored."""

    RESOLVE_LATE = "resolve_late"
    CLAIM_LATE = "claim_late"
    RESOLVE_SOON = "resolve_soon"
    CLAIM_SOON = "claim_soon"
    HOLD_ENDS = "hold_ends"
    RESOLVE_LATE_BELOW = "resolve_late_below"
    CLAIM_LATE_BELOW = "claim_late_below"

    def for_above(self, tip: Tip) -> bool:
        """Tell whether the queue above hears of it: a tip whose time is over, not one that lost its holder."""
        return self is Rule.RESOLVE_LATE or (self is Rule.CLAIM_LATE and tip.claim_due != CLAIMED_IN_TIME)

    @property
    def of_below(self) -> "Rule":
        """Name the rule by which the queue above hears of it."""
        return Rule.RESOLVE_LATE_BELOW if self is Rule.RESOLVE_LATE else Rule.CLAIM_LATE_BELOW

    @property
    def is_of_below(self) -> bool:
        """Whether it is about a queue below: told once, not daily."""
        return self in {Rule.RESOLVE_LATE_BELOW, Rule.CLAIM_LATE_BELOW}


def find_rule(tip: Tip, hour: int, ends: int | None) -> Rule | None:
    """Find why an open tip is to be thought of now; `ends` is the hour in which its claim ends, None if nobody holds it."""
    late = {Rule.RESOLVE_LATE: hour > tip.resolve_due, Rule.CLAIM_LATE: ends is None and hour > tip.claim_due}
    soon = {
        Rule.RESOLVE_SOON: hour > tip.resolve_due - SOON_DAYS * HOURS_A_DAY,
        Rule.CLAIM_SOON: ends is None and hour > tip.claim_due - SOON_HOURS,
        Rule.HOLD_ENDS: ends is not None and hour >= ends - HOURS_A_DAY,
    }
    return next((rule for rule, is_so in (late | soon).items() if is_so), None)


def is_still_late(tip: Tip, rule: Rule, *, held: bool) -> bool:
    """Tell whether a queue above still has to hear of a tip."""
    if tip.status in {TipStatus.CLOSED, TipStatus.QUARANTINED}:
        return False
    return rule is Rule.RESOLVE_LATE or not held


def read_hours(text: str) -> tuple[int, ...]:
    """Read hours of the day; an empty tuple if these are none, or too many."""
    words = text.split()
    hours = {hour for word in words if (hour := read_number(word, HOURS_A_DAY - 1, least=0)) is not None}
    return tuple(sorted(hours)) if len(hours) == len(words) <= MOST_HOURS else ()


def next_hour(hours: Sequence[int], after: int) -> int:
    """Give the next hour since 1970 behind another one that is one of these hours of the day in Vietnam."""
    return next(
        hour
        for hour in range(after + 1, after + 1 + HOURS_A_DAY)
        if (hour + VIETNAM_HOURS) % HOURS_A_DAY in hours
    )


def word_bundle(bundle: Mapping[Rule, Sequence[Tip]]) -> str:
    """Word one reminder of many tips."""
    lines = [_("To be thought of today:")]
    for rule in Rule:
        if rule in bundle:
            names = ", ".join(name_tip(tip) for tip in bundle[rule][:MOST_NAMED])
            lines += [f"• {_rule_labels()[rule]}: {names}", *_word_rest(len(bundle[rule]) - MOST_NAMED)]
    return "\n".join(lines)


def _word_rest(count: int) -> list[str]:
    text = ngettext("  and {count} more tip", "  and {count} more tips", count)
    return [text.format(count=count)] if count > 0 else []


@once_a_language
def _rule_labels() -> dict[Rule, str]:
    return {
        Rule.RESOLVE_LATE: _("Overdue, not yet resolved"),
        Rule.CLAIM_LATE: _("Overdue, nobody holds it"),
        Rule.RESOLVE_SOON: _("To be resolved within 3 days"),
        Rule.CLAIM_SOON: _("To be claimed within 6 hours"),
        Rule.HOLD_ENDS: _("Your claim ends within a day unless you take a step"),
        Rule.RESOLVE_LATE_BELOW: _("Not resolved in time by a unit below; it stays with that unit"),
        Rule.CLAIM_LATE_BELOW: _("Not claimed in time by a unit below; it stays with that unit"),
    }
