"""Sends one reply: files first, then its text in parts, the buttons under the last part; edits and deletes it later.

Decides what may not be forwarded: secrets, and everything that comes with a file. Pictures are blurred until they are tapped.
"""

import secrets
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    LinkPreviewOptions,
    Message,
)
from telegram.constants import BulkRequestLimit, MediaGroupLimit, MessageLimit
from telegram.error import BadRequest

from bot.channels.long_texts import split_text
from bot.channels.port import OpenFile
from bot.channels.progress import Call
from handlers.messages import Button, Reply
from storage.records import ENDINGS, FileKind

Rows = Sequence[Sequence[Button]]

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def plan_reply(bot: Bot, address: str, reply: Reply, files: tuple[OpenFile, ...]) -> list[Call]:
    """List the calls that send a reply to one chat; each names its messages or raises TelegramError."""
    pictures = [file.content for file in files if file.kind is FileKind.PICTURE]
    size = MediaGroupLimit.MAX_MEDIA_LENGTH
    albums = [pictures[start : start + size] for start in range(0, len(pictures), size)]
    streams = [file for file in files if file.kind is not FileKind.PICTURE]
    parts = list(split_text(reply.text, MessageLimit.MAX_TEXT_LENGTH))
    is_guarded = reply.secret or bool(files)
    return [
        *(partial(_send_pictures, bot, address, album) for album in albums),
        *(partial(_send_stream, bot, address, file) for file in streams),
        *(partial(_send_text, bot, address, part, (), is_guarded) for part in parts[:-1]),
        *(partial(_send_text, bot, address, part, reply.rows, is_guarded) for part in parts[-1:]),
    ]


def plan_card(bot: Bot, address: str, card: bytes, reply: Reply) -> list[Call]:
    """List the calls that send a prevention card with its words below it: one if they fit."""
    fits = len(reply.text.encode("utf-16-le")) // 2 <= MessageLimit.CAPTION_LENGTH
    if fits:
        return [partial(_send_card, bot, address, card, reply)]
    return [partial(_send_card, bot, address, card, Reply("")), *plan_reply(bot, address, reply, ())]


async def edit_reply(bot: Bot, address: str, message: str, reply: Reply) -> None:
    """Put a reply in the place of a message; raise TelegramError if that fails."""
    await bot.edit_message_text(
        next(split_text(reply.text, MessageLimit.MAX_TEXT_LENGTH)),
        address,
        int(message),
        link_preview_options=_NO_PREVIEW,
        reply_markup=draw_buttons(reply.rows),
    )


async def delete_messages(bot: Bot, address: str, messages: Sequence[str]) -> None:
    """Delete messages of either side; those that are gone or too old are skipped."""
    numbers = [int(message) for message in messages]
    for start in range(0, len(numbers), BulkRequestLimit.MAX_LIMIT):
        batch = numbers[start : start + BulkRequestLimit.MAX_LIMIT]
        try:
            await bot.delete_messages(address, batch)
        except BadRequest:
            await _delete_each(bot, address, batch)


async def _delete_each(bot: Bot, address: str, batch: Sequence[int]) -> None:
    """Delete messages one by one: a single one that can't be deleted holds up a whole batch."""
    for message in batch:
        with suppress(BadRequest):
            await bot.delete_message(address, message)


async def _send_text(bot: Bot, address: str, text: str, rows: Rows, is_guarded: bool) -> list[str]:
    message = await bot.send_message(
        address,
        text,
        link_preview_options=_NO_PREVIEW,
        protect_content=is_guarded,
        reply_markup=draw_buttons(rows),
    )
    return _name(message)


async def _send_card(bot: Bot, address: str, card: bytes, reply: Reply) -> list[str]:
    buttons, caption = draw_buttons(reply.rows), reply.text or None
    sent = await bot.send_photo(address, card, filename="hom-thu.png", caption=caption, reply_markup=buttons)
    return _name(sent)


async def _send_pictures(bot: Bot, address: str, pictures: list[bytes]) -> list[str]:
    """Send an album; where Telegram refuses it for one of them, each by itself."""
    if len(pictures) > 1:
        album = [
            InputMediaPhoto(picture, filename=_draw_name("jpg"), has_spoiler=True) for picture in pictures
        ]
        with suppress(BadRequest):
            return _name(*await bot.send_media_group(address, album, protect_content=True))
    return [name for picture in pictures for name in await _send_picture(bot, address, picture)]


async def _send_picture(bot: Bot, address: str, picture: bytes) -> list[str]:
    """Send a picture; as a file where Telegram shows none of such a shape: the long screenshot of a chat, say."""
    name = _draw_name("jpg")
    try:
        sent = await bot.send_photo(address, picture, filename=name, protect_content=True, has_spoiler=True)
    except BadRequest:
        sent = await bot.send_document(address, picture, filename=name, protect_content=True)
    return _name(sent)


async def _send_stream(bot: Bot, address: str, file: OpenFile) -> list[str]:
    """Upload a video or a voice message anew."""
    return _name(await _upload_stream(bot, address, file))


async def _upload_stream(bot: Bot, address: str, file: OpenFile) -> Message:
    name = _draw_name(ENDINGS[file.kind])
    if file.kind is FileKind.VIDEO:
        return await bot.send_video(
            address, file.content, filename=name, protect_content=True, has_spoiler=True
        )
    if file.kind is FileKind.VOICE:
        return await bot.send_voice(address, file.content, filename=name, protect_content=True)
    # Telegram plays no WebM: as a video it would be refused or lie there unplayable.
    return await bot.send_document(
        address, file.content, filename=name, protect_content=True, disable_content_type_detection=True
    )


def _draw_name(ending: str) -> str:
    return f"{secrets.token_hex(8)}.{ending}"


def _name(*messages: Message) -> list[str]:
    return [str(message.message_id) for message in messages]


def draw_buttons(rows: Rows) -> InlineKeyboardMarkup | None:
    """Draw rows of buttons; None where there are none."""
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(button.label, callback_data=button.data) for button in row] for row in rows]
    )
