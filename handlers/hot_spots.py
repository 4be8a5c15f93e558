"""Hot spots: places ranked by their closed tips. Tips are counted, never people: many may come from one person."""

from content.i18n import _, ngettext
from handlers.local_times import first_day
from handlers.periods import Period, show_span
from handlers.pictures import Spot, SpotsPicture
from handlers.queue_names import queue_name
from handlers.turn import Turn
from storage.records import TipResult
from storage.spot_ranking import RankedSpot, SpotQuest

MOST_PLACES = 12
MOST_CELLS = 13
COUNTED = (TipResult.CONFIRMED, TipResult.UNFOUNDED)  # a copy of a tip, or no tip at all, is no sign


def picture_spots(turn: Turn, queue: str, period: Period, *, dark: bool) -> SpotsPicture:
    """Say what the picture of a queue's hot spots shows."""
    step = -(-period.weeks // MOST_CELLS)
    cells = -(-period.weeks // step)
    found = find_spots(turn, queue, period, MOST_PLACES, COUNTED)
    spots = tuple(_spot(one, _over_time(one, period, step, cells)) for one in found)
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


def find_spots(
    turn: Turn, queue: str, period: Period, at_most: int, results: tuple[TipResult, ...] = tuple(TipResult)
) -> list[RankedSpot]:
    """Rank the places of a queue and those below it; another process does, since the country has very many."""
    quest = SpotQuest(turn.store.places, queue, period.first, period.last, at_most, results)
    found: list[RankedSpot] = turn.fact("spots", (quest,))
    return found


def _over_time(found: RankedSpot, period: Period, step: int, cells: int) -> tuple[int, ...]:
    counts = [0] * cells
    for week, tips in found.weeks.items():
        counts[(week - period.first) // step] += tips
    return tuple(counts)


def _spot(found: RankedSpot, over_time: tuple[int, ...]) -> Spot:
    total = ngettext("{count} tip, {confirmed} confirmed", "{count} tips, {confirmed} confirmed", found.tips)
    where = queue_name(found.place.commune) if found.place.commune else _("Place not known")
    name = found.place.hamlet or _("Hamlet not known")
    shown = total.format(count=found.tips, confirmed=found.confirmed)
    return Spot(name, where, over_time, found.confirmed, shown)
