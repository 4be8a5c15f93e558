"""Translates one event of a Zalo official account, as decoded JSON, into messages of one person.

Decides that several pictures in one event are several messages, and that whoever stops following is unsubscribed.
"""

import logging
import re
from collections.abc import Mapping
from typing import Any

from bot.channels.reading import UNREADABLE, name_message, read_name, read_object, read_place, read_words
from bot.observe import log_event
from handlers.messages import Attachment, Incoming, Media

NAME = "zalooa"
LARGEST_FETCH = 20 * 1024 * 1024
PRESSED = "#"  # begins what a button sends

_log = logging.getLogger(__name__)
_PRESS = re.compile(rf"{PRESSED}(?:/[a-z]\S*(?: .*)?|[^.\s]+\.[^.\s]+\.\S+)")
_MEDIA = {
    "image": Media.PICTURE,
    "gif": Media.PICTURE,
    "audio": Media.VOICE,
    "video": Media.VIDEO,
    "sticker": Media.STICKER,
    "location": Media.LOCATION,
    "file": Media.DOCUMENT,
}
# What files are by their endings, as Zalo names them; a picture sent as a file is a picture.
_FILES = {
    **dict.fromkeys(("pdf",), Media.PDF),
    **dict.fromkeys(("jpg", "jpeg", "png", "gif", "webp", "heic", "bmp"), Media.PICTURE),
    **dict.fromkeys(("mp4", "mov", "3gp", "avi", "mkv", "webm"), Media.VIDEO),
    **dict.fromkeys(("mp3", "m4a", "aac", "ogg", "wav", "amr"), Media.VOICE),
}
_FETCHED = {Media.PICTURE, Media.VOICE, Media.VIDEO, Media.PDF}
CARD = "user_send_business_card"  # its attachment is called a link
# What following and leaving stand for.
FOLLOW, LEAVE = "follow", "unfollow"
_WORDS = {FOLLOW: "/start", LEAVE: "/dung"}


def translate(posted: Mapping[str, Any]) -> list[Incoming]:
    """Translate an event; nothing for what no person did."""
    try:
        name = str(posted["event_name"])
        if name in _WORDS:
            person, stamp = read_name(posted["follower"]["id"]), posted.get("timestamp", "")
            return [Incoming(NAME, person, f"{person}:{name}:{stamp}", _WORDS[name], wrote=False)]
        if name.startswith("user_send_") and not name.startswith("user_send_group_"):  # said to others
            return _translate_message(name, read_name(posted["sender"]["id"]), posted["message"])
    except UNREADABLE as error:
        # An event that cannot be read must not come again for ever.
        log_event(_log, "event_ignored", logging.WARNING, channel=NAME, error=error)
    return []


def _translate_message(event: str, person: str, message: Mapping[str, Any]) -> list[Incoming]:
    text, name = read_words(message.get("text")), f"{person}:{name_message(message, message.get('msg_id'))}"
    if event == CARD:
        return [Incoming(NAME, person, name, text, attachment=Attachment(Media.CONTACT))]
    listed = message.get("attachments")
    sent = [read_object(one) for one in listed] if isinstance(listed, list) else []
    links = [_read_link(one) for one in sent if one.get("type") == "link"]
    text = "\n".join([text, *(link for link in links if link not in text)]).strip() if links else text
    attachments = [_describe(one) for one in sent if one.get("type") != "link"]
    if attachments:
        return [
            Incoming(NAME, person, f"{name}:{number}", "" if number else text, attachment=one, album=name)
            for number, one in enumerate(attachments)
        ]
    if _PRESS.fullmatch(text):
        return [Incoming(NAME, person, name, press=text.removeprefix(PRESSED))]
    withheld = None if text else Attachment(Media.WITHHELD, lost=Media.OTHER)
    return [Incoming(NAME, person, name, text, attachment=withheld)]


def _describe(one: Mapping[str, Any]) -> Attachment:
    payload, media = read_object(one.get("payload")), _MEDIA.get(str(one.get("type")), Media.OTHER)
    if media is Media.LOCATION:
        return _describe_position(read_object(payload.get("coordinates")))
    if media is Media.DOCUMENT:
        media = _FILES.get(str(payload.get("type")).lower(), media)
    size = _read_size(payload.get("size"))
    if size > LARGEST_FETCH:
        return Attachment(Media.TOO_BIG, size=size)
    url = read_words(payload.get("url"))
    if media is Media.OTHER or (media in _FETCHED and not url):
        return Attachment(Media.WITHHELD, lost=media)
    return Attachment(media, url if media in _FETCHED else "")


def _describe_position(where: Mapping[str, Any]) -> Attachment:
    position = read_place(where.get("latitude"), where.get("longitude"))
    return (
        Attachment(Media.LOCATION, position=position)
        if position
        else Attachment(Media.WITHHELD, lost=Media.LOCATION)
    )


def _read_size(size: object) -> int:
    """Read how large a file is; 0 if it does not say, since it is measured again when it is fetched."""
    shown = str(size)
    return int(shown[:15]) if shown.isascii() and shown.isdigit() else 0


def _read_link(one: Mapping[str, Any]) -> str:
    """Read the address that somebody shared: where drugs are sold on the net, it is the tip's own words."""
    return read_words(read_object(one.get("payload")).get("url"))
