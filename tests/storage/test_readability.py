"""Whatever happens, in whatever order: who can open a tip, measured with stolen tables and kept keys, not by asking the code.

The attackers (each officer, each former one) keep every private key that they could ever open: their own, forgotten
ones, their queues', and the keys of tips. They steal today's tables, the server's secret and today's shred store.
"""

import copy
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from content.i18n import use_language
from handlers import filing as filing_turns
from handlers import tip_view
from handlers.casework import hand_over, keep_note
from handlers.commands import granting, inviting, removal
from handlers.commands import joining as join_commands
from handlers.commands import keys as key_commands
from handlers.conversations.desk.copying import Copying
from handlers.conversations.desk.transferring import Transfer
from handlers.conversations.desk.writing import Message
from handlers.conversations.my_tip import Addition, Next
from handlers.conversations.report_tip import TipDraft
from handlers.copying import send_copy
from handlers.dialogue.places import Place
from handlers.errors import RefusalError
from handlers.locks import make_key
from handlers.messages import Incoming
from handlers.numbers import name_tip
from handlers.product import Product
from handlers.replying import send_answer
from handlers.reports import Report
from handlers.setup import recover_nation
from handlers.turn import Turn
from storage import erasure, generations, tips, unlocked
from storage.cipher import (
    KEY_BYTES,
    keyed_hash,
    make_key_pair,
    open_sealed,
    open_with,
    public_of,
    random_bytes,
)
from storage.errors import UnreadableError
from storage.grants import openable_keys
from storage.keyring import RECOVERY, SERVER, SERVER_HAND, Hand, Keyring
from storage.memberships import member_numbers, memberships_of
from storage.officer_keys import OfficerKeys, officer_public
from storage.officers import Register
from storage.records import Floor, Role, Tip, TipKind
from storage.recovery import join_halves, make_recovery
from storage.rotation import REKEYS
from storage.statements import Statement
from storage.store import Places, Store
from storage.tables.tips import information_copies, tip_keys, tip_records
from storage.tables.tips import tips as tips_table
from storage.tables.units import key_grants, memberships
from storage.tip_readers import NOTES, RECEIPT, REPORT, THREAD
from storage.transaction import Transaction
from storage.vault import Vault

QUEUES = (("vn", None), ("01", "vn"), ("00004", "01"), ("00008", "01"), ("79", "vn"), ("26740", "79"))
ABOVE = dict(QUEUES)
PLACES = [Place("01", "00004"), Place("01", "00004"), Place("01", "00008"), Place("79", "26740"), Place("01")]
NOW = 1_790_000_000.0
CHIEF = "chief"
LONGEST_LINES = {"commune": 3, "province": 2, "nation": 1}

BUSY = ["00004", "00004", "00004", "01", "01", "00008", "vn"]
joining = st.tuples(
    st.just("join"), st.sampled_from(BUSY), st.sampled_from([Role.OFFICER, Role.LEAD, Role.AUDITOR]),
    st.sampled_from(["carried", "carried", "later", "bare"]),
)  # fmt: skip
filing = st.tuples(
    st.just("file"), st.sampled_from(PLACES), st.sampled_from([Floor.COMMUNE, Floor.COMMUNE, Floor.PROVINCE])
)
number = st.integers(0, 5)
STEP = st.one_of(
    joining,
    st.tuples(st.sampled_from(["leave", "leave", "forget", "key", "grant"]), number),
    st.tuples(st.sampled_from(["answer", "add", "add", "look", "up", "erase"]), st.integers(0, 2)),
    st.tuples(st.sampled_from(["move", "copy", "copy"]), st.integers(0, 2), st.sampled_from(PLACES)),
    st.tuples(st.sampled_from(["renew", "rotate", "recover"])),
    filing,
)
STAFF = st.lists(joining, min_size=2, max_size=4)
TIPS = st.lists(filing, min_size=1, max_size=2)
STEPS = st.lists(STEP, min_size=5, max_size=14)

Step = tuple[Any, ...]
Record = tuple[bytes, str, int]
TipKey = tuple[bytes, str, int]


class UndoError(Exception):
    """The example is over: everything of it is rolled back."""


class Facts(dict[Any, Any]):
    """Finds slow facts at once."""

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: tuple[str, Any]) -> Any:  # noqa: ANN401
        if key[0] == "phrase_key":
            return sha256(str(key[1]).encode()).hexdigest()
        public, private = make_key_pair()
        keys = {"lookup": random_bytes(16).hex(), "public": public.hex(), "private": private.hex()}
        return self.setdefault(key, {"receipt": "0" * 20, **keys})


