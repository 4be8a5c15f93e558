"""The figures of a queue and a period, from the tallies: as numbers, as words, and as a picture to be drawn."""

from typing import NamedTuple

from content.i18n import _
from handlers.conversations.desk.closing import result_labels
from handlers.local_times import first_day, show_moment
from handlers.periods import Period, show_span, show_weeks
from handlers.pictures import Bar, Chart, FiguresPicture, Tile
from handlers.queue_names import queue_name
from handlers.reports import kind_labels
from handlers.turn import Turn
from storage import tallies
from storage.records import Tally, TipKind, TipResult
from storage.tallies import NOTHING

MOST_COLUMNS = 13


class Figures(NamedTuple):
    """What was counted: in all, by kind and by week of receipt."""

    queue: str
    period: Period
    total: Tally
    kinds: dict[TipKind, Tally]
    weeks: dict[int, Tally]

    @property
    def post(self) -> Tally:
        """Give the line of tips on drugs by post or courier, which the plans want apart."""
        return self.kinds.get(TipKind.POST, NOTHING)


def count_figures(turn: Turn, queue: str, period: Period) -> Figures:
    """Count the tips of a queue and those below it that were received in a period."""
    span = (queue, period.first, period.last)
    return Figures(
        queue,
        period,
        tallies.count_span(turn.tx, *span),
        tallies.count_kinds(turn.tx, *span),
        tallies.count_weeks(turn.tx, *span),
    )


def word_figures(figures: Figures) -> str:
    """Write the six figures."""
    total, post = figures.total, figures.post
    results = ", ".join(f"{label}: {count}" for label, count in list_results(total) if count)
    lines = [
        (_("Received"), _("{count}, {open} still open").format(count=total.received, open=total.open)),
        (_("Claimed in time"), _share(total.claimed_in_time, total.received)),
        (_("Resolved in time"), _share(total.resolved_in_time, total.closed)),
        (_("Results"), results or _("none yet")),
        (
            _("By post or courier"),
            _("{count}, {closed} closed").format(count=post.received, closed=post.closed),
        ),
        (_("Newest week"), str(figures.weeks.get(figures.period.last, NOTHING).received)),
    ]
    return "\n".join([_title(figures), *(f"• {title}: {text}" for title, text in lines)])


def picture_figures(figures: Figures, now: float, *, dark: bool) -> FiguresPicture:
    """Say what the picture of these figures shows."""
    total, post = figures.total, figures.post
    tiles = (
        Tile(str(total.received), _("Tips received"), _("{count} still open").format(count=total.open)),
        _share_tile(total.claimed_in_time, total.received, _("Claimed in time"), _("{part} of {all} tips")),
        _share_tile(
            total.resolved_in_time, total.closed, _("Resolved in time"), _("{part} of {all} closed tips")
        ),
        Tile(str(post.received), _("By post or courier"), _("{count} closed").format(count=post.closed)),
    )
    results = tuple(Bar(label, count, place == 0) for place, (label, count) in enumerate(list_results(total)))
    charts = (
        Chart(_("Results of closed tips"), results),
        Chart(_("By kind"), _kind_bars(figures)),
        Chart(_("Received by week"), week_bars(figures), upright=True),
    )
    footer = _(
        "Tips of this unit and those below. One person may send several. Weeks: from Monday. Made {moment}."
    )
    return FiguresPicture(
        queue_name(figures.queue),
        f"{show_span(figures.period)} · {show_weeks(figures.period.weeks)}",
        tiles,
        charts,
        footer.format(moment=show_moment(now)),
        dark,
    )


def list_results(total: Tally) -> list[tuple[str, int]]:
    """List the results with how many tips ended so."""
    return [(label, getattr(total, TipResult(result).value)) for result, label in result_labels().items()]


def list_kinds(figures: Figures) -> list[tuple[TipKind, Tally]]:
    """List the kinds, post and courier first, then the most frequent."""
    others = [
        (kind, tally) for kind, tally in figures.kinds.items() if kind is not TipKind.POST and tally.received
    ]
    return [(TipKind.POST, figures.post), *sorted(others, key=lambda one: -one[1].received)]


def week_bars(figures: Figures) -> tuple[Bar, ...]:
    """Give the bars of received tips over time: a week each, or several where the period is long."""
    period = figures.period
    step = -(-period.weeks // MOST_COLUMNS)
    return tuple(
        Bar(
            f"{first_day(week):%-d/%-m}",
            sum(
                figures.weeks.get(one, NOTHING).received
                for one in range(week, min(week + step, period.last + 1))
            ),
        )
        for week in range(period.first, period.last + 1, step)
    )


def _kind_bars(figures: Figures) -> tuple[Bar, ...]:
    labels = kind_labels()
    return tuple(
        Bar(labels[kind], tally.received, kind is TipKind.POST) for kind, tally in list_kinds(figures)
    )


def _title(figures: Figures) -> str:
    return f"{queue_name(figures.queue)}, {show_span(figures.period)}"


def _share_tile(part: int, whole: int, label: str, note: str) -> Tile:
    return Tile(_percent(part, whole), label, note.format(part=part, all=whole))


def _share(part: int, whole: int) -> str:
    share = _("{part} of {all}").format(part=part, all=whole)
    return f"{share} ({_percent(part, whole)})" if whole else share


def _percent(part: int, whole: int) -> str:
    """Write a share, rounded down: nothing but all of it is 100 %."""
    return f"{100 * part // whole} %" if whole else "–"
