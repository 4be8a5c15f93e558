"""Tells Telegram how updates are to come, and which commands the menu of each chat offers."""

import logging
from collections.abc import Mapping, Sequence

from telegram import Bot, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.constants import UpdateType
from telegram.error import BadRequest

ALLOWED_UPDATES = (
    UpdateType.MESSAGE,
    UpdateType.EDITED_MESSAGE,
    UpdateType.CALLBACK_QUERY,
    UpdateType.MY_CHAT_MEMBER,
    UpdateType.POLL_ANSWER,
)

Commands = Sequence[tuple[str, str]]

_log = logging.getLogger(__name__)


async def introduce(bot: Bot, url: str, secret: str | None, commands: Mapping[str, Commands]) -> None:
    """Set the way of receiving, a webhook where there is a secret, and everybody's commands; raise TelegramError."""
    await bot.initialize()
    if secret:
        await bot.set_webhook(url, allowed_updates=ALLOWED_UPDATES, secret_token=secret)
    else:
        await bot.delete_webhook()
    try:
        for number, (language, listed) in enumerate(commands.items()):
            code = language if number else None
            await bot.set_my_commands(listed, BotCommandScopeAllPrivateChats(), language_code=code)
    except BadRequest as error:  # a wrong description must not stop tips
        _log.warning("the list of commands was refused (%s)", type(error).__name__)


async def offer_commands(bot: Bot, address: str, commands: Commands) -> None:
    """Offer these commands in the menu of one chat, those of everybody for none; raise TelegramError."""
    scope = BotCommandScopeChat(int(address))
    if commands:
        await bot.set_my_commands(commands, scope)
    else:
        await bot.delete_my_commands(scope)
