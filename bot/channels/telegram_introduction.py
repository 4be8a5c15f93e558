"""Tells Telegram how updates are to come, and which commands the menu of each chat offers."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from telegram import Bot, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.constants import UpdateType
from telegram.error import BadRequest

from bot.channels.telegram_update import NAME
from bot.observe import log_event

ALLOWED_UPDATES = (
    UpdateType.MESSAGE,
    UpdateType.EDITED_MESSAGE,
    UpdateType.CALLBACK_QUERY,
    UpdateType.MY_CHAT_MEMBER,
    UpdateType.POLL_ANSWER,
)

Commands = Sequence[tuple[str, str]]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Introduction:
    """What Telegram is told at the start: where a webhook is, if there is a secret for one, and everybody's commands by language."""

    url: str
    secret: str | None
    commands: Mapping[str, Commands]


async def introduce(bot: Bot, told: Introduction) -> None:
    """Set the way of receiving, a webhook where there is a secret, and everybody's commands; raise TelegramError."""
    await bot.initialize()
    if told.secret:
        await bot.set_webhook(told.url, allowed_updates=ALLOWED_UPDATES, secret_token=told.secret)
    else:
        await bot.delete_webhook()
    try:
        for number, (language, listed) in enumerate(told.commands.items()):
            code = language if number else None
            await bot.set_my_commands(listed, BotCommandScopeAllPrivateChats(), language_code=code)
    except BadRequest as error:  # a wrong description must not stop tips
        log_event(_log, "commands_refused", logging.WARNING, channel=NAME, error=error)


async def offer_commands(bot: Bot, address: str, commands: Commands) -> None:
    """Offer these commands in the menu of one chat, those of everybody for none; raise TelegramError."""
    scope = BotCommandScopeChat(int(address))
    if commands:
        await bot.set_my_commands(commands, scope)
    else:
        await bot.delete_my_commands(scope)
