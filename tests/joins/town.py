"""A town of a thousand subscribers in three weeks: they come, tip off, add, leave; every six hours somebody copies the files."""

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from handlers.conversations.my_tip import Addition, Next
from handlers.conversations.report_tip import TipDraft
from handlers.dialogue.attaching import Attached
from handlers.dialogue.places import Place
from handlers.durations import DAY_SECONDS, HOUR_SECONDS
from handlers.filing import add_to_tip, file_tip
from handlers.jobs.retention import erase_idle
from handlers.jobs.wishes import carry_out_week, carry_out_wishes
from handlers.messages import Incoming, Traces
from handlers.outgoing import close_turn
from handlers.reports import Report
from handlers.router import take_message
from handlers.turn import Turn
from storage import conversations, tips
from storage.databases import truncate_log
from storage.records import Floor, TipKind
from storage.transaction import Transaction
from tests.handlers.chat import World

PEOPLE, WEEKS, DAYS_A_WEEK = 1000, 3, 7
SNAPSHOT_SECONDS = 6 * HOUR_SECONDS
MONDAY = (20_000 - 4) // 7 * 7 + 4  # a day, counted from 1970
HOURS = [
    1,
    1,
    1,
    1,
    1,
    2,
    4,
    6,
    6,
    5,
    5,
    6,
    7,
    6,
    5,
    5,
    6,
    8,
    10,
    12,
    12,
    9,
    5,
    2,
]  # when people write, of a day
CHOOSING = (
    "/dangky",
    "2",
    "1",
    "phường Ba Đình, Hà Nội",
    "2",
    "4",
    "4",
    "1",
)  # a place, and only what is important
IN_THE_MIDDLE = 37  # the snapshot that falls into open conversations

Act = Callable[[Transaction, str, float], None]


