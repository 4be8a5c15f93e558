"""Sends one reply: files first, then its text in parts, the buttons under the last part.

Decides what may not be forwarded: secrets, and everything that comes with a file.
"""

import secrets

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    LinkPreviewOptions,
)
from telegram.constants import MediaGroupLimit, MessageLimit

from bot.channels.port import OpenFile
from bot.channels.telegram_text import split_text
from handlers.messages import Reply
from storage.records import ENDINGS, FileKind

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def send_reply(bot: Bot, address: str, reply: Reply, files: tuple[OpenFile, ...]) -> None:
    """Send a reply to one chat; raise TelegramError at the first call that fails."""
    pictures = [file.content for file in files if file.kind is FileKind.PICTURE]
    for start in range(0, len(pictures), MediaGroupLimit.MAX_MEDIA_LENGTH):
        await _send_pictures(bot, address, pictures[start : start + MediaGroupLimit.MAX_MEDIA_LENGTH])
    for file in files:
        if file.kind is not FileKind.PICTURE:
            await _send_stream(bot, address, file)
    parts = list(split_text(reply.text, MessageLimit.MAX_TEXT_LENGTH))
    for number, part in enumerate(parts, 1):
        await bot.send_message(
            address,
            part,
            link_preview_options=_NO_PREVIEW,
            protect_content=reply.secret or bool(files),
            reply_markup=_draw_buttons(reply) if number == len(parts) else None,
        )


async def _send_pictures(bot: Bot, address: str, pictures: list[bytes]) -> None:
    names = [f"{secrets.token_hex(8)}.jpg" for _ in pictures]
    if len(pictures) == 1:
        await bot.send_photo(address, pictures[0], filename=names[0], protect_content=True)
        return
    album = [InputMediaPhoto(picture, filename=name) for picture, name in zip(pictures, names, strict=True)]
    await bot.send_media_group(address, album, protect_content=True)


async def _send_stream(bot: Bot, address: str, file: OpenFile) -> None:
    """Upload a video or a voice message anew."""
    name = f"{secrets.token_hex(8)}.{ENDINGS[file.kind]}"
    if file.kind is FileKind.VIDEO:
        await bot.send_video(address, file.content, filename=name, protect_content=True)
    elif file.kind is FileKind.VOICE:
        await bot.send_voice(address, file.content, filename=name, protect_content=True)
    else:  # Telegram plays no WebM: as a video it would be refused or lie there unplayable
        await bot.send_document(
            address, file.content, filename=name, protect_content=True, disable_content_type_detection=True
        )


def _draw_buttons(reply: Reply) -> InlineKeyboardMarkup | None:
    if not reply.rows:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(button.label, callback_data=button.data) for button in row]
            for row in reply.rows
        ]
    )
