"""Sends a reply with its picture, or without it where the platform does not take it: the words count more."""

from bot.channels.port import Channel, SendError, SendLaterError, WaitForPersonError
from bot.channels.progress import Progress
from handlers.messages import Reply


async def send_with_card(
    channel: Channel, address: str, reply: Reply, card: bytes, progress: Progress
) -> None:
    """Send a reply with its picture, or without it where the platform does not take it."""
    try:
        if not progress.is_plain:
            await channel.send_card(address, card, reply, progress)
            return
    except (SendLaterError, WaitForPersonError):
        raise
    except SendError:
        if progress.done:
            raise
        progress.is_plain = True
    await channel.send(address, reply, (), progress)
