"""What an alert will look like and whom it reaches, on each channel: shown before it is filed, and to who approves it."""

from content.i18n import _
from handlers.alerts import channels_of, groups_of, places_of, texts_of
from handlers.campaigns import read_choices
from handlers.conversations.choosing import reader_labels
from handlers.conversations.writing_alert import When, when_labels
from handlers.local_times import after_night, show_moment
from handlers.mailings import word_content
from handlers.queue_names import queue_name
from handlers.sending_progress import CHANNEL_NAMES
from handlers.turn import Turn
from storage.audiences import TOGETHER
from storage.broadcasts import Broadcast
from storage.choices import Reader
from storage.recipients import Chosen, count_recipients
from storage.records import Json

CAPTION = 1024  # below a picture on Telegram


def preview_alert(turn: Turn, argument: Json) -> str:
    """Word what an alert will look like and whom it reaches, before it is filed."""
    queue, text, has_picture, reader, when = argument
    content = {"texts": texts_of(queue, text), "picture": None}
    chosen = Chosen(*groups_of(Reader(reader)), places_of(queue))
    people = _count(turn, chosen, channels_of(queue, Reader(reader)))
    head = [
        _("Area: {place}").format(place=queue_name(queue)),
        _("For: {readers}").format(readers=reader_labels()[Reader(reader)]),
        _("Time: {when}").format(when=when_labels()[When(when)]),
    ]
    shown = word_content(turn.product, content, turn.language).text
    return "\n\n".join(["\n".join([*head, *_word_reach(people, shown, has_picture=has_picture)]), shown])


def describe(turn: Turn, one: Broadcast) -> str:
    """Word an alert with whom it reaches now."""
    people = _count(turn, read_choices(one.audience)[0], one.audience.channels)
    shown = word_content(turn.product, one.content, turn.language).text
    lines = [
        _("Alert {number} · {place}").format(number=one.number, place=queue_name(one.audience.note["queue"])),
        _("For: {readers}").format(readers=reader_labels()[Reader(one.audience.note["reader"])]),
        _("Goes out: {moment}, until {end}").format(
            moment=show_moment(after_night(max(one.not_before, turn.now))), end=show_moment(one.expires)
        ),
        *_word_reach(people, shown, has_picture=bool(one.content.get("picture"))),
    ]
    return "\n\n".join(["\n".join(lines), shown])


def trial_of(turn: Turn, one: Broadcast) -> None:
    """Show an alert to the officer who writes, as people will get it."""
    turn.reply(word_content(turn.product, one.content, turn.language))


def _count(turn: Turn, chosen: Chosen, channels: tuple[str, ...]) -> dict[str, int]:
    found = count_recipients(turn.tx, chosen)
    return {channel: count for channel, count in found.items() if channel in channels}


def _word_reach(people: dict[str, int], shown: str, *, has_picture: bool) -> list[str]:
    """Word how many people get it, what each channel makes of it, and what holds for all of them."""
    lines = [_("People: {count}").format(count=sum(people.values()))]
    for channel, count in sorted(people.items()):
        name, form = CHANNEL_NAMES.get(channel, channel), _word_form(channel, shown, has_picture=has_picture)
        lines.append(_("• {channel}: {count} people, {form}").format(channel=name, count=count, form=form))
    if not people:
        lines.append(_("Nobody whom it is for gets messages here yet: it would reach nobody."))
    return [
        *lines,
        _("Between 21:00 and 06:30 nobody is written to: what is approved then goes out in the morning."),
        _("Who reads English gets the heading in English and your text as you wrote it."),
    ]


def _word_form(channel: str, shown: str, *, has_picture: bool) -> str:
    if channel in TOGETHER:
        return _("text only, to all who follow the account")
    if not has_picture:
        return _("text only")
    whole = len(shown) <= CAPTION or channel != "telegram"
    return _("picture and text in one message") if whole else _("picture, then the text")
