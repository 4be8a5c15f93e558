"""`homthu places`: the lists of provinces and communes, points on the map, and boundaries."""

import argparse
import json
import sys
import time
from pathlib import Path

from bot.opening import open_store
from bot.settings import Settings
from bot.subcommands.describing import describe
from bot.subcommands.forms import Forms, add_form
from bot.subcommands.locating import answer_points
from bot.subcommands.naming import answer_texts
from content.i18n import _
from content.places.boundary_file import NAME, BrokenBoundariesError, read_boundaries, write_boundaries
from content.places.changes import changes
from content.places.folding import fold
from content.places.gazetteer import TABLES, communes
from content.places.geojson import CODE_NAMES, NotDegreesError, NotGeoJsonError, Reader
from handlers.dialogue.questions import YES_WORDS
from handlers.durations import HOUR_SECONDS
from handlers.local_times import first_day
from handlers.place_changes import carry_out, make_plan
from handlers.product import Product
from handlers.setup import queue_codes
from storage.misroutes import list_weeks
from storage.tallies import week_of

SHOWN = 10


def add_forms(forms: Forms) -> None:
    """Register these sub-commands."""
    placing = add_form(forms, "places", refresh, _("provinces, communes and points on the map"))
    acts = placing.add_subparsers(required=True, metavar="act")
    add_form(acts, "refresh", refresh, _("for developers: build the tables anew from their pinned packages"))
    add_form(
        acts, "find", find, _("read one text a line and write one JSON line each: the communes it names")
    )
    add_form(acts, "at", at, _("read «LAT LON» lines and write one JSON line each: the communes there"))
    form = add_form(
        acts, "misroutes", misroutes, _("write how often tips went to a wrong unit first, by week")
    )
    form.add_argument("--weeks", type=int, default=13, help=_("how many weeks"))
    applying = add_form(acts, "apply", apply, _("bring the queues up to date after communes were merged"))
    applying.add_argument("--yes", action="store_true", help=_("do not ask"))
    bringing = add_form(
        acts, "boundaries", boundaries, _("read the boundaries of communes from GeoJSON files")
    )
    bringing.add_argument("files", nargs="+", type=Path, metavar="FILE")


def refresh(settings: Settings, arguments: argparse.Namespace) -> int:
    """Build the place tables anew from their pinned sources, and say what changed."""
    from content.places.building.crosscheck import SourcesDifferError  # noqa: PLC0415 - only developers need these
    from content.places.building.refresh import refresh as build  # noqa: PLC0415
    from content.places.building.wheels import WheelError  # noqa: PLC0415

    try:
        for line in build(TABLES):
            print(line)
    except (SourcesDifferError, WheelError) as error:
        print(_("Nothing was written: {reason}").format(reason=error), file=sys.stderr)
        return 1
    return 0


def find(settings: Settings, arguments: argparse.Namespace) -> int:
    """Answer each line of standard input with one JSON line: which communes it names."""
    for line in answer_texts(sys.stdin.buffer):
        print(line, flush=True)
    return 0


def apply(settings: Settings, arguments: argparse.Namespace) -> int:
    """Show what changes of communes ask for, and do it after a yes."""
    store = open_store(settings)
    product = Product(store, settings.public_url, settings.draft_minutes)
    try:
        plan = store.run(lambda tx: make_plan(tx, changes(), queue_codes()))
        for line in describe(plan):
            print(line)
        if not (plan.changes or plan.founded):
            return 0
        if not (arguments.yes or fold(input(_("Do this now? (yes or no) "))) in YES_WORDS):
            print(_("Nothing was changed."))
            return 1
        store.run(lambda tx: carry_out(tx, product, plan, time.time()))
    finally:
        store.close()
    print(_("Done."))
    return 0


def at(settings: Settings, arguments: argparse.Namespace) -> int:
    """Answer each «LAT LON» line of standard input with one JSON line."""
    try:
        known = read_boundaries(settings.data_dir / NAME)
    except BrokenBoundariesError:
        print(
            _("The stored boundaries can't be read. Bring them again: homthu places boundaries FILE…"),
            file=sys.stderr,
        )
        return 1
    for line in answer_points(sys.stdin.buffer, known):
        print(line, flush=True)
    return 0


def boundaries(settings: Settings, arguments: argparse.Namespace) -> int:
    """Replace the stored boundaries by those of GeoJSON files."""
    reader = Reader()
    try:
        rings = [ring for path in arguments.files for ring in reader.read(path)]
    except NotGeoJsonError as error:
        text = _("{name} is not GeoJSON with the polygons of communes. Nothing was changed.")
        print(text.format(name=error.path.name), file=sys.stderr)
        return 1
    except NotDegreesError as error:
        text = _(
            "The coordinates in {name} are not longitude and latitude (WGS 84) in Vietnam. Nothing was changed."
        )
        print(text.format(name=error.path.name), file=sys.stderr)
        return 1
    if not rings:
        text = _("No code of a commune was found. It must stand in one of these properties: {names}.")
        print(text.format(names=", ".join(CODE_NAMES)), file=sys.stderr)
        return 1
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_boundaries(settings.data_dir / NAME, rings)
    count = len({ring.commune for ring in rings})
    print(
        _("The boundaries of {count} of {all} communes are stored. Restart «homthu run» to use them.").format(
            count=count, all=len(communes())
        )
    )
    if reader.unknown:
        text = _("Left out, because no commune of today has these codes: {codes}")
        print(text.format(codes=", ".join(sorted(reader.unknown)[:SHOWN])), file=sys.stderr)
    return 0


def misroutes(settings: Settings, arguments: argparse.Namespace) -> int:
    """Write how often tips went to a wrong unit first: a JSON line for each week and way in which the place was found."""
    last = week_of(int(time.time() // HOUR_SECONDS))
    store = open_store(settings)
    try:
        found = store.run(lambda tx: list_weeks(tx, last - arguments.weeks + 1, last))
    finally:
        store.close()
    for one in found:
        day = first_day(one.week).isoformat()
        row = {"week": day, "placing": one.placing, "tips": one.tips, "moved": one.moved}
        print(json.dumps(row))
    return 0
