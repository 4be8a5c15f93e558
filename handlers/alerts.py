"""Local alerts: what they say, whom they reach, who may approve them; and what each channel will show."""

from datetime import datetime, timedelta

from content.i18n import LANGUAGES, _, use_language
from content.places.gazetteer import communes_of, provinces
from handlers.access import Act, line_of
from handlers.campaigns import BEGINS, choose_audience, read_choices
from handlers.conversations.choosing import reader_labels
from handlers.conversations.writing_alert import Alert, When, when_labels
from handlers.durations import DAY_SECONDS
from handlers.errors import RefusalError
from handlers.keys import require_officer
from handlers.local_times import local_moment, show_moment
from handlers.mailings import word_content
from handlers.messages import Button
from handlers.outgoing import notify
from handlers.queue_names import queue_name
from handlers.turn import Rows, Turn
from handlers.typed_numbers import read_number
from storage import file_owners
from storage.broadcasts import Broadcast
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
from storage.recipients import Chosen, count_recipients
from storage.records import BroadcastState, Json, Role, dump_file

ALERT = "alert"
CAPTION = 1024  # below a picture on Telegram
PARTS_OF = {When.MORNING: PartOfDay.MORNING, When.NOON: PartOfDay.NOON, When.EVENING: PartOfDay.EVENING}
CHANNEL_NAMES = {"telegram": "Telegram", "zalo": "Zalo", "zalooa": "Zalo OA"}


def file_alert(turn: Turn, alert: Alert) -> int:
    """Let an alert wait for a second officer; give its number."""
    author = require_officer(turn)
    starts = _starts(alert.when, turn.now)
    new = Broadcast(
        f"{ALERT}/{random_bytes(8).hex()}",
        {
            "texts": _texts(alert.queue, alert.text),
            "picture": dump_file(alert.picture) if alert.picture else None,
        },
        choose_audience(
            places_of(alert.queue), [_groups(alert.reader)], queue=alert.queue, reader=alert.reader.value
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
    return b"broadcast" + number.to_bytes(7, "big")


def tell_approvers(turn: Turn, one: Broadcast) -> int:
    """Ask the other officers of the area, or of the level above where there are none; count them."""
    author, queue = require_officer(turn), str(one.audience.note["queue"])
    for code in line_of(queue):
        members = turn.store.register.members(turn.tx, code)
        others = [
            officer
            for officer, role in members
            if officer.enabled and role is not Role.AUDITOR and officer.id != author.id
        ]
        for officer in others:
            with use_language(officer.language):
                text = _("Alert {number} for {place} waits for a second officer. {name} has written it.")
                words = text.format(number=one.number, place=queue_name(queue), name=author.name)
                notify(turn, officer, words, ((Button(_("Look at it"), f"/canhbao xem {one.number}"),),))
        if others:
            return len(others)
    return 0


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


def preview_alert(turn: Turn, argument: Json) -> str:
    """Word what an alert will look like and whom it reaches, before it is filed."""
    queue, text, has_picture, reader, when = argument
    content = {"texts": _texts(queue, text), "picture": None}
    people = count_recipients(turn.tx, Chosen(*_groups(Reader(reader)), places_of(queue)))
    head = [
        _("Area: {place}").format(place=queue_name(queue)),
        _("For: {readers}").format(readers=reader_labels()[Reader(reader)]),
        _("Time: {when}").format(when=when_labels()[When(when)]),
    ]
    shown = word_content(turn.product, content, turn.language).text
    return "\n\n".join(["\n".join([*head, *word_people(people, shown, has_picture=has_picture)]), shown])


def describe(turn: Turn, one: Broadcast) -> str:
    """Word an alert with whom it reaches now."""
    people = count_recipients(turn.tx, read_choices(one.audience)[0])
    shown = word_content(turn.product, one.content, turn.language).text
    lines = [
        _("Alert {number} · {place}").format(number=one.number, place=queue_name(one.audience.note["queue"])),
        _("For: {readers}").format(readers=reader_labels()[Reader(one.audience.note["reader"])]),
        _("Goes out: {moment}, until {end}").format(
            moment=show_moment(one.not_before), end=show_moment(one.expires)
        ),
        *word_people(people, shown, has_picture=bool(one.content.get("picture"))),
    ]
    return "\n\n".join(["\n".join(lines), shown])


def word_people(people: dict[str, int], shown: str, *, has_picture: bool) -> list[str]:
    """Word how many people get it, and what each channel makes of it."""
    lines = [_("People: {count}").format(count=sum(people.values()))]
    for channel, count in sorted(people.items()):
        whole = len(shown) <= CAPTION or channel != "telegram"
        form = _("text only")
        if has_picture:
            form = _("picture and text in one message") if whole else _("picture, then the text")
        name = CHANNEL_NAMES.get(channel, channel)
        lines.append(_("• {channel}: {count} people, {form}").format(channel=name, count=count, form=form))
    return lines


def places_of(queue: str) -> tuple[str, ...] | None:
    """List the places in a queue's area; None for the whole country."""
    if queue == NATION:
        return None
    if queue in {one.code for one in provinces()}:
        return (queue, *(one.code for one in communes_of(queue)))
    return (queue,)


def trial_of(turn: Turn, one: Broadcast) -> None:
    """Show an alert to the officer who writes, as people will get it."""
    turn.reply(word_content(turn.product, one.content, turn.language))


def alert_buttons(one: Broadcast, *, own: bool) -> Rows:
    """Offer what can be done with an alert now."""
    trial = Button(_("Send it to me as a trial"), f"/canhbao thu {one.number}")
    cancel = Button(_("Cancel it"), f"/canhbao huy {one.number}")
    if one.state is BroadcastState.WAITING:
        approve = () if own else ((Button(_("Approve"), f"/canhbao duyet {one.number}"),),)
        return (*approve, (trial,), (cancel,))
    if one.state is BroadcastState.PAUSED:
        return ((Button(_("Go on"), f"/canhbao tiep {one.number}"), cancel),)
    if one.state in {BroadcastState.PLANNED, BroadcastState.SENDING}:
        return ((Button(_("Pause"), f"/canhbao dung {one.number}"), cancel),)
    return ()


def _groups(reader: Reader) -> tuple[int, int, int]:
    readers = READERS if reader is Reader.EVERYBODY else (reader,)
    cells = group_cells((one, interest) for one in readers for interest in INTERESTS)
    return cells, group_rhythms(RHYTHMS), group_parts(PARTS)


def _texts(queue: str, text: str) -> dict[str, str]:
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
