"""Hot spots: places ranked by their closed tips. Tips are counted, never people: many may come from one person."""

from collections import defaultdict

from content.i18n import _, ngettext
from handlers.local_times import first_day
from handlers.periods import Period, show_span
from handlers.pictures import Spot, SpotsPicture
from handlers.queue_names import queue_name
from handlers.turn import Turn
from storage.records import TipResult
from storage.statistics import Place, list_spots

MOST_PLACES = 12
MOST_CELLS = 13
COUNTED = frozenset(
    {TipResult.CONFIRMED, TipResult.UNFOUNDED}
)  # a copy of a tip, or no tip at all, is no sign


def picture_spots(turn: Turn, queue: str, period: Period, *, dark: bool) -> SpotsPicture:
    """Say what the picture of a queue's hot spots shows."""
    step = -(-period.weeks // MOST_CELLS)
    cells = -(-period.weeks // step)
    over_time: defaultdict[Place, list[int]] = defaultdict(lambda: [0] * cells)
    confirmed: defaultdict[Place, int] = defaultdict(int)
    for spot in list_spots(turn.tx, queue, period.first, period.last):
        if spot.result in COUNTED:
            over_time[spot.place][(spot.week - period.first) // step] += spot.tips
            confirmed[spot.place] += spot.tips if spot.result is TipResult.CONFIRMED else 0
    ranked = sorted(over_time, key=lambda place: (-sum(over_time[place]), -confirmed[place], place))
    spots = tuple(_spot(place, over_time[place], confirmed[place]) for place in ranked[:MOST_PLACES])
    times = tuple(f"{first_day(period.first + cell * step):%-d/%-m}" for cell in range(cells))
    return SpotsPicture(
        _("Hot spots: {name}").format(name=queue_name(queue)),
        show_span(period),
        times,
        spots,
        _("No closed tip in this period."),
        _(
            "Closed tips that were confirmed or unfounded, by the week of their receipt. Several may come from one person."
        ),
        dark,
    )


def word_spots(picture: SpotsPicture) -> str:
    """Write the ranking."""
    lines = [
        f"{rank}. {spot.name}, {spot.below}: {spot.total}" for rank, spot in enumerate(picture.spots, start=1)
    ]
    return "\n".join([picture.title, picture.subtitle, *(lines or [picture.empty]), picture.footer])


def _spot(place: Place, over_time: list[int], confirmed: int) -> Spot:
    total = ngettext(
        "{count} tip, {confirmed} confirmed", "{count} tips, {confirmed} confirmed", sum(over_time)
    ).format(count=sum(over_time), confirmed=confirmed)
    where = queue_name(place.commune) if place.commune else _("Place not known")
    name = place.hamlet or _("Hamlet not known")
    return Spot(name, where, tuple(over_time), confirmed, total)