@dataclass
class Town:
    """The people's visits in order of time, what the product does with them, and who sent which tip."""

    world: World
    folder: Path
    watch: Callable[[Path], None]
    seed: int = 7
    prompt: bool = False  # planted: subscriptions are written within minutes, as they were once
    leaves_at_once: bool = False  # people who end their subscription in the visit in which they tip off
    senders: dict[bytes, str] = field(default_factory=dict)
    snapshots: int = 0
    _keys: dict[str, list[str]] = field(default_factory=dict)  # receipts by address
    _count: int = 0

    def live(self) -> None:
        """Let three weeks pass, and the Monday after them."""
        self.world.traces["console"] = Traces(hours=48)
        self._sweep(self._begins)
        chance = random.Random(self.seed)  # noqa: S311 - repeatable
        visits = sorted(self._plan(chance), key=lambda visit: visit[0])
        ends = self._begins + SNAPSHOT_SECONDS
        while visits or self.snapshots < (WEEKS * DAYS_A_WEEK + 1) * 4:
            while visits and visits[0][0] < ends:
                moment, address, acts = visits.pop(0)
                self._visit(moment, address, acts)
            if self.snapshots == IN_THE_MIDDLE:
                self._open_conversations(ends - 60)
            self._copy()  # before the job that empties the log: the attacker's best moment
            self._sweep(ends - 1)
            ends += SNAPSHOT_SECONDS

    @property
    def _begins(self) -> float:
        return float(MONDAY * DAY_SECONDS)

    def _plan(self, chance: random.Random) -> list[tuple[float, str, tuple[str, ...]]]:
        visits = []
        for number in range(PEOPLE):
            address = f"person {number}"
            first = self._moment(chance, 0)
            tips_then = (
                chance.random() < 0.4
            )  # subscribes and tips off in one visit: the worst for this person
            subscribing = CHOOSING if chance.random() < 0.1 else ("/dangky co",)
            acts = ("tip", *subscribing) if tips_then else subscribing
            visits.append((first, address, acts))
            if chance.random() < 0.25:
                visits.append((self._moment(chance, first), address, ("tip",)))
            if chance.random() < 0.1:
                visits.append((self._moment(chance, first), address, ("tip", "add")))
            if chance.random() < 0.15:
                leaving = ("tip", "/dung") if self.leaves_at_once else ("/dung",)
                visits.append((self._moment(chance, first), address, leaving))
        strangers = ((self._moment(chance, 0), f"stranger {number}", ("tip",)) for number in range(200))
        return [*visits, *strangers]

    def _moment(self, chance: random.Random, after: float) -> float:
        last = self._begins + WEEKS * DAYS_A_WEEK * DAY_SECONDS
        while True:
            day = chance.randrange(WEEKS * DAYS_A_WEEK)
            hour = chance.choices(range(24), HOURS)[0]
            moment = self._begins + day * DAY_SECONDS + hour * HOUR_SECONDS + chance.random() * HOUR_SECONDS
            if moment > after or last - after < 2 * DAY_SECONDS:
                return moment

    def _visit(self, moment: float, address: str, acts: tuple[str, ...]) -> None:
        def work(tx: Transaction) -> None:
            for step, act in enumerate(acts):
                now = moment + step * 60
                {"tip": self._tip, "add": self._add}.get(act, self._say(act))(tx, address, now)

        self.world.store.run(work)
        if self.prompt:
            self.world.store.run(lambda tx: carry_out_wishes(tx, self.world.product))
        elif "/dung" in acts:
            self.world.store.run(lambda tx: carry_out_wishes(tx, self.world.product, endings_only=True))

    def _incoming(self, address: str, text: str = "") -> Incoming:
        self._count += 1
        return Incoming("console", address, str(self._count), text=text)

    def _say(self, text: str) -> Act:
        def act(tx: Transaction, address: str, now: float) -> None:
            take_message(tx, self.world.product, self._incoming(address, text), now, {})

        return act

    def _tip(self, tx: Transaction, address: str, now: float) -> None:
        """File as the last turn of a conversation does, with all rows that it writes."""
        receipt = self.world.find("new_receipt", None)
        turn = self._turn(tx, address, now, receipt)
        words = f"{self._count} " + "a b " * (self._count % 300)
        report = Report("00004", "at the market", "", "once", "", words, "no", ())
        file_tip(turn, TipDraft(report, TipKind.SELLING, Place("01", "00004"), Floor.COMMUNE))
        close_turn(turn)
        self._keys[address] = [receipt[name] for name in ("lookup", "public", "private")]
        tip = tips.find_by_receipt(tx, bytes.fromhex(receipt["lookup"]))
        assert tip is not None
        self.senders[tip.id] = address

    def _add(self, tx: Transaction, address: str, now: float) -> None:
        turn = self._turn(tx, address, now)
        held = turn.hold(dict(zip(("lookup", "public", "private"), self._keys[address], strict=True)))
        add_to_tip(turn, Addition(held, Next.ADD, "and once more", Attached()))
        close_turn(turn)

    def _turn(self, tx: Transaction, address: str, now: float, receipt: object = None) -> Turn:
        incoming = self._incoming(address)
        name = self.world.store.runtime.name_message(incoming.channel, incoming.message_id)
        conversations.note_message(tx, name, int(now // DAY_SECONDS))
        return Turn(tx, self.world.product, incoming, now, {("new_receipt", None): receipt})

    def _open_conversations(self, now: float) -> None:
        def work(tx: Transaction) -> None:
            for number in range(0, PEOPLE, 25):
                for text in ("/baotin", "1", "1"):
                    self._say(text)(tx, f"person {number}", now)

        self.world.store.run(work)

    def _sweep(self, now: float) -> None:
        store, product = self.world.store, self.world.product
        store.run(lambda tx: erase_idle(tx, product, now))
        store.run(lambda tx: carry_out_week(tx, product, now))
        truncate_log(store.database)

    def _copy(self) -> None:
        target = self.folder / "snapshot"
        target.mkdir(parents=True)
        for path in (self.world.store.files.parent).glob("homthu.db*"):
            shutil.copy(path, target)
        self.watch(target / "homthu.db")
        shutil.rmtree(target)
        self.snapshots += 1
