"""What part of a queue somebody looks at, and how that is written behind `/hangdoi`: short words, so that buttons hold them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from content.i18n import _, ngettext, once_a_language
from content.places.gazetteer import place_name
from handlers.clocks import URGENT
from handlers.reports import kind_labels
from handlers.typed_words import KIND_WORDS, KINDS, STATUS_WORDS, STATUSES
from storage.records import OPEN, Tip, TipKind, TipStatus
from storage.tip_lists import Mark, Order, Selection, list_page
from storage.transaction import Transaction

PAGE = 8
PAST = "k"  # the page begins behind the urgent tips
LATE = "tre"
HOURS_A_DAY = 24
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

_COMMUNE = re.compile(r"x(\d{5})")
_HAMLET = re.compile(r"h(\d{1,3})")
_DAYS = re.compile(r"([tcd])(\d{1,3})")
_MARK = re.compile(r"\.([0-9a-z]{1,6})(?:-([0-9a-z]{1,6}))?")


@dataclass(frozen=True, slots=True)
class View:
    """What is shown of a queue. `days`: `t7` of the last 7 days, `c7` older, `d7` due within them, `tre` late.

    `hamlet` is its place in the commune's list, None for all of them; `behind` and `past_urgent` say where a page begins.
    """

    status: TipStatus | None = None
    kind: TipKind | None = None
    order: Order | None = None
    days: str = ""
    commune: str = ""
    hamlet: int | None = None
    behind: Mark | None = None
    past_urgent: bool = False

    def command(self, queue: str, *more: str) -> str:
        """Write the command that lists this of a queue."""
        return " ".join(word for word in ("/hangdoi", queue, self.words(), *more) if word)

    def words(self) -> str:
        """Write it as a command does."""
        mark = ""
        if self.behind is not None:
            mark = f".{_shorten(self.behind.number)}"
            mark += f"-{_shorten(self.behind.due)}" if self.behind.due else ""
        parts = (
            STATUS_WORDS[self.status] if self.status else "",
            KIND_WORDS[self.kind] if self.kind else "",
            self.order or "",
            self.days,
            f"x{self.commune}" if self.commune else "",
            f"h{self.hamlet}" if self.hamlet is not None else "",
            PAST if self.past_urgent else "",
            mark,
        )
        return " ".join(part for part in parts if part)

    @property
    def first_order(self) -> Order:
        """Tell in which order it lists: closed tips the newest first, and never by a time that counts no more."""
        if self.status is TipStatus.CLOSED:
            return self.order if self.order is Order.OLDEST else Order.NEWEST
        return self.order or Order.OLDEST

    def select(self, hour: int, hamlets: list[str], *, urgent: bool) -> Selection | None:
        """Say which tips it lists, of the urgent kinds or of the others; None if it can be none."""
        kinds = tuple(kind for kind in ([self.kind] if self.kind else TipKind) if (kind in URGENT) is urgent)
        hamlet = hamlets[self.hamlet] if self.hamlet is not None and self.hamlet < len(hamlets) else ""
        if not kinds:
            return None
        chosen = (self.status,) if self.status else OPEN
        wanted = Selection(chosen, kinds, self.first_order, self.commune, hamlet)
        return _limit(wanted, self.days, hour)

    def behind_last(self, shown: list[Tip]) -> "View":
        """Say where the next page begins."""
        last = shown[-1]
        due = last.resolve_due if self.first_order is Order.DUE else 0
        return replace(self, behind=Mark(last.number, due), past_urgent=last.kind not in URGENT)

    def begun(self) -> "View":
        """Give its first page."""
        return replace(self, behind=None, past_urgent=False)


def find_page(tx: Transaction, queue: str, view: View, hour: int, hamlets: list[str]) -> list[Tip]:
    """Find the tips of a page, urgent kinds first, and one more if there is one."""
    found: list[Tip] = []
    for urgent in (True, False):
        wanted = view.select(hour, hamlets, urgent=urgent)
        left = PAGE + 1 - len(found)
        if wanted is not None and left and not (urgent and view.past_urgent):
            behind = view.behind if view.past_urgent is not urgent else None
            found += list_page(tx, queue, wanted, behind, left)
    return found


def read_view(words: Iterable[str]) -> tuple[View, str]:
    """Read a view from a command's words; what is none of them is given back: it may name a place."""
    view, left = View(), []
    for word in words:
        read = _read_word(view, word.lower())
        view = read or view
        if read is None:
            left.append(word)
    return view, " ".join(left)


