"""Tells the national leads, once a month at each mark, that a platform's quota is nearly used up."""

from typing import NamedTuple

from content.i18n import _, use_language
from handlers.messages import Incoming, Recipient
from handlers.outgoing import notify
from handlers.product import Product
from handlers.sending_progress import CHANNEL_NAMES, show_number
from handlers.turn import Turn
from storage import meta
from storage.queues import NATION
from storage.records import Role
from storage.transaction import Transaction

WARN, STOP = 80, 95  # percent; from STOP on what is left is for answers


class Usage(NamedTuple):
    """What is used of a channel's month: messages and people, and how many of each the platform allows."""

    channel: str
    month: str
    messages: int
    most_messages: int
    people: int
    most_people: int

    @property
    def percent(self) -> int:
        """The part that is used, of messages or people, whichever is more."""
        parts = ((self.messages, self.most_messages), (self.people, self.most_people))
        return max((count * 100 // most for count, most in parts if most), default=0)

    @property
    def mark(self) -> int:
        """The highest mark that is reached; 0 for none."""
        return max((mark for mark in (WARN, STOP) if self.percent >= mark), default=0)


def warn_of_quota(tx: Transaction, product: Product, now: float, usage: Usage) -> frozenset[Recipient]:
    """Tell the leads of the nation of a mark that is newly reached; give whom."""
    name, reached = f"quota told of {usage.channel}", f"{usage.month} {usage.mark}"
    told = (meta.get_fact(tx, name) or b"").decode()
    if not usage.mark or (told.startswith(usage.month) and told >= reached):
        return frozenset()
    meta.set_fact(tx, name, reached.encode())
    turn = Turn(tx, product, Incoming("", "", ""), now, {})
    for officer, role in turn.store.register.members(tx, NATION):
        if role is Role.LEAD and officer.enabled:
            with use_language(officer.language):
                notify(turn, officer, word_usage(usage))
    return frozenset(turn.touched)


def word_usage(usage: Usage) -> str:
    """Say how much is used, and what follows."""
    used = _(
        "{channel}: {percent} % of what the platform allows is used: {messages} of {most_messages} messages this month, "
        "{people} of {most_people} people."
    ).format(
        channel=CHANNEL_NAMES.get(usage.channel, usage.channel),
        percent=usage.percent,
        messages=show_number(usage.messages),
        most_messages=show_number(usage.most_messages),
        people=show_number(usage.people),
        most_people=show_number(usage.most_people),
    )
    after = (
        _("Campaigns and alerts go out there no more until there is room again. Answers to people still do.")
        if usage.mark >= STOP
        else _("From 95 % on campaigns and alerts stop there; answers to people always go out.")
    )
    return f"{used} {after}"