@dataclass
class Thief:
    """Somebody who keeps what they could ever open: pairs by holder name, and keys of tips."""

    pairs: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    tip_keys: dict[TipKey, bytes] = field(default_factory=dict)

    def steal(self, tables: "Tables") -> None:
        """Open all that can be opened in today's tables with what was kept."""
        for queue, _above in QUEUES:
            for generation, holder, sealed in sorted(tables.grants[queue], reverse=True):
                name = f"{queue}:{generation}"
                if name not in self.pairs and (opened := tables.open(self.pairs.get(holder, []), sealed)):
                    self.pairs[name] = [opened]
        for tip, family, generation, reader, sealed in tables.tip_keys:
            if reader != RECEIPT and (tip, family, generation) not in self.tip_keys:
                opened = tables.open(self.pairs.get(reader, []), sealed)
                if opened:
                    self.tip_keys[tip, family, generation] = opened[-KEY_BYTES:]
        self._steal_copies(tables)

    def _steal_copies(self, tables: "Tables") -> None:
        for _queue, tip, reader, sealed in tables.copies:
            if opened := tables.open(self.pairs.get(reader, []), sealed):
                self.tip_keys.setdefault((tip, REPORT, 1), opened[-KEY_BYTES:])


class Tables:
    """What lies in the tables today. What was tried once is remembered from step to step."""

    def __init__(self, tx: Transaction, tried: dict[tuple[bytes, bytes], bytes | None]) -> None:
        def rows(*columns: Any) -> list[Any]:  # noqa: ANN401
            return tx.all(Statement(select(*columns)))

        self._tried = tried
        self.grants: dict[str, list[tuple[int, str, bytes]]] = defaultdict(list)
        for queue, *rest in rows(key_grants):
            self.grants[queue].append((*rest,))
        self.tip_keys = rows(tip_keys)
        self.records = rows(tip_records)
        self.copies = rows(information_copies)
        self.floors = dict(rows(tips_table.c.id, tips_table.c.floor))
        self.owners = dict(rows(tips_table.c.id, tips_table.c.queue))
        self.holding = {
            (officer, queue)
            for officer, queue, role, holds, _number in rows(memberships)
            if holds and role != Role.AUDITOR
        }

    def readers(self, tip: bytes, family: str) -> set[str]:
        """Name the queues that read this part of a tip, with those above them: its own, for the report those with a copy."""
        copied = [queue for queue, of_tip, *_rest in self.copies if of_tip == tip and family == REPORT]
        return {one for queue in (self.owners[tip], *copied) for one in line_of(queue)}

    def open(self, privates: list[bytes], sealed: bytes) -> bytes | None:
        """Try private keys on something sealed."""
        for private in privates:
            if (private, sealed) not in self._tried:
                try:
                    self._tried[private, sealed] = open_with(public_of(private), private, sealed)
                except UnreadableError:
                    self._tried[private, sealed] = None
            if (opened := self._tried[private, sealed]) is not None:
                return opened
        return None


def line_of(queue: str) -> list[str]:
    above = ABOVE[queue]
    return [queue, *(line_of(above) if above else [])]


