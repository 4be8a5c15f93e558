"""Sends one reply: pictures first, then its text in parts, the buttons under the last part.

Decides what may not be forwarded: secrets, and everything that comes with a picture.
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

from bot.channels.telegram_text import split_text
from handlers.messages import Reply

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def send_reply(bot: Bot, address: str, reply: Reply, pictures: tuple[bytes, ...]) -> None:
    """Send a reply to one chat; raise TelegramError at the first call that fails."""
    for start in range(0, len(pictures), MediaGroupLimit.MAX_MEDIA_LENGTH):
        await _send_pictures(bot, address, pictures[start : start + MediaGroupLimit.MAX_MEDIA_LENGTH])
    parts = list(split_text(reply.text, MessageLimit.MAX_TEXT_LENGTH))
    for number, part in enumerate(parts, 1):
        await bot.send_message(
            address,
            part,
            link_preview_options=_NO_PREVIEW,
            protect_content=reply.secret or bool(pictures),
            reply_markup=_draw_buttons(reply) if number == len(parts) else None,
        )


async def _send_pictures(bot: Bot, address: str, pictures: tuple[bytes, ...]) -> None:
    names = [f"{secrets.token_hex(8)}.jpg" for _ in pictures]
    if len(pictures) == 1:
        await bot.send_photo(address, pictures[0], filename=names[0], protect_content=True)
        return
    album = [InputMediaPhoto(picture, filename=name) for picture, name in zip(pictures, names, strict=True)]
    await bot.send_media_group(address, album, protect_content=True)


def _draw_buttons(reply: Reply) -> InlineKeyboardMarkup | None:
    if not reply.rows:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(button.label, callback_data=button.data) for button in row]
            for row in reply.rows
        ]
    )
