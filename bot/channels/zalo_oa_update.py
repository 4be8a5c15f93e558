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
    "link": Media.OTHER,
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
    attachments = [_describe(one) for one in message.get("attachments") or ()]
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
        where = payload["coordinates"]
        return Attachment(media, position=f"{float(where['latitude']):.5f}, {float(where['longitude']):.5f}")
    if media is Media.DOCUMENT and str(payload.get("type")) == "pdf":
        media = Media.PDF
    size = int(payload.get("size") or 0)
    if size > LARGEST_FETCH:
        return Attachment(Media.TOO_BIG, size=size)
    url = payload.get("url")
    if media not in _FETCHED:
        return Attachment(media)
    return Attachment(media, url) if isinstance(url, str) else Attachment(Media.WITHHELD)
