"""Whatever officers and tipsters do, in whatever order: every open tip has one owner, and it is the right one.

The queues, as people use them, are compared with a model of twenty lines.
"""

from dataclasses import dataclass, field
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from content.i18n import use_language
from handlers.access import line_of
from handlers.casework import hand_over
from handlers.closing import close_case
from handlers.commands import joining as join_commands
from handlers.commands import removal
from handlers.commands.tips import claim_tip
from handlers.conversations.desk.closing import Closing
from handlers.conversations.desk.transferring import Transfer
from handlers.conversations.report_tip import TipDraft
from handlers.dialogue.places import Place
from handlers.errors import RefusalError
from handlers.filing import file_tip
from handlers.messages import Incoming
from handlers.numbers import name_tip
from handlers.product import Product
from handlers.reports import Report
from handlers.routing import LEVELS, level_of
from handlers.turn import Turn
from storage import audit, claims, generations, queues, tips
from storage.cipher import make_key_pair, random_bytes
from storage.memberships import Membership, join, member_numbers
from storage.officers import Officer, new_officer_id
from storage.records import Floor, Role, Tip, TipKind, TipResult, TipStatus
from storage.store import Store
from storage.tip_readers import REPORT
from storage.transaction import Transaction

QUEUES = (("vn", None), ("01", "vn"), ("79", "vn"), ("00004", "01"), ("00008", "01"), ("26740", "79"))
CODES = [code for code, _ in QUEUES]
PLACES = [
    Place(),
    Place("01"),
    Place("79"),
    Place("01", "00004"),
    Place("01", "00008"),
    Place("79", "26740"),
]
NOW = 1_790_000_000.0
CHIEF = Officer(b"c" * 16, "Chief", "vi", "console", "chief")

BUSY = ["00004", "00004", "00004", "01", "01", "79", "00008", "26740"]  # most happens in one place
WORKING = [Role.OFFICER, Role.OFFICER, Role.LEAD, Role.AUDITOR]
LOW_FLOOR = [Floor.COMMUNE, Floor.COMMUNE, Floor.PROVINCE, Floor.NATION]
joining = st.tuples(st.just("join"), st.sampled_from(BUSY), st.sampled_from(WORKING))
leaving = st.tuples(st.just("leave"), st.sampled_from(BUSY), st.integers(1, 2))
filing = st.tuples(
    st.just("file"), st.sampled_from([*PLACES, *[Place("01", "00004")] * 6]), st.sampled_from(LOW_FLOOR)
)
moving = st.tuples(st.just("move"), st.integers(0, 2), st.sampled_from([None, *PLACES]))
claiming = st.tuples(st.just("claim"), st.integers(0, 2), st.integers(0, 1))
closing = st.tuples(st.just("close"), st.integers(0, 2), st.none())
# Somebody works here and something was filed before the steps begin: most of what can happen needs both.
STAFF = st.lists(joining, min_size=3, max_size=6)
TIPS = st.lists(filing, min_size=2, max_size=3)
STEPS = st.lists(st.one_of(leaving, moving, claiming, closing, joining, filing), min_size=4, max_size=12)


Step = tuple[object, ...]


class UndoError(Exception):
    """The example is over: everything of it is rolled back."""


def code_of(place: Place) -> str:
    return place.commune or place.province or ""


@dataclass
class Filed:
    """What the model knows of a tip."""

    id: bytes
    owner: str
    floor: Floor
    pair: tuple[bytes, bytes]
    open: bool = True


def remove_member(turn: Turn, argument: str) -> None:
    """Remove a member and say «yes» when asked."""
    removal.revoke(turn, argument)
    answers = turn.session.answers
    removal.end_membership(turn, (answers["member"], answers["queue"]))


