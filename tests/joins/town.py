"""A town of a thousand subscribers in three weeks: they come, tip off, add, leave; every six hours somebody copies the files."""

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from content.pledges.pledge import PledgeKind
from handlers.commands.pledging import take_pledge
from handlers.contests import note_score
from handlers.conversations.my_tip import Addition, Next
from handlers.conversations.pledge import PledgeDraft
from handlers.conversations.quiz import Round
from handlers.conversations.report_tip import TipDraft
from handlers.dialogue.attaching import Attached
from handlers.dialogue.places import Place
from handlers.durations import DAY_SECONDS
from handlers.filing import add_to_tip, file_tip
from handlers.jobs.delayed import carry_out_pledges, write_pledges, write_scores
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
from tests.joins.visits import DAYS_A_WEEK, MONDAY, PEOPLE, SNAPSHOT_SECONDS, WEEKS, plan_visits

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
        visits = sorted(
            plan_visits(chance, self._begins, leaves_at_once=self.leaves_at_once), key=lambda visit: visit[0]
        )
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

    def _visit(self, moment: float, address: str, acts: tuple[str, ...]) -> None:
        def work(tx: Transaction) -> None:
            for step, act in enumerate(acts):
                now = moment + step * 60
                own = {"tip": self._tip, "add": self._add, "pledge": self._pledge, "play": self._play}
                own.get(act, self._say(act))(tx, address, now)

        self.world.store.run(work)
        if self.prompt:
            self.world.store.run(lambda tx: carry_out_wishes(tx, self.world.product))
            self.world.store.run(lambda tx: carry_out_pledges(tx, self.world.product))
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

    def _pledge(self, tx: Transaction, address: str, now: float) -> None:
        turn = self._turn(tx, address, now)
        take_pledge(turn, PledgeDraft(PledgeKind.HOUSEHOLD, "00004", "", 4))
        close_turn(turn)

    def _play(self, tx: Transaction, address: str, now: float) -> None:
        turn = self._turn(tx, address, now)
        note_score(turn, Round(3, (), "ABCDEF", f"Sen {self._count}"))
        close_turn(turn)

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
        store.run(lambda tx: write_scores(tx, product, now))
        store.run(lambda tx: write_pledges(tx, product, now))
        truncate_log(store.database)

    def _copy(self) -> None:
        target = self.folder / "snapshot"
        target.mkdir(parents=True)
        for path in (self.world.store.files.parent).glob("homthu.db*"):
            shutil.copy(path, target)
        self.watch(target / "homthu.db")
        shutil.rmtree(target)
        self.snapshots += 1
