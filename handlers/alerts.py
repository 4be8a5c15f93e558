"""Local alerts: what they say, whom they reach, who may approve them, and what becomes of their pictures."""

from datetime import datetime, timedelta

from content.i18n import LANGUAGES, _, use_language
from content.places.gazetteer import communes_of, provinces
from handlers.access import Act
from handlers.campaigns import BEGINS, choose_audience
from handlers.conversations.writing_alert import Alert, When
from handlers.durations import DAY_SECONDS
from handlers.errors import RefusalError
from handlers.keys import require_officer
from handlers.local_times import local_moment
from handlers.messages import Button
from handlers.outgoing import notify
from handlers.product import Product
from handlers.queue_names import queue_name
from handlers.seconding import list_seconds
from handlers.turn import Rows, Turn
from handlers.typed_numbers import read_number
from storage import file_owners
from storage.audiences import CHANNELS, PERSONAL_CHANNELS
from storage.broadcasts import ENDED, Broadcast
from storage.choices import (
    INTERESTS,
    PARTS,
    READERS,
    RHYTHMS,
    PartOfDay,
    Reader,
    group_cells,
    group_parts,
    group_rhythms,
)
from storage.cipher import random_bytes
from storage.queues import NATION
from storage.records import BroadcastState, dump_file
from storage.transaction import Transaction

ALERT = "alert"
MOST = 10**9
PICTURED = b"broadcast"
PARTS_OF = {When.MORNING: PartOfDay.MORNING, When.NOON: PartOfDay.NOON, When.EVENING: PartOfDay.EVENING}


def file_alert(turn: Turn, alert: Alert) -> int:
    """Let an alert wait for a second officer; give its number."""
    author = require_officer(turn)
    starts = _starts(alert.when, turn.now)
    new = Broadcast(
        f"{ALERT}/{random_bytes(8).hex()}",
        {
            "texts": texts_of(alert.queue, alert.text),
            "picture": dump_file(alert.picture) if alert.picture else None,
        },
        choose_audience(
            places_of(alert.queue),
            [groups_of(alert.reader)],
            channels_of(alert.queue, alert.reader),
            queue=alert.queue,
            reader=alert.reader.value,
        ),
        starts,
        starts + DAY_SECONDS,
        author.id.hex(),
        urgent=True,
        state=BroadcastState.WAITING,
    )
    number = turn.store.broadcasts.create(turn.tx, new)
    if number is None:
        raise RuntimeError("a random occasion was taken")
    if alert.picture is not None:
        file_owners.keep_file(turn.tx, alert.picture.name, picture_owner(number))
    turn.record(Act.ALERT, alert.queue, number, "written")
    return number


def picture_owner(number: int) -> bytes:
    """Name a broadcast as the owner of its picture."""
    return PICTURED + number.to_bytes(7, "big")


def release_pictures(tx: Transaction, product: Product, now: float) -> None:
    """Let the pictures of alerts that nobody will get any more belong to nothing: they are swept from the disk."""
    for owner in file_owners.owners_between(tx, picture_owner(0), picture_owner(MOST)):
        one = product.store.broadcasts.get(tx, int.from_bytes(owner.removeprefix(PICTURED)))
        if (
            one is None
            or one.state is BroadcastState.CANCELLED
            or (one.state in ENDED and one.expires <= now)
        ):
            file_owners.release_files(tx, owner)


def tell_approvers(turn: Turn, one: Broadcast) -> int:
    """Ask the other officers of the area, or of the level above where there are none; count them."""
    author, queue = require_officer(turn), str(one.audience.note["queue"])
    seconds = list_seconds(turn, queue, author.id)
    for officer in seconds:
        with use_language(officer.language):
            text = _("Alert {number} for {place} waits for a second officer. {name} has written it.")
            words = text.format(number=one.number, place=queue_name(queue), name=author.name)
            notify(turn, officer, words, ((Button(_("Look at it"), f"/canhbao xem {one.number}"),),))
    return len(seconds)


def require_alert(turn: Turn, argument: str) -> Broadcast:
    """Find an alert that is the officer's business; raise RefusalError where there is none of that number."""
    number = read_number(argument)
    one = turn.store.broadcasts.get(turn.tx, number) if number is not None else None
    if one is None or not is_alert(one) or not turn.desk.may(Act.ALERT, str(one.audience.note["queue"])):
        raise RefusalError(_("There is no alert of that number in your area. «/canhbao» lists them."))
    return one


def is_alert(one: Broadcast) -> bool:
    """Tell whether a broadcast was written by an officer."""
    return one.occasion.startswith(ALERT)


def places_of(queue: str) -> tuple[str, ...] | None:
    """List the places in a queue's area; None for the whole country."""
    if queue == NATION:
        return None
    if queue in {one.code for one in provinces()}:
        return (queue, *(one.code for one in communes_of(queue)))
    return (queue,)


def channels_of(queue: str, reader: Reader) -> tuple[str, ...]:
    """List the channels of an alert: where all followers get the same, only what is for the whole country goes."""
    return CHANNELS if queue == NATION and reader is Reader.EVERYBODY else PERSONAL_CHANNELS


def alert_buttons(one: Broadcast, *, own: bool, unclear: bool = False) -> Rows:
    """Offer what can be done with an alert now; `unclear`: of some people nobody knows whether they got it."""
    trial = Button(_("Send it to me as a trial"), f"/canhbao thu {one.number}")
    cancel = Button(_("Cancel it"), f"/canhbao huy {one.number}")
    if one.state is BroadcastState.WAITING:
        approve = () if own else ((Button(_("Approve"), f"/canhbao duyet {one.number}"),),)
        return (*approve, (trial,), (cancel,))
    if one.state is BroadcastState.PAUSED:
        return ((Button(_("Go on"), f"/canhbao tiep {one.number}"), cancel),)
    if one.state in {BroadcastState.PLANNED, BroadcastState.SENDING}:
        return ((Button(_("Pause"), f"/canhbao dung {one.number}"), cancel),)
    if one.state is BroadcastState.DONE and unclear:
        return ((Button(_("Send again where it is unknown"), f"/canhbao guilai {one.number}"),),)
    return ()


def groups_of(reader: Reader) -> tuple[int, int, int]:
    """Give the groups of whoever an alert is for: it does not matter what else they have chosen."""
    readers = READERS if reader is Reader.EVERYBODY else (reader,)
    cells = group_cells((one, interest) for one in readers for interest in INTERESTS)
    return cells, group_rhythms(RHYTHMS), group_parts(PARTS)


def texts_of(queue: str, text: str) -> dict[str, str]:
    """Word an alert in each language: a heading that says whose it is, then what the officer has written."""
    found = {}
    for language in LANGUAGES:
        with use_language(language):
            heading = (
                _("Warning of the police of {place}").format(place=queue_name(queue))
                if queue != NATION
                else _("Warning of the national drug police")
            )
            found[language] = f"{heading}\n\n{text}"
    return found


def _starts(when: When, now: float) -> int:
    """Give when an alert goes out: at once, or at the next time of that part of the day."""
    if when is When.NOW:
        return int(now)
    moment = local_moment(now)
    starts = datetime.combine(moment.date(), BEGINS[PARTS_OF[when]], moment.tzinfo)
    return int((starts if starts > moment else starts + timedelta(days=1)).timestamp())
