"""What is remembered of a person's conversation: sealed under the runtime key, gone after an idle hour or a reboot."""

import secrets
from dataclasses import dataclass, field, fields

from content.i18n import FIRST_LANGUAGE
from storage import conversations
from storage.records import Json
from storage.runtime import Runtime
from storage.transaction import Transaction

FIRST_CONVERSATION = "welcome"
FIRST_CONVERSATIONS = frozenset({FIRST_CONVERSATION, "next_need"})
FIRST_DRAFT = "first"  # the draft of a page that nobody has answered yet
MOST_HEARD = 60
STREAM_BITS = 20  # positions of one session's messages share all bits above these


@dataclass(slots=True)
class Session:
    """One person's conversation.

    `draft` names this run of the conversation in its buttons; `receipt` is the handle of a receipt just given;
    `position` counts what was said to the person; `doubt` is a word that may be a command or an answer; `ended` tells
    that an idle draft was erased, which the person hears at their next message; `minute` and `messages` count what came
    within the newest minute; `commune` is the one whose poster led here, which is offered when a tip asks where;
    `album` is the newest that was refused, which is told once; `heard` tells, for each message that can be edited later,
    which question of the draft it answered (and its words, where they lie among others); `reading` is the prevention item shown last;
    `is_reviewing` tells that the person was just asked whether to send what they see;
    `is_resident` tells that no officer writes from here: looked up once, since only a message from here can change it.
    """

    language: str = FIRST_LANGUAGE
    conversation: str = ""
    answers: dict[str, Json] = field(default_factory=dict)
    draft: str = ""
    touched: float = 0.0
    receipt: str = ""
    position: int = field(default_factory=lambda: secrets.randbelow(2**31) << STREAM_BITS)
    doubt: str = ""
    ended: bool = False
    commune: str = ""
    album: str = ""
    minute: int = 0
    messages: int = 0
    is_resident: bool = False
    reading: str = ""
    is_reviewing: bool = False
    heard: dict[str, list[str]] = field(default_factory=dict)

    def start(self, conversation: str, answers: dict[str, Json] | None = None) -> None:
        """Begin a conversation, with answers that are known already."""
        self.conversation = conversation
        self.answers = dict(answers or {})
        self.draft = secrets.token_urlsafe(4)
        self.doubt = ""
        self.heard = {}

    def hear(self, message: str, *what: str) -> None:
        """Note what a message has answered; of very many only the newest can be edited."""
        self.heard[message] = list(what)
        if len(self.heard) > MOST_HEARD:
            del self.heard[next(iter(self.heard))]

    def stop(self) -> None:
        """End the conversation and forget its answers."""
        self.start("")


FIELDS = tuple(one.name for one in fields(Session))


def dump_session(session: Session) -> Json:
    """Write a session as JSON, without copying the answers; what is empty is left out, so that drafts stay short."""
    return {name: value for name in FIELDS if (value := getattr(session, name))}


def load_session(record: Json) -> Session:
    """Read a session from JSON; what another version of the program wrote more or less is left out or taken as unset."""
    return Session(**{name: record[name] for name in FIELDS if name in record})


def find_session(tx: Transaction, runtime: Runtime, person: bytes) -> Session:
    """Find what is remembered of a person's conversation; a new session where nothing is."""
    record = conversations.load_draft(tx, runtime, person)
    return load_session(record) if record is not None else Session()


def save_session(tx: Transaction, runtime: Runtime, person: bytes, session: Session) -> None:
    """Remember a person's conversation."""
    conversations.save_draft(tx, runtime, person, dump_session(session))
