"""People who talk with the product through its turns, without any channel: text in, texts out, the clock in hand."""

from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count

from bot.opened_tips import OpenedTips
from bot.slow_work import PLAIN_FACTS
from handlers.envelopes import load_removal, load_reply
from handlers.errors import MissingFactError
from handlers.messages import Incoming, Reply, Traces
from handlers.product import Product
from handlers.router import take_message
from handlers.turn import Facts, Turn
from storage import outbox
from storage.cipher import make_key_pair, random_bytes
from storage.receipts import check_digits
from storage.records import DOCUMENTS, FileKind, Json, SavedFile, dump_file
from storage.spot_ranking import rank_apart
from storage.store import Store
from storage.transaction import Transaction

NOON = 1_790_000_000.0 // 86_400 * 86_400 + 43_200


@dataclass
class World:
    """A store, the product on it, and a clock that stands still until it is set."""

    store: Store
    now: float = NOON
    serves_page: bool = True
    forgets_at_reboot: bool = True
    receipts: dict[str, Json] = field(default_factory=dict)
    drawn: list[Json] = field(default_factory=list)
    searched: list[Json] = field(default_factory=list)
    traces: dict[str, Traces] = field(default_factory=dict)
    opened: OpenedTips = field(default_factory=OpenedTips)
    _numbers: "count[int]" = field(default_factory=count)

    @property
    def product(self) -> Product:
        return Product(
            self.store,
            "http://127.0.0.1",
            60,
            traces=self.traces,
            serves_page=self.serves_page,
            forgets_at_reboot=self.forgets_at_reboot,
        )

    def turn(self, tx: Transaction, address: str = "somebody", facts: Facts | None = None) -> Turn:
        return Turn(
            tx, self.product, Incoming("console", address, str(next(self._numbers))), self.now, facts or {}
        )

    def find(self, fact: str, argument: Json) -> Json:
        """Find a slow fact; the keys are random instead of stretched, which saves a tenth of a second each."""
        if fact == "new_receipt":
            digits = f"{len(self.receipts):018d}"
            receipt = digits + check_digits(digits)
            public, private = make_key_pair()
            keys = {"lookup": random_bytes(16).hex(), "public": public.hex(), "private": private.hex()}
            self.receipts[receipt] = keys
            return {"receipt": receipt, **keys}
        if fact == "receipt_keys":
            nobody = {"lookup": "00" * 16, "public": "00" * 32, "private": "00" * 32}
            return self.receipts.get(str(argument), nobody)
        if fact == "phrase_key":
            return sha256(str(argument).encode()).hexdigest()
        if fact in {"exposures", "places"}:
            self.searched.append(argument[0])
            return PLAIN_FACTS[fact](*argument)
        if fact in {"spots", "tips"}:
            return rank_apart(*argument) if fact == "spots" else self.opened.find(argument)
        if fact in {"picture", *DOCUMENTS}:
            self.drawn.append(argument)
            return dump_file(SavedFile(random_bytes(16).hex(), "", 0, FileKind(fact)))
        raise LookupError(fact)


@dataclass
class Person:
    """Somebody who writes from one address; `heard` is what the last message brought."""

    world: World
    address: str
    heard: list[Reply] = field(default_factory=list)
    channel: str = "console"

    def say(self, text: str = "", *, press: str = "") -> list[str]:
        """Say something and hear the replies."""
        self._take(text, press)
        return self.listen()

    def hear_rows(self, text: str, *, deletable: str = "") -> list[Json]:
        """Say something and hear what is lined up for the channel, word for word."""
        self._take(text, "", deletable)
        return self._listen()

    def _take(self, text: str, press: str, deletable: str = "") -> None:
        number = str(next(self.world._numbers))
        self.take(Incoming(self.channel, self.address, number, text=text, press=press, deletable=deletable))

    def take(self, incoming: Incoming) -> None:
        """Hand in a message as a channel does; slow facts are found between two tries."""
        facts: dict[tuple[str, Json], Json] = {}
        while True:
            try:
                self.world.store.run(
                    lambda tx: take_message(tx, self.world.product, incoming, self.world.now, facts)
                )
            except MissingFactError as missing:
                facts[missing.fact, missing.argument] = self.world.find(missing.fact, missing.argument)
            else:
                return

    def listen(self) -> list[str]:
        """Take what waits for this person."""
        self.heard = [load_reply(row) for row in self._listen() if load_removal(row) is None]
        return [reply.text for reply in self.heard]

    def _listen(self) -> list[Json]:
        runtime = self.world.store.runtime
        person = runtime.name_person(self.channel, self.address)

        def take(tx: Transaction) -> list[Json]:
            waiting = outbox.waiting_for(tx, runtime, person)
            for row in waiting:
                outbox.remove(tx, person, row.position)
            return [row.message for row in waiting]

        return self.world.store.run(take)

    def tell(self, *texts: str) -> list[str]:
        """Say several things and hear what the last one brought."""
        return [self.say(text) for text in texts][-1]

    def press(self, label: str) -> list[str]:
        """Press a button of what was heard last."""
        buttons = {button.label: button.data for reply in self.heard for row in reply.rows for button in row}
        return self.say(press=buttons[label])

    @property
    def answers(self) -> dict[str, Json]:
        """The recorded answers of this person's draft."""
        return self.world.store.run(lambda tx: self.world.turn(tx, self.address).session.answers)

    @property
    def conversation(self) -> str:
        """The conversation that this person is in."""
        return self.world.store.run(lambda tx: self.world.turn(tx, self.address).session.conversation)