def word_view(view: View, hamlets: list[str]) -> str:
    """Say in words what is left out and in which order it is; empty where nothing is."""
    hamlet = hamlets[view.hamlet] if view.hamlet is not None and view.hamlet < len(hamlets) else ""
    parts = (
        status_labels()[view.status] if view.status else "",
        kind_labels()[view.kind] if view.kind else "",
        word_days(view.days),
        place_name(view.commune) if view.commune else "",
        hamlet,
        order_labels()[view.order] if view.order else "",
    )
    return " · ".join(part for part in parts if part)


def word_days(days: str) -> str:
    """Say in words what a view's `days` leave."""
    if days == LATE or not days:
        return _("Late") if days else ""
    count = int(days[1:])
    texts = {
        "t": ngettext("Of the last {count} day", "Of the last {count} days", count),
        "c": ngettext("Older than {count} day", "Older than {count} days", count),
        "d": ngettext("Due within {count} day", "Due within {count} days", count),
    }
    return texts[days[0]].format(count=count)


@once_a_language
def status_labels() -> dict[TipStatus, str]:
    """Label the statuses in few words."""
    return {
        TipStatus.NEW: _("Unclaimed"),
        TipStatus.CLAIMED: _("Claimed"),
        TipStatus.VERIFYING: _("Being verified"),
        TipStatus.PASSED_ON: _("Passed on"),
        TipStatus.CLOSED: _("Closed"),
        TipStatus.QUARANTINED: _("Quarantine list"),
    }


@once_a_language
def order_labels() -> dict[Order, str]:
    """Label the orders."""
    return {
        Order.OLDEST: _("Oldest first"),
        Order.NEWEST: _("Newest first"),
        Order.DUE: _("Due first"),
    }


def _limit(wanted: Selection, days: str, hour: int) -> Selection:
    span = int(days[1:]) * HOURS_A_DAY if days and days != LATE else 0
    if days == LATE:
        return wanted._replace(due_to=hour - 1)
    if days.startswith("t"):
        return wanted._replace(received_from=hour - span)
    if days.startswith("c"):
        return wanted._replace(received_to=hour - span)
    return wanted._replace(due_to=hour + span) if days else wanted


def _read_word(view: View, word: str) -> View | None:
    if word in STATUSES:
        return replace(view, status=STATUSES[word])
    if word in KINDS:
        return replace(view, kind=KINDS[word])
    if word in set(Order):
        return replace(view, order=Order(word))
    if word == LATE or _DAYS.fullmatch(word):
        return replace(view, days=word)
    return _read_place(view, word)


def _read_place(view: View, word: str) -> View | None:
    if found := _COMMUNE.fullmatch(word):
        return replace(view, commune=found[1])
    if found := _HAMLET.fullmatch(word):
        return replace(view, hamlet=int(found[1]))
    if word == PAST:
        return replace(view, past_urgent=True)
    if found := _MARK.fullmatch(word):
        return replace(view, behind=Mark(int(found[1], 36), int(found[2] or "0", 36)))
    return None


def _shorten(number: int) -> str:
    """Write a number in base 36."""
    digits = ""
    while number:
        number, digit = divmod(number, len(DIGITS))
        digits = DIGITS[digit] + digits
    return digits or "0"
