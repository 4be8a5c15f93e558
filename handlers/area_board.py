"""The area board: which hamlets or communes have open or confirmed tips, beside what the plans ask of a drug-free area."""

from collections import Counter, defaultdict

from content.i18n import _
from content.places.gazetteer import PROVINCE_DIGITS, commune, communes, place_name, place_of, provinces
from content.plans import CRITERIA, CRITERIA_SOURCE
from handlers.periods import Period, show_span
from handlers.pictures import Area, BoardPicture
from handlers.pledge_figures import WHOLE, count_households, share_of_hamlets
from handlers.queue_names import queue_name
from handlers.turn import Turn
from storage import hamlets, tallies
from storage.queues import NATION
from storage.records import TipResult
from storage.statistics import list_spots
from storage.tallies import NOTHING

MOST_AREAS = 24


def picture_board(turn: Turn, queue: str, period: Period, *, dark: bool) -> BoardPicture:
    """Say what the board of a queue shows: a commune's hamlets, or the units below a province or the nation."""
    is_commune = queue in communes()
    areas = _hamlets(turn, queue, period) if is_commune else _units(turn, queue, period)
    confirmed = _("Confirmed")
    return BoardPicture(
        _("Areas: {name}").format(name=queue_name(queue)),
        _span(period, len(areas)),
        (*(() if is_commune else (_("Still open"),)), confirmed, _("Pledged")),
        areas[:MOST_AREAS],
        _("What the plan asks of a drug-free area"),
        tuple(_(one) for one in CRITERIA),
        _("{source} This board knows tips only; who recognises an area looks at everything.").format(
            source=_(CRITERIA_SOURCE)
        ),
        dark,
    )


def _span(period: Period, count: int) -> str:
    """Write the days, and how many of the areas are shown where not all are."""
    if count <= MOST_AREAS:
        return show_span(period)
    return _("{span} · {shown} of {count} areas").format(
        span=show_span(period), shown=MOST_AREAS, count=count
    )


def word_board(picture: BoardPicture) -> str:
    """Write the board, without the criteria."""
    lines = [
        f"• {area.name}: "
        + ", ".join(f"{title} {cell}" for title, cell in zip(picture.columns, area.cells, strict=True))
        for area in picture.areas
    ]
    return "\n".join([picture.title, picture.subtitle, *lines])


def _hamlets(turn: Turn, code: str, period: Period) -> tuple[Area, ...]:
    confirmed: defaultdict[str, int] = defaultdict(int)
    for name in hamlets.list_hamlets(turn.tx, code):
        confirmed[name] = 0
    for spot in list_spots(turn.tx, code, period.first, period.last):
        if spot.result is TipResult.CONFIRMED:
            confirmed[spot.place.hamlet] += spot.tips
    open_tips = tallies.count_now(turn.tx, code).open
    shares = share_of_hamlets(turn, code)
    whole = Area(
        _("The whole commune: {count} open").format(count=open_tips),
        (str(sum(confirmed.values())), shares[WHOLE]),
        False,
    )
    rows = sorted(confirmed.items(), key=lambda one: (-one[1], one[0]))
    return (
        whole._replace(clear=not open_tips and not any(confirmed.values())),
        *(
            Area(name or _("Hamlet not known"), (str(count), shares.get(name, "0")), not count)
            for name, count in rows
        ),
    )


def _units(turn: Turn, queue: str, period: Period) -> tuple[Area, ...]:
    below = [one.code for one in provinces()] if queue == NATION else _communes_of(queue)
    now = tallies.count_below(turn.tx, queue)
    since = tallies.count_below(turn.tx, queue, period.first, period.last)
    pledged: Counter[str] = Counter()
    for code, counted in count_households(turn, queue).items():
        pledged[commune(code).province if queue == NATION else code] += counted.total()
    rows = [
        (_call(one), now.get(one, NOTHING).open, since.get(one, NOTHING).confirmed, pledged[one])
        for one in below
    ]
    rows.sort(key=lambda row: (-row[1] - row[2], row[0]))
    return tuple(
        Area(name, (str(open_tips), str(found), str(homes)), not open_tips + found)
        for name, open_tips, found, homes in rows
    )


def _call(code: str) -> str:
    """Call an area below the one whose board it is: a commune without its province, which the title names."""
    return place_name(code) if len(code) == PROVINCE_DIGITS else place_of(code).full_name


def _communes_of(province: str) -> list[str]:
    return [one.code for one in communes().values() if one.province == province]