@dataclass
class World:
    """The product inside one transaction, beside the model."""

    store: Store
    tx: Transaction
    members: dict[str, list[tuple[str, Role]]] = field(default_factory=lambda: {code: [] for code in CODES})
    filed: list[Filed] = field(default_factory=list)
    numbers: dict[tuple[str, int], bytes] = field(default_factory=dict)
    _addresses: "count[int]" = field(default_factory=count)

    def turn(self, address: str) -> Turn:
        product = Product(self.store, "", 60)
        public, private = make_key_pair()
        keys = {"lookup": random_bytes(16).hex(), "public": public.hex(), "private": private.hex()}
        facts = {("new_receipt", None): {"receipt": "0" * 20, **keys}}
        return Turn(self.tx, product, Incoming("console", address, ""), NOW, facts)

    def staffed(self, code: str) -> bool:
        return code == "vn" or any(role is not Role.AUDITOR for _, role in self.members[code])

    def owner(self, code: str, floor: Floor) -> str:
        return next(one for one in line_of(code) if level_of(one) >= LEVELS[floor] and self.staffed(one))

    def present(self, index: int) -> tuple[Filed, Tip] | None:
        if index >= len(self.filed):
            return None
        found = tips.get_tip(self.tx, self.filed[index].id)
        assert found is not None
        return self.filed[index], found

    def join(self, code: str, role: Role) -> None:
        address = f"officer-{next(self._addresses)}"
        join_commands.join(self.turn(address), self.store.invitations.make(self.tx, code, role, int(NOW) + 9))
        self.members[code].append((address, role))

    def leave(self, code: str, number: int) -> None:
        listed = self.store.register.members(self.tx, code)
        if number > len(listed):
            with pytest.raises(RefusalError):
                removal.revoke(self.turn("chief"), f"{code} 0")
            return
        gone = listed[number - 1][0]
        remove_member(self.turn("chief"), f"{code} {member_numbers(self.tx, code)[gone.id]}")
        self.members[code] = [one for one in self.members[code] if one[0] != gone.address]
        for one in self.filed:
            if one.open and one.owner == code and not self.staffed(code):
                one.owner = self.owner(code, one.floor)

    def file(self, place: Place, floor: Floor) -> None:
        turn = self.turn(f"tipster-{len(self.filed)}")
        report = Report(code_of(place), "", "", "once", "", "words", "no", ())
        file_tip(turn, TipDraft(report, TipKind.SELLING, place, floor))
        keys = turn.fact("new_receipt")
        tip = tips.find_by_receipt(self.tx, bytes.fromhex(keys["lookup"]))
        assert tip is not None
        owner = self.owner(code_of(place) or "vn", floor)
        pair = bytes.fromhex(keys["public"]), bytes.fromhex(keys["private"])
        self.filed.append(Filed(tip.id, owner, floor, pair))

    def move(self, index: int, place: Place | None) -> None:
        found = self.present(index)
        if found is None:
            return
        filed, tip = found
        above = None if place else next(iter(line_of(filed.owner)[1:]), filed.owner)
        code = above or (code_of(place) if place else "") or "vn"
        target = self.owner(code, filed.floor)
        transfer = Transfer(name_tip(tip), place, "reason")
        if target == filed.owner:
            with pytest.raises(RefusalError):
                hand_over(self.turn("chief"), transfer)
            return
        hand_over(self.turn("chief"), transfer)
        filed.owner = target

    def claim(self, index: int, number: int) -> None:
        found = self.present(index)
        workers = [
            address
            for address, role in self.members[found[0].owner if found else "vn"]
            if role is not Role.AUDITOR
        ]
        if found is None or number >= len(workers) or not found[0].open:
            return
        taken = claims.holder(self.tx, found[1].id, int(NOW)) is not None
        if not taken:
            claim_tip(self.turn(workers[number]), name_tip(found[1]))
            assert claims.holder(self.tx, found[1].id, int(NOW)) is not None

    def close(self, index: int, _: None) -> None:
        found = self.present(index)
        if found is None or not found[0].open:
            return
        workers = [one for one, role in self.members[found[0].owner] if role is not Role.AUDITOR]
        if workers or found[0].owner == "vn":
            closing = Closing(name_tip(found[1]), TipResult.CONFIRMED, "")
            close_case(self.turn(self.holder(found[1]) or (workers[0] if workers else "chief")), closing)
            found[0].open = False

    def holder(self, tip: Tip) -> str | None:
        """Name the address of the officer who holds a tip: nobody else but a lead may close it."""
        holder = claims.holder(self.tx, tip.id, int(NOW))
        officer = self.store.register.get(self.tx, holder) if holder else None
        return officer.address if officer else None

    def check(self) -> None:
        for filed in self.filed:
            tip = tips.get_tip(self.tx, filed.id)
            assert tip is not None
            assert (tip.status is not TipStatus.CLOSED) == filed.open
            assert tip.queue == filed.owner
            assert level_of(tip.queue) >= LEVELS[tip.floor]
            if filed.open:
                assert self.staffed(tip.queue)
                assert queues.is_staffed(self.tx, tip.queue)
            assert self.numbers.setdefault((tip.queue, tip.number), tip.id) == tip.id
            holder = claims.holder(self.tx, tip.id, int(NOW))
            assert (holder is not None) == (tip.status is TipStatus.CLAIMED)
            members = {officer.id for officer, _ in self.store.register.members(self.tx, tip.queue)}
            assert holder is None or holder in members
        for (queue, number), identity in self.numbers.items():
            found = tips.find_tip(self.tx, queue, number) or tips.find_moved(self.tx, queue, number)
            assert found is not None
            assert found.id == identity
        assert queues.is_staffed(self.tx, "vn")

    def check_keys(self) -> None:
        for filed in self.filed:
            with_receipt = self.store.vault.open_for_receipt(self.tx, filed.id, filed.pair)
            for opened in (with_receipt, self.store.vault.open_for_queue(self.tx, filed.id)):
                assert opened.read(self.tx, REPORT)[0]["words"] == "words"
        assert audit.find_break(self.tx) is None


