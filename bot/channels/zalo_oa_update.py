"""Translates one event of a Zalo official account, as decoded JSON, into messages of one person.

Decides that several pictures in one event are several messages, and that whoever stops following is unsubscribed.
"""

import logging
import re
from collections.abc import Mapping
from typing import Any

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
# What following and leaving stand for.
_WORDS = {"follow": "/start", "unfollow": "/dung"}


def translate(posted: Mapping[str, Any]) -> list[Incoming]:
    """Translate an event; nothing for what no person did."""
    try:
        name = str(posted["event_name"])
        if name in _WORDS:
            person = str(posted["follower"]["id"])
            return [Incoming(NAME, person, f"{person}:{name}:{posted['timestamp']}", _WORDS[name])]
        if name.startswith("user_send_"):
            return _translate_message(str(posted["sender"]["id"]), posted["message"])
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        # An event that cannot be read must not come again for ever.
        log_event(_log, "event_ignored", logging.WARNING, channel=NAME, error=error)
    return []


def _translate_message(person: str, message: Mapping[str, Any]) -> list[Incoming]:
    text, name = str(message.get("text") or ""), f"{person}:{message['msg_id']}"
    sent = message.get("attachments") or ()
    links = [_read_link(one) for one in sent if str(one["type"]) == "link"]
    text = "\n".join([text, *(link for link in links if link not in text)]).strip() if links else text
    attachments = [_describe(one) for one in sent if str(one["type"]) != "link"]
    if attachments:
        return [
            Incoming(NAME, person, f"{name}:{number}", "" if number else text, attachment=one, album=name)
            for number, one in enumerate(attachments)
        ]
    if _PRESS.fullmatch(text):
        return [Incoming(NAME, person, name, press=text.removeprefix(PRESSED))]
    return [Incoming(NAME, person, name, text, attachment=None if text else Attachment(Media.WITHHELD))]


def _describe(one: Mapping[str, Any]) -> Attachment:
    payload = one.get("payload") or {}
    media = _MEDIA.get(str(one["type"]), Media.WITHHELD)
    if media is Media.LOCATION:
        return _describe_position(payload.get("coordinates") or {})
    if media is Media.DOCUMENT:
        media = _FILES.get(str(payload.get("type")).lower(), media)
    size = _read_size(payload.get("size"))
    if size > LARGEST_FETCH:
        return Attachment(Media.TOO_BIG, size=size)
    url = payload.get("url")
    if media not in _FETCHED:
        return Attachment(media)
    return Attachment(media, url) if isinstance(url, str) else Attachment(Media.WITHHELD)


def _describe_position(where: Mapping[str, Any]) -> Attachment:
    try:
        position = f"{float(where['latitude']):.5f}, {float(where['longitude']):.5f}"
    except (KeyError, TypeError, ValueError):
        return Attachment(Media.WITHHELD)
    return Attachment(Media.LOCATION, position=position)


def _read_size(size: object) -> int:
    """Read how large a file is; 0 if it does not say, since it is measured again when it is fetched."""
    shown = str(size)
    return int(shown) if shown.isascii() and shown.isdigit() else 0


def _read_link(one: Mapping[str, Any]) -> str:
    """Read the address that somebody shared: where drugs are sold on the net, it is the tip's own words."""
    return str((one.get("payload") or {}).get("url") or "")
