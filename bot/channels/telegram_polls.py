"""Telegram's own quizzes: sends a question as one, and knows which answer of which quiz is which button.

Decides that this is known in memory only: after a restart a vote counts as an old button, and the question is asked anew.
"""

from collections import OrderedDict
from dataclasses import replace
from typing import Any, cast

from telegram import Bot, InputPollOption
from telegram.constants import PollType

from bot.channels.telegram_send import draw_buttons
from bot.channels.telegram_update import VOTE
from handlers.messages import Incoming, Poll, Reply

MOST_POLLS = 10_000


class Polls:
    """The quizzes that stand in chats: whose each is, and what its answers stand for."""

    def __init__(self) -> None:
        self._standing: OrderedDict[str, tuple[str, tuple[str, ...]]] = OrderedDict()

    def note(self, poll: str, address: str, answers: tuple[str, ...]) -> None:
        """Remember a quiz, and forget the oldest where there are too many."""
        self._standing[poll] = address, answers
        if len(self._standing) > MOST_POLLS:
            self._standing.popitem(last=False)

    def name_press(self, incoming: Incoming) -> Incoming:
        """Name the button that a vote stands for; what is no vote, or in no known quiz of this chat, stays as it is."""
        if not incoming.press.startswith(VOTE):
            return incoming
        poll, _colon, chosen = incoming.press.removeprefix(VOTE).rpartition(":")
        address, answers = self._standing.get(poll, ("", ()))
        if address != incoming.address or int(chosen) >= len(answers):
            return incoming
        return replace(incoming, press=answers[int(chosen)])


async def send_poll(bot: Bot, address: str, reply: Reply, polls: Polls) -> list[str]:
    """Send a question as a quiz and name its message; raise TelegramError if that fails."""
    quiz = reply.poll or Poll(0, "")
    answers = [button for row in reply.rows for button in row if not button.control]
    controls = tuple(button for row in reply.rows for button in row if button.control)
    message = await bot.send_poll(
        address,
        reply.text,
        [InputPollOption(button.label) for button in answers],
        is_anonymous=False,  # else no vote is told; it is a chat with one person
        type=PollType.QUIZ,
        correct_option_ids=[cast("Any", quiz.right)],  # PTB lists the numbers in its type
        explanation=quiz.reason,
        protect_content=True,  # nobody else votes in it
        reply_markup=draw_buttons((controls,) if controls else ()),
    )
    if message.poll is not None:
        polls.note(message.poll.id, address, tuple(button.data for button in answers))
    return [str(message.message_id)]
