"""One turn: what a handler may use and do while one message is handled, inside one open transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from handlers.access import Desk
from handlers.dialogue.steps import Say
from handlers.errors import MissingFactError
from handlers.lifetimes import Lifetimes
from handlers.messages import Button, Incoming, Reply, dump_reply
from handlers.session import STREAM_BITS, Session, dump_session, load_session
from storage import audit, conversations, outbox
from storage.audit import Act
from storage.officers import Officer, memberships_of
from storage.records import Json, SavedFile
from storage.store import Store
from storage.transaction import Transaction

DAY_SECONDS = 24 * 3600
HOUR_SECONDS = 3600

Facts = Mapping[tuple[str, Json], Json]
Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Product:
    """What every turn needs of the running product."""

    store: Store
    public_url: str
    draft_minutes: int
    lifetimes: Lifetimes = Lifetimes()  # noqa: RUF009 - frozen


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody for whom something waits in the outbox."""

    channel: str
    person: bytes


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
        self.session = self._load_session(self.person)
        self.fetch: str = ""
        self.has_erased = False
        self.touched: set[Recipient] = set()
        self._said: list[Reply] = []

    @property
    def idle_seconds(self) -> float:
        """How long a draft may lie idle."""
        return self.product.draft_minutes * 60.0

    @property
    def is_idle(self) -> bool:
        """Whether the person's draft has lain idle too long."""
        return bool(self.session.touched) and self.now - self.session.touched > self.idle_seconds

    @property
    def today(self) -> int:
        """The day, counted from 1970."""
        return int(self.now // DAY_SECONDS)

    @cached_property
    def officer(self) -> Officer | None:
        """The officer who writes: enabled, and a member of a queue."""
        found = self.store.register.find(self.tx, self.incoming.channel, self.incoming.address)
        return found if found is not None and found.enabled and memberships_of(self.tx, found.id) else None

    @property
    def desk(self) -> Desk:
        """The desk of the officer who writes: decides what they may see and do."""
        if self.officer is None:
            return Desk(None, ())
        return Desk(self.officer, tuple(memberships_of(self.tx, self.officer.id)))

    @property
    def language(self) -> str:
        """The language of the person who writes."""
        return self.officer.language if self.officer is not None else self.session.language

    def say(
        self, text: str, rows: Rows = (), *, secret: bool = False, files: tuple[SavedFile, ...] = ()
    ) -> None:
        """Say something to the person who writes."""
        self._said.append(Reply(text, rows, files, secret=secret))

    def say_once(self, step: Say) -> None:
        """Say what a script says."""
        self._said.append(Reply(step.text, secret=step.secret, drawn=True))

    def keep_said(self) -> None:
        """Let a page show what was said in this turn: the draft that would redraw it has ended."""
        self._said = [replace(reply, drawn=False) for reply in self._said]

    def echo(self, text: str) -> None:
        """Show a page's person their own words, where the draft does not show them."""
        if text and self.incoming.seen is not None:
            self._said.append(Reply(text, kind="echo"))

    def reply(self, reply: Reply) -> None:
        """Say a ready reply to the person who writes."""
        self._said.append(reply)

    def notify(self, officer: Officer, text: str, rows: Rows = ()) -> None:
        """Send an alert to an officer, at most once."""
        if self.officer is not None and officer.id == self.officer.id:
            self.say(text, rows)
            return
        person = self.store.runtime.name_person(officer.channel, officer.address)
        session = self._load_session(person)
        session.touched = session.touched or self.now
        self._post(
            Recipient(officer.channel, person), officer.address, session, Reply(text, rows, kind="notice")
        )
        self._save_session(person, session)

    def fact(self, name: str, argument: Json = None) -> Json:
        """Give a slow fact; raise MissingFactError the first time, so that it is found outside of the turn."""
        if (name, argument) not in self.facts:
            raise MissingFactError(name, argument)
        return self.facts[name, argument]

    def hold(self, value: Json) -> str:
        """Hold a secret as long as a draft lives and give its handle."""
        return conversations.hold(self.tx, self.store.runtime, value, self.now + self.idle_seconds)

    def held(self, handle: str) -> Json:
        """Give what is held under a handle; None once it has ended."""
        return conversations.get_held(self.tx, self.store.runtime, handle, self.now)

    def keep_held(self, handle: str) -> None:
        """Hold something as long again, since the person is still at it."""
        conversations.extend_held(self.tx, self.store.runtime, handle, self.now, self.now + self.idle_seconds)

    def record(self, act: str, queue: str = "", number: int = 0, detail: str = "") -> None:
        """Record an officer's act in the audit log."""
        who = self.officer.id.hex() if self.officer is not None else "server"
        audit.record(self.tx, Act(int(self.now), who, act, queue, number, detail))

    def enlist(self, officer: Officer) -> None:
        """Let the person who writes be this officer from now on."""
        self.__dict__["officer"] = officer

    def colleague(self, officer: bytes) -> Officer | None:
        """Find another officer."""
        return self.store.register.get(self.tx, officer)

    def close(self) -> None:
        """Write what was said and what is remembered."""
        for reply in self._said:
            recipient = Recipient(self.incoming.channel, self.person)
            self._post(recipient, self.incoming.address, self.session, reply)
        self.session.touched = self.now
        self._save_session(self.person, self.session)

    def forget_seen(self) -> None:
        """Remove from the outbox what the person's page has shown."""
        seen = self.incoming.seen
        if seen:
            first = seen >> STREAM_BITS << STREAM_BITS
            outbox.remove_seen(self.tx, self.person, first, seen)

    def drop_replies(self) -> None:
        """Forget what was said so far in this turn."""
        self._said.clear()

    def _post(self, recipient: Recipient, address: str, session: Session, reply: Reply) -> None:
        session.position += 1
        message = {"address": address, **dump_reply(reply)}
        position, channel = session.position, recipient.channel
        outbox.add(self.tx, self.store.runtime, channel, recipient.person, position, self.today, message)
        self.touched.add(recipient)

    def _load_session(self, person: bytes) -> Session:
        record = conversations.load_draft(self.tx, self.store.runtime, person)
        return load_session(record) if record is not None else Session()

    def _save_session(self, person: bytes, session: Session) -> None:
        conversations.save_draft(self.tx, self.store.runtime, person, dump_session(session))