@given(staffing=STAFF, filed=TIPS, steps=STEPS)
@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_open_tip_has_the_lowest_allowed_staffed_queue(
    store: Store, staffing: list[Step], filed: list[Step], steps: list[Step]
) -> None:
    def play(tx: Transaction) -> None:
        generations.make_queues(tx, store.keyring, QUEUES)
        store.register.save(tx, CHIEF)
        join(tx, Membership(CHIEF.id, "vn", Role.LEAD))
        world = World(store, tx)
        with use_language("vi"):
            for name, *arguments in [*staffing, *filed, *steps]:
                getattr(world, str(name))(*arguments)
                world.check()
        world.check_keys()
        raise UndoError

    with pytest.raises(UndoError):
        store.run(play)


def test_the_last_officer_of_the_nation_cannot_be_removed(store: Store) -> None:
    def play(tx: Transaction) -> None:
        generations.make_queues(tx, store.keyring, QUEUES)
        store.register.save(tx, CHIEF)
        join(tx, Membership(CHIEF.id, "vn", Role.LEAD))
        auditor = Officer(new_officer_id(), "Auditor", "vi", "console", "auditor")
        store.register.save(tx, auditor)
        join(tx, Membership(auditor.id, "vn", Role.AUDITOR))
        world = World(store, tx)
        numbers = member_numbers(tx, "vn")
        with pytest.raises(RefusalError):
            removal.revoke(world.turn("chief"), f"vn {numbers[CHIEF.id]}")
        remove_member(world.turn("chief"), f"vn {numbers[auditor.id]}")
        assert queues.is_staffed(tx, "vn")

    store.run(play)


def test_what_a_leaving_officer_had_claimed_goes_back_to_the_queue(store: Store) -> None:
    def play(tx: Transaction) -> None:
        generations.make_queues(tx, store.keyring, QUEUES)
        store.register.save(tx, CHIEF)
        join(tx, Membership(CHIEF.id, "vn", Role.LEAD))
        world = World(store, tx)
        for _ in range(3):
            world.join("00004", Role.OFFICER)
        world.file(Place("01", "00004"), Floor.COMMUNE)
        world.claim(0, 1)
        holder = claims.holder(tx, world.filed[0].id, int(NOW))
        members = [officer.id for officer, _ in store.register.members(tx, "00004")]

        world.leave("00004", next(place for place, one in enumerate(members, start=1) if one == holder))

        assert claims.holder(tx, world.filed[0].id, int(NOW)) is None
        world.check()

    store.run(play)
