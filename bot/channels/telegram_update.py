"""Translates one Telegram update, as decoded JSON, into a message of one person.

Decides what is ignored: what is said in groups, channels, bots, service notes; contacts are never read, of a position only where it is.
"""

import logging
import re
from collections.abc import Mapping
from typing import Any

from bot.channels.reading import UNREADABLE, read_object, read_place, read_words
from bot.observe import log_event
from handlers.messages import Attachment, Incoming, Media

NAME = "telegram"
LARGEST_FETCH = 20 * 1024 * 1024
VOTE = "vote:"

_log = logging.getLogger(__name__)
_ADDRESSED_COMMAND = re.compile(r"^(/\w+)@\w+")
_FETCHED = {Media.PICTURE, Media.PDF, Media.VIDEO, Media.VOICE}
_DOCUMENTS = (
    ("image/", Media.PICTURE),
    ("video/", Media.VIDEO),
    ("audio/", Media.VOICE),
    ("application/pdf", Media.PDF),
)
_MEDIA = (
    ("animation", Media.VIDEO),  # before "document", which Telegram adds to every animation
    ("document", Media.DOCUMENT),
    ("video", Media.VIDEO),
    ("video_note", Media.VIDEO),
    ("voice", Media.VOICE),
    ("audio", Media.VOICE),
    ("sticker", Media.STICKER),
    ("contact", Media.CONTACT),
)
# Notes the app writes by itself: who sets a chat to erase itself must not hear «I can't read it».
_SERVICE_NOTES = frozenset(
    {
        "chat_background_set",
        "connected_website",
        "forum_topic_created",
        "forum_topic_edited",
        "gift",
        "message_auto_delete_timer_changed",
        "pinned_message",
        "proximity_alert_triggered",
        "write_access_allowed",
    }
)


def translate(update: Mapping[str, Any]) -> Incoming | None:
    """Translate an update; None for what no person wrote to the bot in private."""
    try:
        for kind, translate_it in (("callback_query", _translate_press), ("poll_answer", _translate_vote)):
            if update.get(kind) is not None:
                return translate_it(str(update["update_id"]), update[kind])
        if (call := _find_call_in_group(update)) is not None:
            return Incoming(NAME, call[0], str(update["update_id"]), call[1], in_group=True)
        message = update.get("message")
        edited = message is None
        if edited:
            message = update.get("edited_message")
        if message is None or not _is_private(message, message["from"]):
            return None
        if edited and "location" in message:  # a live location moves by edits: nothing a person wrote
            return None
        return _translate_message(str(update["update_id"]), message, edited=edited)
    except UNREADABLE as error:
        # An update that cannot be read must not stop those behind it.
        log_event(_log, "event_ignored", logging.WARNING, channel=NAME, error=error)
        return None


def find_press(update: Mapping[str, Any]) -> str:
    """Find the id of a pressed button, which must be answered; nothing where none was pressed."""
    return read_words(read_object(update.get("callback_query")).get("id"))


def _is_private(message: Mapping[str, Any], sender: Mapping[str, Any]) -> bool:
    return message["chat"]["type"] == "private" and not sender.get("is_bot")


def _find_call_in_group(update: Mapping[str, Any]) -> tuple[str, str] | None:
    """Find where others read along and the bot is called, or has just been taken in; and what was said."""
    if _has_come_into_group(update.get("my_chat_member")):
        return str(update["my_chat_member"]["chat"]["id"]), "/start"
    message = update.get("message")
    if message is not None and _is_order_in_group(message):
        return str(message["chat"]["id"]), message["text"]
    return None


def _has_come_into_group(change: Mapping[str, Any] | None) -> bool:
    """Tell whether somebody has just taken the bot into a group."""
    if change is None or change["chat"]["type"] not in {"group", "supergroup"}:
        return False
    before, now = change["old_chat_member"]["status"], change["new_chat_member"]["status"]
    return before in {"left", "kicked"} and now in {"member", "administrator"}


