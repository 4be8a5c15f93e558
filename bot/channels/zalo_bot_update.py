"""Translates one event of the Zalo Bot API, as decoded JSON, into a message of one person.

Decides that both shapes seen in the wild are understood, and that what Zalo withholds is a message, too: it must be answered.
"""

import logging
from collections.abc import Mapping
from typing import Any

from bot.channels.reading import UNREADABLE, name_message, read_name, read_object, read_words
from bot.observe import log_event
from handlers.messages import Attachment, Incoming, Media

NAME = "zalo"
LARGEST_FETCH = 20 * 1024 * 1024

_log = logging.getLogger(__name__)
_TEXT, _UNSUPPORTED = "message.text.received", "message.unsupported.received"
_MEDIA: dict[str, tuple[Media, tuple[str, ...]]] = {
    "message.image.received": (Media.PICTURE, ("photo_url", "photo")),
    "message.voice.received": (Media.VOICE, ("voice_url", "voice")),
    "message.sticker.received": (Media.STICKER, ()),
}


def translate(posted: Mapping[str, Any]) -> Incoming | None:
    """Translate an event, with its envelope or without; None for what no person wrote."""
    try:
        event = posted.get("result", posted)
        message, name = event["message"], str(event.get("event_name"))
        sender, chat = read_object(message.get("from")), read_object(message.get("chat"))
        if sender.get("is_bot") or not (chat.get("id") or sender.get("id")):
            return None
        return _translate_message(name, message, sender, chat)
    except UNREADABLE as error:
        # An event that cannot be read must not come again for ever.
        log_event(_log, "event_ignored", logging.WARNING, channel=NAME, error=error)
        return None


def _translate_message(
    event: str, message: Mapping[str, Any], sender: Mapping[str, Any], chat: Mapping[str, Any]
) -> Incoming:
    address = read_name(chat.get("id") or sender["id"])
    text = read_words(message.get("text")) or read_words(message.get("caption"))
    name = read_words(sender.get("display_name")).strip()
    return Incoming(
        NAME,
        address,
        f"{address}:{name_message(message, message.get('message_id'))}",
        text,
        attachment=_find_attachment(event, message, text),
        names=(name,) if name else (),
        in_group=chat.get("chat_type", "PRIVATE") != "PRIVATE",
    )


def _find_attachment(event: str, message: Mapping[str, Any], text: str) -> Attachment | None:
    """Find what came beside the words, by the event's name, else by what there is to fetch."""
    shown = next((one for one in _MEDIA.values() if any(field in message for field in one[1])), None)
    media, fields = _MEDIA.get(event) or shown or (Media.WITHHELD, ())
    if media is Media.WITHHELD:
        if event == _TEXT or (text and event != _UNSUPPORTED):
            return None
        return Attachment(media, lost=media if event == _UNSUPPORTED else Media.OTHER)
    urls = [url for url in (read_words(message.get(field)) for field in fields) if url]
    if fields and not urls:
        return Attachment(Media.WITHHELD, lost=media)
    return Attachment(media, urls[0] if urls else "")