@dataclass
class World:
    """The product inside one transaction, its thieves, and who was ever entitled to which record."""

    store: Store
    tx: Transaction
    people: list[str] = field(default_factory=list)
    receipts: dict[bytes, bytes] = field(default_factory=dict)
    held: dict[bytes, Any] = field(default_factory=dict)
    order: list[bytes] = field(default_factory=list)
    thieves: dict[bytes, Thief] = field(default_factory=lambda: defaultdict(Thief))
    entitled: dict[Record, set[bytes]] = field(default_factory=dict)
    lingering: set[tuple[bytes, str]] = field(default_factory=set)
    tried: dict[tuple[bytes, bytes], bytes | None] = field(default_factory=dict)
    halves: tuple[bytes, bytes] = (b"", b"")
    secret: bytes = b""
    _names: "count[int]" = field(default_factory=count)

    def begin(self) -> None:
        """Begin production, with one national lead."""
        generations.make_queues(self.tx, self.store.keyring, QUEUES)
        recovery, self.halves = make_recovery()
        generations.begin_production(self.tx, self.store.keyring, recovery)
        generations.drop_former(self.tx)
        self.thieves[b"recovery"].pairs[RECOVERY] = [join_halves(*self.halves)[1]]
        self.secret = self.store.keyring._secret
        hand = Hand(RECOVERY, join_halves(*self.halves))
        keys = openable_keys(self.tx, self.store.keyring, "vn", hand)
        join_commands.join(
            self.turn(CHIEF), self.store.invitations.make(self.tx, "vn", Role.LEAD, int(NOW) + 9, keys)
        )
        self.people.append(CHIEF)
        self._make_key(CHIEF)

    def turn(self, address: str) -> Turn:
        return Turn(self.tx, Product(self.store, "", 60), Incoming("console", address, ""), NOW, Facts())

    def _id(self, address: str) -> bytes:
        found = self.store.register.find(self.tx, "console", address)
        assert found is not None
        return found.id

    def _make_key(self, address: str) -> None:
        officer, phrase = self._id(address), key_commands.new_phrase()
        make_key(self.turn(address), phrase, phrase, random_bytes(16))
        pair = unlocked.unlocked_pair(self.tx, self.store.runtime, officer, NOW)
        assert pair is not None
        self.thieves[officer].pairs[f"officer:{officer.hex()}"].append(pair[1])

    def _number(self, queue: str, officer: bytes) -> int:
        return member_numbers(self.tx, queue)[officer]

    def _queue_of(self, index: int) -> tuple[str, bytes, str] | None:
        """Name the member of that number (never the chief), and a queue of theirs."""
        others = self.people[1:]
        if not others:
            return None
        address = others[index % len(others)]
        officer = self._id(address)
        own = memberships_of(self.tx, officer)
        return (address, officer, own[0].queue) if own else None

    def _loses(self, officer: bytes, queue: str) -> None:
        """Keys below a queue that somebody left are theirs until the job has renewed them."""
        if (officer, queue) in Tables(self.tx, self.tried).holding:
            below = [one for one in ABOVE if queue in line_of(one) and one != queue]
            self.lingering |= {(officer, one) for one in below}

    def join(self, queue: str, role: Role, how: str) -> None:
        address = f"officer-{next(self._names)}"
        if how == "bare":
            code = self.store.invitations.make(self.tx, queue, role, int(NOW) + 9)
        else:
            keys = inviting._keys_to_carry(self.turn(CHIEF), queue, role)
            code = self.store.invitations.make(self.tx, queue, role, int(NOW) + 9, keys)
        join_commands.join(self.turn(address), code)
        self.people.append(address)
        if how != "later":
            self._make_key(address)

    def key(self, index: int) -> None:
        found = self._queue_of(index)
        if found is not None and officer_public(self.tx, found[1]) is None:
            self._make_key(found[0])

    def grant(self, index: int) -> None:
        found = self._queue_of(index)
        if found is not None:
            try:
                granting.grant(self.turn(CHIEF), f"{found[2]} {self._number(found[2], found[1])}")
            except RefusalError:
                return  # an auditor, somebody without a key, somebody who has it

    def leave(self, index: int) -> None:
        found = self._queue_of(index)
        if found is not None:
            self._loses(found[1], found[2])
            removal.end_membership(self.turn(CHIEF), (found[1].hex(), found[2]))

    def forget(self, index: int) -> None:
        address = self.people[index % len(self.people)]
        officer = self._id(address)
        own = memberships_of(self.tx, officer)
        if own and officer_public(self.tx, officer) is not None:
            self._loses(officer, own[0].queue)
            key_commands.forget_key(self.turn(address), decided=True)
            if address == CHIEF:
                self._make_key(CHIEF)
                self.recover()

    def recover(self) -> None:
        assert recover_nation(self.tx, self.store, self.halves, NOW, grants=True) is not None

    def file(self, place: Place, floor: Floor) -> None:
        turn = self.turn(f"tipster-{next(self._names)}")
        report = Report(place.commune or place.province or "", "", "", "once", "", "words", "no", ())
        filing_turns.file_tip(turn, TipDraft(report, TipKind.SELLING, place, floor))
        keys = turn.fact("new_receipt")
        tip = tips.find_by_receipt(self.tx, bytes.fromhex(keys["lookup"]))
        assert tip is not None
        self.order.append(tip.id)
        self.receipts[tip.id] = bytes.fromhex(keys["private"])
        self.held[tip.id] = keys

    def _tip(self, index: int) -> Tip | None:
        return tips.get_tip(self.tx, self.order[index % len(self.order)]) if self.order else None

    def answer(self, index: int) -> None:
        tip = self._tip(index)
        for address in self.people:
            if tip is not None and tip.queue in self.turn(address).desk.queues:
                send_answer(self.turn(address), Message(name_tip(tip), "answer"))
                keep_note(self.turn(address), Message(name_tip(tip), "note"))
                return

    def add(self, index: int) -> None:
        tip = self._tip(index)
        if tip is not None:
            turn = self.turn(f"tipster-{next(self._names)}")
            handle = turn.hold(self.held[tip.id])
            filing_turns.add_to_tip(turn, Addition(handle, Next.ADD, "more"))

    def look(self, index: int) -> None:
        tip = self._tip(index)
        if tip is not None:
            assert "words" in tip_view.show_tip(self.turn(CHIEF), tip)[0]

    def up(self, index: int) -> None:
        self.move(index, None)

    def move(self, index: int, place: Place | None) -> None:
        tip = self._tip(index)
        if tip is not None:
            try:
                hand_over(self.turn(CHIEF), Transfer(name_tip(tip), place, "reason"))
            except RefusalError:
                return

    def copy(self, index: int, place: Place) -> None:
        tip = self._tip(index)
        for address in self.people:
            if tip is not None and tip.queue in self.turn(address).desk.queues:
                try:
                    code = place.commune or place.province or ""
                    send_copy(self.turn(address), Copying(name_tip(tip), code))
                except RefusalError:
                    pass
                return

    def renew(self) -> None:
        while generations.renew_stale(self.tx, self.store.keyring, 2):
            pass
        self.lingering.clear()

    def rotate(self) -> None:
        new = random_bytes(KEY_BYTES)
        for rekey in REKEYS:
            rekey(self.tx, self.secret, new)
        self.secret, self.store = new, copy.copy(self.store)
        self.store.register, self.store.keyring = Register(new), Keyring(new)
        self.store.officer_keys = OfficerKeys(new)
        self.store.vault = Vault(self.store.keyring, self.store.shred)

    def erase(self, index: int) -> None:
        tip = self._tip(index)
        if tip is not None:
            erasure.erase_tip(self.tx, tip.id, 0)
            self.store.shred.destroy(tip.id)

    def play(self, name: str, *arguments: Any) -> None:  # noqa: ANN401
        """Take a step, let everybody steal, and note who is entitled to what from now on."""
        before = Tables(self.tx, self.tried)
        entitled_before = self._entitled_now(before)
        getattr(self, name)(*arguments)
        tables = Tables(self.tx, self.tried)
        now = self._entitled_now(tables)
        for tip, family, position, *_rest in tables.records:
            known = self.entitled.setdefault(
                (tip, family, position), set(entitled_before.get((tip, family), ()))
            )
            known |= now[tip, family]
        for thief in self.thieves.values():
            thief.steal(tables)
        self.check(tables, now)

    def _entitled_now(self, tables: Tables) -> dict[tuple[bytes, str], set[bytes]]:
        return {
            (tip, family): {officer for officer, queue in tables.holding if queue in readers}
            | {officer for officer, queue in self.lingering if queue in readers}
            | {b"recovery"}
            for tip in tables.owners
            for family in (REPORT, THREAD, NOTES)
            if (readers := tables.readers(tip, family))
        }

    def check(self, tables: Tables, now: dict[tuple[bytes, str], set[bytes]]) -> None:
        for tip, family, position, generation, sealed in tables.records:
            shred = self.store.shred.get(tip)
            for name, thief in self.thieves.items():
                key = thief.tip_keys.get((tip, family, generation))
                opens = key is not None and self._opens(
                    (tip, family, position), generation, key, shred, sealed
                )
                entitled = self.entitled[tip, family, position]
                assert not opens or name in entitled, (
                    f"{family} {position} is open to somebody gone or never there"
                )
            for name in now[tip, family]:
                fresh = Thief()
                for holder in {f"officer:{name.hex()}", RECOVERY} & self.thieves[name].pairs.keys():
                    fresh.pairs[holder] = self.thieves[name].pairs[holder][-1:]
                fresh.steal(tables)
                holds_now = name == b"recovery" or any(
                    (name, queue) in tables.holding for queue in tables.readers(tip, family)
                )
                if holds_now:
                    key = fresh.tip_keys.get((tip, family, generation))
                    assert key is not None, f"{family} {position} is closed to who works it"
                    assert self._opens((tip, family, position), generation, key, shred, sealed)

    def _opens(self, at: Record, generation: int, key: bytes, shred: bytes, sealed: bytes) -> bool:
        tip, family, position = at
        context = b"|".join((b"1", tip.hex().encode(), f"{family}|{generation}|{position}".encode()))
        try:
            return bool(open_sealed(keyed_hash(key, b"shred", shred, size=KEY_BYTES), sealed, context))
        except UnreadableError:
            return False

    def check_the_rest(self) -> None:
        """Try the receipts, the server's secret, and every key on everything, whatever the tables call it."""
        tables = Tables(self.tx, self.tried)
        for tip in self.order:
            rows = [row for row in tables.tip_keys if row[0] == tip]
            for _tip, family, generation, _reader, sealed in rows:
                of_family = [row for row in rows if row[1:3] == (family, generation)]
                readable = any(tables.open([self.receipts[tip]], row[4]) for row in of_family)
                assert readable == (family != NOTES)
                assert not tables.open([one for other, one in self.receipts.items() if other != tip], sealed)
            for queue, of_tip, _reader, sealed in tables.copies:
                assert not tables.open(list(self.receipts.values()), sealed)
                assert len(line_of(queue)) <= LONGEST_LINES[tables.floors[of_tip]], (
                    "a copy is below its floor"
                )
            if not rows:
                with pytest.raises(UnreadableError):
                    self.store.shred.get(tip)
        for queue, grants in tables.grants.items():
            for generation, holder, sealed in grants:
                assert holder != SERVER
                with pytest.raises(UnreadableError):
                    open_sealed(self.secret, sealed, f"queue|{queue}|{generation}".encode())
                with pytest.raises(UnreadableError):
                    self.store.keyring.open_private(self.tx, queue, generation, SERVER_HAND)
        self._try_all(tables)

    def _try_all(self, tables: Tables) -> None:
        pairs = {
            (holder, one)
            for thief in self.thieves.values()
            for holder in thief.pairs
            for one in thief.pairs[holder]
        }
        rows = [
            (holder, sealed) for grants in tables.grants.values() for _generation, holder, sealed in grants
        ]
        rows += [(reader, sealed) for *_rest, reader, sealed in (*tables.tip_keys, *tables.copies)]
        for name, private in pairs:
            for holder, sealed in rows:
                if name != holder:
                    assert tables.open([private], sealed) is None


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Store]:
    url = f"sqlite:///{tmp_path / 'data' / 'homthu.db'}"
    opened = Store(Places(url, tmp_path / "data", tmp_path / "runtime", tmp_path / "shred"))
    yield opened
    opened.close()