def _is_order_in_group(message: Mapping[str, Any]) -> bool:
    """Tell whether somebody calls the bot where others read along; what they say to each other is not ours."""
    in_group = message["chat"]["type"] in {"group", "supergroup"}
    # An administrator who stays unnamed is shown as a bot, and as the group itself.
    is_person = "sender_chat" in message or not message["from"].get("is_bot")
    return in_group and is_person and str(message.get("text", "")).startswith("/")


def _translate_press(message_id: str, query: Mapping[str, Any]) -> Incoming | None:
    message, press = query.get("message"), query.get("data")
    if message is None or not press or not _is_private(message, query["from"]):
        return None
    names = _own_names(query["from"])
    return Incoming(NAME, str(message["chat"]["id"]), message_id, press=press, names=names)


def _translate_vote(message_id: str, vote: Mapping[str, Any]) -> Incoming | None:
    """Translate a vote in a quiz into the press of a button that only its channel can name; None for a vote taken back."""
    chosen, voter = vote["option_ids"], vote.get("user")
    if not chosen or voter is None or voter.get("is_bot"):
        return None
    return Incoming(NAME, str(voter["id"]), message_id, press=f"{VOTE}{vote['poll_id']}:{int(chosen[0])}")


def _translate_message(message_id: str, message: Mapping[str, Any], *, edited: bool) -> Incoming | None:
    address, text, attachment = str(message["chat"]["id"]), message.get("text"), None
    if text is None:
        if not _SERVICE_NOTES.isdisjoint(message):
            return None
        text = _add_links(read_words(message.get("caption")), message.get("caption_entities"))
        attachment = _find_attachment(message)
    elif text.startswith("/"):
        text = _ADDRESSED_COMMAND.sub(r"\1", text)
    else:
        text = _add_links(text, message.get("entities"))
    return Incoming(
        NAME,
        address,
        message_id,
        text,
        attachment=attachment,
        edited=edited,
        names=_own_names(message["from"]),
        deletable=str(message["message_id"]),
        album=str(message.get("media_group_id", "")),
    )


def _add_links(text: str, entities: object) -> str:
    """Write out the addresses that lie behind words, as a post does that sells something: they are what it says."""
    if not isinstance(entities, list):
        return text
    links = dict.fromkeys(read_words(read_object(one).get("url")) for one in entities)
    return "\n".join([text, *(link for link in links if link and link not in text)])


def _own_names(sender: Mapping[str, Any]) -> tuple[str, ...]:
    """Read the sender's names, so that the sender can be warned before sending them; they are kept nowhere."""
    first, last = str(sender.get("first_name", "")), str(sender.get("last_name", ""))
    names = [f"{first} {last}".strip(), f"{last} {first}".strip(), str(sender.get("username", ""))]
    return tuple(dict.fromkeys(name for name in names if name))


def _find_attachment(message: Mapping[str, Any]) -> Attachment:
    if sizes := message.get("photo"):
        return _describe(Media.PICTURE, max(sizes, key=_area))
    for field, media in _MEDIA:
        if field in message:
            return _describe(_read_type(message[field]) if field == "document" else media, message[field])
    return _find_position(message) if "location" in message else Attachment(Media.OTHER)


def _read_type(document: Mapping[str, Any]) -> Media:
    declared = str(document.get("mime_type"))
    return next((media for start, media in _DOCUMENTS if declared.startswith(start)), Media.DOCUMENT)


def _find_position(message: Mapping[str, Any]) -> Attachment:
    location = message["location"]
    if "live_period" in location:
        return Attachment(Media.LIVE_LOCATION)
    return Attachment(
        Media.LOCATION, position=read_place(location.get("latitude"), location.get("longitude"))
    )


def _area(size: Mapping[str, Any]) -> int:
    return int(size.get("width", 0)) * int(size.get("height", 0))


def _describe(media: Media, file: Mapping[str, Any]) -> Attachment:
    size = file.get("file_size")
    if size is not None and size > LARGEST_FETCH:
        return Attachment(Media.TOO_BIG, size=size)
    # What is never fetched is not remembered either.
    return Attachment(media, file["file_id"] if media in _FETCHED else "", size)
