"""How a broadcast goes on, in words: a bar, who got it, who did not, how fast, how long still; all shares make 100 %."""

from babel.numbers import format_decimal

from content.i18n import _, current_language
from handlers.durations import MINUTE_SECONDS
from storage.broadcasts import ENDED, Broadcast
from storage.delivery_counts import count
from storage.records import BroadcastState, Count
from storage.transaction import Transaction

CELLS = 20
FULL, EMPTY = "█", "░"
CHANNEL_NAMES = {"telegram": "Telegram", "zalo": "Zalo", "zalooa": "Zalo OA", "console": "console"}


def word_progress(tx: Transaction, one: Broadcast, now: float, rate: float = 0.0) -> str:
    """Word how a broadcast stands; `rate` is in messages a second."""
    counts = count(tx, one)
    whole = add_up(counts)
    if not (one.is_whole or is_over(one)):
        return "\n".join([_heading(one), _("Who gets it is still being listed.")])
    if is_over(one) and whole.total == 0:
        return "\n".join([_heading(one), _("Nobody got it.")])
    return "\n".join([_heading(one), *_bar(whole), *_figures(whole, rate), *_channels(counts)])


def add_up(counts: dict[str, Count]) -> Count:
    """Add the channels up."""
    return (
        Count(*(sum(figures) for figures in zip(*counts.values(), strict=True)))
        if counts
        else Count(0, 0, 0, 0, 0, 0)
    )


def share_of(tx: Transaction, one: Broadcast) -> int:
    """Give how much of a broadcast is decided, in percent."""
    return share_done(add_up(count(tx, one))) if one.is_whole or is_over(one) else 0


def share_done(counts: Count) -> int:
    """Give how much is decided, in percent; all of it where nobody is to get anything."""
    return 100 if counts.total == 0 else (counts.total - counts.left) * 100 // counts.total


def _heading(one: Broadcast) -> str:
    words = {
        BroadcastState.PAUSED: _("Alert {number} is paused."),
        BroadcastState.CANCELLED: _("Alert {number} was cancelled. This is what became of it:"),
        BroadcastState.DONE: _("Alert {number} has gone out. This is what became of it:"),
    }
    return words.get(one.state, _("Alert {number} is going out.")).format(number=one.number)


def _bar(whole: Count) -> list[str]:
    share = share_done(whole)
    full = share * CELLS // 100
    return [f"{FULL * full}{EMPTY * (CELLS - full)} {share} %"]


def _figures(whole: Count, rate: float) -> list[str]:
    rows = [
        (_("Sent"), whole.sent),
        (_("Not sent: blocked, gone or refused"), whole.failed),
        (_("Left out: unsubscribed, had one today, or stopped before"), whole.skipped),
        (_("Unknown whether it arrived"), whole.unknown),
        (_("Still to go"), whole.left),
    ]
    shares = percentages([figure for _label, figure in rows])
    lines = [
        f"{label}: {show_number(figure)} ({share} %)"
        for (label, figure), share in zip(rows, shares, strict=True)
        if figure or label == rows[0][0]
    ]
    if rate > 0 and whole.left:
        minutes = max(1, round(whole.left / rate / MINUTE_SECONDS))
        lines.append(
            _("{rate} a second, about {minutes} minutes more").format(
                rate=show_number(round(rate, 1)), minutes=minutes
            )
        )
    return [*lines, _("All: {count} (100 %)").format(count=show_number(whole.total))]


def percentages(figures: list[int]) -> list[int]:
    """Give whole percentages that add up to 100: the largest remainders are rounded up."""
    total = sum(figures)
    if total == 0:
        return [0] * len(figures)
    shares = [figure * 100 // total for figure in figures]
    rest = sorted(range(len(figures)), key=lambda place: (-(figures[place] * 100 % total), place))
    for place in rest[: 100 - sum(shares)]:
        shares[place] += 1
    return shares


def _channels(counts: dict[str, Count]) -> list[str]:
    lines = []
    for channel, one in sorted(counts.items()):
        if one.total:
            text = _("• {channel}: {sent} of {total}")
            name = CHANNEL_NAMES.get(channel, channel)
            lines.append(text.format(channel=name, sent=show_number(one.sent), total=show_number(one.total)))
    return lines


def show_number(value: float) -> str:
    """Write a number as people of the language do."""
    return format_decimal(value, locale=current_language())


def has_unclear(tx: Transaction, one: Broadcast) -> bool:
    """Tell whether of some people nobody knows whether they got it."""
    return add_up(count(tx, one)).unknown > 0


def is_over(one: Broadcast) -> bool:
    """Tell whether nothing more happens with a broadcast."""
    return one.state in ENDED