@given(staffing=STAFF, filed=TIPS, steps=STEPS)
@example(
    staffing=[("join", queue, Role.OFFICER, "carried") for queue in ("00004", "00008", "01")],
    filed=[("file", PLACES[0], Floor.COMMUNE), ("file", PLACES[0], Floor.PROVINCE)],
    steps=[
        ("copy", 0, PLACES[2]), ("copy", 1, PLACES[2]), ("add", 0), ("join", "00008", Role.OFFICER, "carried"),
        ("move", 0, PLACES[3]), ("leave", 1), ("answer", 0), ("renew",), ("look", 0), ("rotate",), ("erase", 0),
    ],
)  # fmt: skip
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_tip_is_open_to_its_queue_those_above_recovery_and_receipt_and_to_nobody_else(
    sqlite: Store, staffing: list[Step], filed: list[Step], steps: list[Step]
) -> None:
    """Each record by itself.

    Open now, with today's tables and nothing kept: to each granted member of the owning queue and of those above it, and
    to the recovery key; report and thread also to the tip's own receipt, notes to none; the report alone also to the members
    of queues that got an information copy, and of those above them.

    Closed: to the server's secret; to waiting members and auditors; to a forgotten key; to everybody who was entitled to
    the tip at no moment since the record was written. So what a former member could read stays readable to them (they may
    have copied it), and nothing that is filed or written later.

    Allowed besides: whoever has lost the key of an upper queue reads what lies in a queue *below* it until the renewal
    job has run; and the officers from whom a tip is handed over read the note that says so.
    """

    def play(tx: Transaction) -> None:
        world = World(sqlite, tx)
        with use_language("vi"):
            world.begin()
            for step in [*staffing, *filed, *steps]:
                world.play(*step)
            world.check_the_rest()
        raise UndoError

    with pytest.raises(UndoError):
        sqlite.run(play)
