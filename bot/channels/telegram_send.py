"""Sends one reply: files first, then its text in parts, the buttons under the last part; edits and deletes it later.

Decides what may not be forwarded: secrets, and everything that comes with a file. Pictures are blurred until they are tapped.
"""

import secrets
from collections.abc import Sequence
from contextlib import suppress

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
from handlers.messages import Button, Reply
from storage.records import ENDINGS, FileKind

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def send_reply(
    bot: Bot, address: str, reply: Reply, files: tuple[OpenFile, ...], sent: list[str]
) -> None:
    """Send a reply to one chat and add the ids of its messages to `sent`; raise TelegramError at the first call that fails."""
    pictures = [file.content for file in files if file.kind is FileKind.PICTURE]
    for start in range(0, len(pictures), MediaGroupLimit.MAX_MEDIA_LENGTH):
        album = pictures[start : start + MediaGroupLimit.MAX_MEDIA_LENGTH]
        sent += [str(message.message_id) for message in await _send_pictures(bot, address, album)]
    for file in files:
        if file.kind is not FileKind.PICTURE:
            sent.append(str((await _send_stream(bot, address, file)).message_id))
    parts = list(split_text(reply.text, MessageLimit.MAX_TEXT_LENGTH))
    for number, part in enumerate(parts, 1):
        message = await bot.send_message(
            address,
            part,
            link_preview_options=_NO_PREVIEW,
            protect_content=reply.secret or bool(files),
            reply_markup=draw_buttons(reply.rows) if number == len(parts) else None,
        )
        sent.append(str(message.message_id))


async def send_card(bot: Bot, address: str, card: bytes, reply: Reply, sent: list[str]) -> None:
    """Send a prevention card with its words below it, in one message if they fit; raise TelegramError at the first call that fails."""
    fits = len(reply.text.encode("utf-16-le")) // 2 <= MessageLimit.CAPTION_LENGTH
    caption, buttons = (reply.text, draw_buttons(reply.rows)) if fits else (None, None)
    picture = await bot.send_photo(
        address, card, filename="hom-thu.png", caption=caption, reply_markup=buttons
    )
    sent.append(str(picture.message_id))
    if not fits:
        await send_reply(bot, address, reply, (), sent)


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


async def _send_pictures(bot: Bot, address: str, pictures: list[bytes]) -> Sequence[Message]:
    names = [f"{secrets.token_hex(8)}.jpg" for _ in pictures]
    if len(pictures) == 1:
        picture = await bot.send_photo(
            address, pictures[0], filename=names[0], protect_content=True, has_spoiler=True
        )
        return [picture]
    album = [
        InputMediaPhoto(picture, filename=name, has_spoiler=True)
        for picture, name in zip(pictures, names, strict=True)
    ]
    return await bot.send_media_group(address, album, protect_content=True)


async def _send_stream(bot: Bot, address: str, file: OpenFile) -> Message:
    """Upload a video or a voice message anew."""
    name = f"{secrets.token_hex(8)}.{ENDINGS[file.kind]}"
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


def draw_buttons(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    """Draw rows of buttons; None where there are none."""
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(button.label, callback_data=button.data) for button in row] for row in rows]
    )
