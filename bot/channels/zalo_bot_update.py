"""Translates one event of the Zalo Bot API, as decoded JSON, into a message of one person.

Decides that both shapes seen in the wild are understood, and that what Zalo withholds is a message, too: it must be answered.
"""

import logging
from collections.abc import Mapping
from typing import Any

from bot.observe import log_event
from handlers.messages import Attachment, Incoming, Media

NAME = "zalo"
LARGEST_FETCH = 20 * 1024 * 1024

_log = logging.getLogger(__name__)
_MEDIA: dict[str, tuple[Media, tuple[str, ...]]] = {
    "message.image.received": (Media.PICTURE, ("photo_url", "photo")),
    "message.voice.received": (Media.VOICE, ("voice_url", "voice")),
    "message.sticker.received": (Media.STICKER, ()),
}


def translate(posted: Mapping[str, Any]) -> Incoming | None:
    """Translate an event, with its envelope or without; None for what no person wrote."""
    try:
        event = posted.get("result", posted)
        message = event["message"]
        if message["from"].get("is_bot"):
            return None
        return _translate_message(event["event_name"], message)
    except (AttributeError, KeyError, TypeError) as error:
        # An event that cannot be read must not come again for ever.
        log_event(_log, "event_ignored", logging.WARNING, channel=NAME, error=error)
        return None


def _translate_message(event: str, message: Mapping[str, Any]) -> Incoming:
    chat = message["chat"]
    text = message.get("text") if event == "message.text.received" else message.get("caption")
    name = str(message["from"].get("display_name", "")).strip()
    return Incoming(
        NAME,
        str(chat["id"]),
        f"{chat['id']}:{message['message_id']}",
        str(text or ""),
        attachment=None if event == "message.text.received" else _find_attachment(event, message),
        names=(name,) if name else (),
        in_group=chat.get("chat_type", "PRIVATE") != "PRIVATE",
    )


def _find_attachment(event: str, message: Mapping[str, Any]) -> Attachment:
    media, fields = _MEDIA.get(event, (Media.WITHHELD, ()))
    urls = [message[field] for field in fields if isinstance(message.get(field), str)]
    if fields and not urls:
        return Attachment(Media.WITHHELD)
    return Attachment(media, urls[0] if urls else "")
