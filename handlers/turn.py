"""One turn: what a handler may use and do while one message is handled, inside one open transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from handlers.access import Desk
from handlers.dialogue.steps import Say
from handlers.doors import Doors
from handlers.errors import MissingFactError, NotYetError
from handlers.lifetimes import Lifetimes
from handlers.messages import Button, Incoming, Removal, Reply, Traces, dump_removal, dump_reply
from handlers.session import STREAM_BITS, Session, dump_session, load_session
from storage import audit, conversations, file_owners, outbox, posted, switches
from storage.audit import Act
from storage.memberships import memberships_of
from storage.officers import Officer
from storage.posted import Posted
from storage.records import Json, SavedFile
from storage.store import Store
from storage.transaction import Transaction

DAY_SECONDS = 24 * 3600
HOUR_SECONDS = 3600
RECEIPT_SLOT, RECEIPT_SECONDS = "receipt", 600
TIP_SLOT, TIP_SECONDS = "tip", HOUR_SECONDS
TEXT_SWITCH = "tips shown on Telegram"
OWN_TRACES = Traces(own=True)

BUSY = "busy"  # the fact could not be found: too many wait for theirs

Facts = Mapping[tuple[str, Json], Json]
Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Product:
    """What every turn needs of the running product."""

    store: Store
    public_url: str
    draft_minutes: int
    lifetimes: Lifetimes = Lifetimes()  # noqa: RUF009 - frozen
    traces: Mapping[str, Traces] = field(default_factory=dict)  # of each channel
    doors: Doors = Doors()  # noqa: RUF009 - frozen
    serves_page: bool = True
    reaching: tuple[str, ...] = ()  # channels that are on and can send something later, as people call them
    forgets_at_reboot: bool = True  # the runtime key lies in memory


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
        self.has_wish = False
        self._shows_tip = "tip" in self.session.answers
        self._own_is_gone = False
        self.touched: set[Recipient] = set()
        self._said: list[Reply] = []

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
        found = self.store.register.find(self.tx, self.incoming.channel, self.incoming.address)
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
        return self.product.traces.get(self.incoming.channel, OWN_TRACES)

    @property
    def may_show_tips(self) -> bool:
        """Whether officers may read tips in this chat: not where it stays on somebody else's server."""
        return self.traces.own or (not self.traces.stays and switches.is_on(self.tx, TEXT_SWITCH))

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
        if step.secret:
            receipt = Reply(step.text, secret=True, drawn=True, slot=RECEIPT_SLOT, lasts=RECEIPT_SECONDS)
            self._said.append(receipt)
        else:
            self._said.append(Reply(step.text, drawn=True))

    def keep_said(self) -> None:
        """Let a page show what was said in this turn: the draft that would redraw it has ended."""
        self._said = [replace(reply, drawn=False) for reply in self._said]

    def mark_casework(self) -> None:
        """Mark what is said and written in this turn as a tip's text: an officer's chat must not keep it."""
        self._shows_tip = True

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

    def take_back(self, *messages: str, slot: str = "") -> None:
        """Take messages of this chat back, where the channel can: those named, else those of a slot, else all."""
        if self.traces.hours:
            recipient = Recipient(self.incoming.channel, self.person)
            self._line_up(
                recipient, self.incoming.address, self.session, dump_removal(Removal(messages, slot))
            )

    def clear_desk(self, officer: Officer, *, stops: bool) -> None:
        """Take from an officer's page and chat what shows tips; end their conversation if it stops."""
        person = self.store.runtime.name_person(officer.channel, officer.address)
        session = self.session if person == self.person else self._load_session(person)
        recipient = Recipient(officer.channel, person)
        outbox.remove_slot(self.tx, self.store.runtime, person, TIP_SLOT)
        if self.product.traces.get(officer.channel, OWN_TRACES).hours:
            self._line_up(recipient, officer.address, session, dump_removal(Removal((), TIP_SLOT)))
        if person != self.person:  # one's own ends by itself with this turn
            if stops:
                session.stop()
            session.touched = session.touched or self.now
            self._save_session(person, session)

    def take_back_own(self) -> None:
        """Take back the message that is being handled: it holds what nobody may find in the chat."""
        if self.incoming.deletable and not self._own_is_gone:
            self._own_is_gone = True
            self.take_back(self.incoming.deletable)

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
        is_casework = self.officer is not None and (self._shows_tip or "tip" in self.session.answers)
        for reply in self._said:
            recipient = Recipient(self.incoming.channel, self.person)
            self._post(
                recipient, self.incoming.address, self.session, _guard(reply) if is_casework else reply
            )
        self._note_own(fleeting=is_casework)
        self.session.touched = self.now
        self._save_session(self.person, self.session)

    def _note_own(self, *, fleeting: bool) -> None:
        """Remember where the person's own message stands, so that it can be taken back."""
        own, reach = self.incoming.deletable, self.traces.reach
        if own and reach:
            one = Posted(self.person, self.incoming.channel, self.incoming.address, own, fleeting=fleeting)
            due = self.now + (TIP_SECONDS if fleeting else reach)
            posted.note(self.tx, self.store.runtime, one, self.now, due)

    def remember(self) -> None:
        """Write the session of somebody who has not written just now."""
        self.session.touched = self.session.touched or self.now
        self._save_session(self.person, self.session)

    def forget_draft(self) -> None:
        """Forget the pictures and the held secrets of the draft."""
        answers = list(self.session.answers.values())
        self.forget_files(answers)
        handles = [value["handle"] for value in answers if isinstance(value, dict) and "handle" in value]
        for handle in [*handles, *([self.session.receipt] if self.session.receipt else [])]:
            conversations.drop_held(self.tx, self.store.runtime, handle)

    def forget_files(self, recorded: list[Json]) -> None:
        """Forget the pictures of answers that are erased."""
        for value in recorded:
            if isinstance(value, dict):
                for name, *_rest in value.get("files", ()):
                    file_owners.drop_file(self.tx, name)

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
        if reply.edits:
            outbox.remove_slot(self.tx, self.store.runtime, recipient.person, reply.slot)
        self._line_up(recipient, address, session, dump_reply(reply))

    def _line_up(self, recipient: Recipient, address: str, session: Session, content: Json) -> None:
        session.position += 1
        message = {"address": address, **content}
        position, channel = session.position, recipient.channel
        outbox.add(self.tx, self.store.runtime, channel, recipient.person, position, self.today, message)
        self.touched.add(recipient)

    def _load_session(self, person: bytes) -> Session:
        record = conversations.load_draft(self.tx, self.store.runtime, person)
        return load_session(record) if record is not None else Session()

    def _save_session(self, person: bytes, session: Session) -> None:
        conversations.save_draft(self.tx, self.store.runtime, person, dump_session(session))


def _guard(reply: Reply) -> Reply:
    """Let a reply that shows a tip stand for an hour only, and not be passed on."""
    return replace(reply, secret=True, slot=TIP_SLOT, lasts=TIP_SECONDS)
