"""One turn: what a handler may use and do while one message is handled, inside one open transaction."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from handlers.access import Desk
from handlers.dialogue.steps import Say
from handlers.durations import DAY_SECONDS
from handlers.errors import MissingFactError, NotYetError
from handlers.messages import Button, Incoming, Recipient, Reply, Traces
from handlers.product import Product
from handlers.session import find_session
from storage import audit, conversations, switches
from storage.audit import Act
from storage.memberships import memberships_of
from storage.officers import Officer
from storage.records import Json, SavedFile
from storage.transaction import Transaction

RECEIPT_SLOT, RECEIPT_SECONDS = "receipt", 600
TIP_SLOT = "tip"
TEXT_SWITCH = "tips shown on Telegram"

BUSY = "busy"  # the fact could not be found: too many wait for theirs

Facts = Mapping[tuple[str, Json], Json]
Rows = tuple[tuple[Button, ...], ...]


class Turn:
    """The turn of one message. Handlers talk through it; nothing leaves before the transaction is committed."""

    def __init__(
        self, tx: Transaction, product: Product, incoming: Incoming, now: float, facts: Facts
    ) -> None:
        self.tx = tx
        self.product = product
        self.store = product.store
        self.incoming = incoming
        self.now = now
        self.facts = facts
        self.person = self.store.runtime.name_person(incoming.channel, incoming.address)
        self.session = find_session(tx, self.store.runtime, self.person)
        self.fetch: str = ""
        self.has_erased = False
        self.has_wish = False
        self.has_new_menu = False
        self.acts: list[tuple[str, str, int]] = []
        self.shows_tip = "tip" in self.session.answers
        self.own_is_gone = False
        self.touched: set[Recipient] = set()
        self.said: list[Reply] = []

    @property
    def idle_seconds(self) -> float:
        """How long a draft may lie idle."""
        return self.product.draft_minutes * 60.0

    @property
    def is_idle(self) -> bool:
        """Whether the person's draft has lain idle too long."""
        return bool(self.session.touched) and self.now - self.session.touched >= self.idle_seconds

    @property
    def today(self) -> int:
        """The day, counted from 1970."""
        return int(self.now // DAY_SECONDS)

    @cached_property
    def officer(self) -> Officer | None:
        """The officer who writes: enabled, and a member of a queue."""
        if self.session.is_resident:
            return None
        found = self.store.register.find(self.tx, self.incoming.channel, self.incoming.address)
        self.session.is_resident = found is None
        return found if found is not None and found.enabled and memberships_of(self.tx, found.id) else None

    @property
    def desk(self) -> Desk:
        """The desk of the officer who writes: decides what they may see and do."""
        if self.officer is None:
            return Desk(None, ())
        return Desk(self.officer, tuple(memberships_of(self.tx, self.officer.id)))

    @property
    def traces(self) -> Traces:
        """What this chat leaves behind."""
        return self.product.traces_of(self.incoming.channel)

    @property
    def may_show_tips(self) -> bool:
        """Whether officers may read tips in this chat: not where it stays on somebody else's server."""
        return self.traces.own or (not self.traces.stays and switches.is_on(self.tx, TEXT_SWITCH))

    @property
    def language(self) -> str:
        """The language of the person who writes."""
        return self.officer.language if self.officer is not None else self.session.language

    def say(
        self,
        text: str,
        rows: Rows = (),
        *,
        secret: bool = False,
        files: tuple[SavedFile, ...] = (),
        card: str = "",
    ) -> None:
        """Say something to the person who writes."""
        self.said.append(Reply(text, rows, files, secret=secret, card=card))

    def say_once(self, step: Say) -> None:
        """Say what a script says."""
        if step.secret:
            receipt = Reply(step.text, secret=True, drawn=True, slot=RECEIPT_SLOT, lasts=RECEIPT_SECONDS)
            self.said.append(receipt)
        else:
            self.said.append(Reply(step.text, drawn=True))

    def keep_said(self) -> None:
        """Let a page show what was said in this turn: the draft that would redraw it has ended."""
        self.said = [replace(reply, drawn=False) for reply in self.said]

    def mark_casework(self) -> None:
        """Mark what is said and written in this turn as a tip's text: an officer's chat must not keep it."""
        self.shows_tip = True

    def echo(self, text: str) -> None:
        """Show a page's person their own words, where the draft does not show them."""
        if text and self.incoming.seen is not None:
            self.said.append(Reply(text, kind="echo"))

    def reply(self, reply: Reply) -> None:
        """Say a ready reply to the person who writes."""
        self.said.append(reply)

    def fact(self, name: str, argument: Json = None) -> Json:
        """Give a slow fact; raise MissingFactError the first time, so that it is found outside of the turn."""
        if (name, argument) not in self.facts:
            raise MissingFactError(name, argument)
        if self.facts[name, argument] == BUSY:
            raise NotYetError(1)
        return self.facts[name, argument]

    def hold(self, value: Json, seconds: float = 0) -> str:
        """Hold a secret so long, or as long as a draft lives, and give its handle."""
        until = self.now + (seconds or self.idle_seconds)
        return conversations.hold(self.tx, self.store.runtime, value, until)

    def held(self, handle: str) -> Json:
        """Give what is held under a handle; None once it has ended."""
        return conversations.get_held(self.tx, self.store.runtime, handle, self.now)

    def record(self, act: str, queue: str = "", number: int = 0, detail: str = "") -> None:
        """Record an officer's act in the audit log."""
        who = self.officer.id.hex() if self.officer is not None else "server"
        self.acts.append((act, queue, number))
        audit.record(self.tx, Act(int(self.now), who, act, queue, number, detail))

    def enlist(self, officer: Officer) -> None:
        """Let the person who writes be this officer from now on."""
        self.__dict__["officer"] = officer
        self.has_new_menu = True
        self.session.is_resident = False

    def colleague(self, officer: bytes) -> Officer | None:
        """Find another officer."""
        return self.store.register.get(self.tx, officer)

    def drop_replies(self) -> None:
        """Forget what was said so far in this turn."""
        self.said.clear()
