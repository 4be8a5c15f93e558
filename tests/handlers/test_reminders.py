"""Reminders: to whom, when, how often; and a year of fifty queues in which nothing is forgotten and nothing said twice."""

import random
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from content.places.gazetteer import communes
from handlers.durations import DAY_SECONDS, HOUR_SECONDS
from handlers.jobs.reminders import last_reminded, remind_due
from handlers.reminding import next_hour, read_hours
from storage import claims, generations, outbox, tips
from storage.cipher import random_bytes
from storage.memberships import Membership, join
from storage.officers import Officer, new_officer_id
from storage.records import Role, Tip, TipResult, TipStatus
from storage.store import Places, Store
from storage.transaction import Transaction
from tests.handlers.chat import NOON, Person, World
from tests.handlers.conftest import make_officer
from tests.handlers.filed import file_sample, now
from tests.storage.samples import TIP

DAY = 24
EIGHT = NOON - 12 * HOUR_SECONDS + 1 * HOUR_SECONDS  # 1:00 UTC is 8:00 in Vietnam


def run(world: World, at: float) -> None:
    world.now = at
    while world.store.run(lambda tx: remind_due(tx, world.product, world.now)):
        pass


@pytest.fixture
def lan(world: World) -> Person:
    return make_officer(world, "Lan", "00004")


@pytest.fixture
def begun(world: World, lan: Person) -> float:
    """Let the first run see the officers, just before eight; give the next eight o'clock."""
    run(world, EIGHT - HOUR_SECONDS)
    return EIGHT


def test_hours_are_those_of_vietnam() -> None:
    assert next_hour((8, 14), 0) == 1  # 1:00 UTC
    assert next_hour((8, 14), 1) == 7
    assert next_hour((8, 14), 7) == 25
    assert next_hour((0,), 0) == 17


@pytest.mark.parametrize("text", ["", "24", "8 8", "1 2 3 4", "x", "-1", "٨", "8:30"])
def test_what_is_no_hour_is_refused(text: str) -> None:
    assert read_hours(text) == ()


def test_an_unclaimed_tip_is_brought_to_all_of_its_queue_once_a_day(
    world: World, lan: Person, begun: float
) -> None:
    hai = make_officer(world, "Hai", "00004")
    run(world, EIGHT - HOUR_SECONDS)
    file_sample(world, claim_due=int(begun // HOUR_SECONDS) - 1)

    for _repeat in range(3):
        run(world, begun)
    assert [len(one.listen()) for one in (lan, hai)] == [1, 1]
    run(world, begun + 6 * HOUR_SECONDS)  # 14:00
    assert lan.listen() == []
    run(world, begun + DAY_SECONDS)
    assert "Overdue, nobody holds it: 00004-1" in lan.listen()[0]


def test_a_claimed_tip_is_brought_to_its_holder_only(world: World, lan: Person, begun: float) -> None:
    hai = make_officer(world, "Hai", "00004")
    run(world, EIGHT - HOUR_SECONDS)
    file_sample(world, resolve_due=int(begun // HOUR_SECONDS) + DAY)
    lan.say("/nhan 1")

    run(world, begun)

    assert "To be resolved within 3 days: 00004-1" in lan.listen()[0]
    assert hai.listen() == []


def test_nothing_is_said_of_closed_tips_nor_in_quiet_times(world: World, lan: Person, begun: float) -> None:
    tip = file_sample(world, claim_due=0, resolve_due=0)
    file_sample(world)
    world.store.run(lambda tx: tips.set_status(tx, tip.id, TipStatus.CLOSED, TipResult.UNFOUNDED, 1))

    run(world, begun)

    assert lan.listen() == []


def test_an_officer_chooses_the_hours(world: World, lan: Person, begun: float) -> None:
    assert "8, 14" in lan.say("/giobao")[0]
    assert "one to three hours" in lan.say("/giobao 25")[0]
    assert "7, 21" in lan.say("/giobao 21 7")[0]
    file_sample(world, claim_due=0)

    run(world, begun)
    assert lan.listen() == []
    run(world, begun + 13 * HOUR_SECONDS)
    assert len(lan.listen()) == 1


def test_what_is_late_is_told_to_the_level_above_once_and_stays_where_it_is(
    world: World, lan: Person, begun: float
) -> None:
    above = make_officer(world, "Above", "01")
    chief = make_officer(world, "Chief", "vn", role=Role.LEAD)
    run(world, EIGHT - HOUR_SECONDS)
    tip = file_sample(world, claim_due=int(begun // HOUR_SECONDS) - 1)

    for day in range(3):
        run(world, begun + day * DAY_SECONDS)
        run(world, begun + day * DAY_SECONDS + 6 * HOUR_SECONDS)

    assert [text.count("Not claimed in time by a unit below") for text in above.listen()] == [1]
    assert chief.listen() == []
    assert now(world, tip).queue == "00004"


def test_a_tip_claimed_meanwhile_is_no_longer_news_above(world: World, lan: Person, begun: float) -> None:
    above = make_officer(world, "Above", "01")
    above.say("/giobao 14")
    file_sample(world, claim_due=int(begun // HOUR_SECONDS) - 1)
    run(world, begun)
    lan.say("/nhan 1")

    run(world, begun + 6 * HOUR_SECONDS)

    assert above.listen() == []


def test_a_gap_is_made_up_in_one_bundle(world: World, lan: Person, begun: float) -> None:
    for number in range(30):
        file_sample(world, claim_due=int(begun // HOUR_SECONDS) + number)

    run(world, begun + 9 * DAY_SECONDS + 3 * HOUR_SECONDS)

    heard = lan.listen()
    assert len(heard) == 1
    assert "and 10 more tips" in heard[0]
    run(world, begun + 9 * DAY_SECONDS + 4 * HOUR_SECONDS)
    assert lan.listen() == []


def test_of_very_many_tips_none_is_left_out(world: World, lan: Person, begun: float) -> None:
    above, hai = make_officer(world, "Above", "01"), make_officer(world, "Hai", "00004")
    run(world, EIGHT - HOUR_SECONDS)
    for _number in range(250):
        file_sample(world, claim_due=int(begun // HOUR_SECONDS) - 1)

    run(world, begun)
    assert ["and 230 more tips" in one.listen()[0] for one in (lan, hai)] == [True, True]
    run(world, begun + 6 * HOUR_SECONDS)
    assert "and 230 more tips" in above.listen()[0]
    assert lan.listen() == []


def test_a_clock_that_went_wrong_silences_nobody_for_long(world: World, lan: Person, begun: float) -> None:
    run(world, begun + 400 * DAY_SECONDS)
    file_sample(world, claim_due=0)

    run(world, begun + DAY_SECONDS)

    assert len(lan.listen()) == 1


def test_a_heartbeat_shows_that_reminders_run(world: World, begun: float) -> None:
    assert world.store.run(last_reminded) == int(EIGHT - HOUR_SECONDS)


# A year of fifty queues.

OF_HANOI = [code for code, one in sorted(communes().items()) if one.province == "01"][:48]
QUEUES = [("vn", None), ("01", "vn"), *((code, "01") for code in OF_HANOI)]
NAMED = re.compile(r"\d{5}-\d+")
ABOVE = ("Not resolved in time", "Not claimed in time")


@dataclass
class Year:
    """A year inside one transaction: tips come, are claimed or not, and are closed or not."""

    store: Store
    tx: Transaction
    chance: random.Random
    officers: dict[str, list[Officer]] = field(default_factory=dict)
    open: dict[str, Tip] = field(default_factory=dict)
    held: dict[str, Officer] = field(default_factory=dict)
    heard: Counter[tuple[bytes, str]] = field(default_factory=Counter)

    def staff(self) -> None:
        for code, _above in QUEUES:
            for number in range(1 + (code in OF_HANOI[:5])):
                address = f"{code} {number}"
                officer = Officer(new_officer_id(), address, "en", "console", address)
                self.store.register.save(self.tx, officer)
                join(self.tx, Membership(officer.id, code, Role.OFFICER))
                self.officers.setdefault(code, []).append(officer)

    def file(self, hour: int, number: int) -> None:
        queue = self.chance.choice(OF_HANOI)
        tip = replace(TIP, id=random_bytes(16), queue=queue, number=number)
        tip = replace(tip, received_hour=hour, claim_due=hour + DAY, resolve_due=hour + 20 * DAY)
        tips.add_tip(self.tx, tip)
        self.open[f"{queue}-{number}"] = tip

    def act(self, hour: int) -> None:
        """Let somebody claim a tip, keep it or close it."""
        for name in self.chance.sample(sorted(self.open), min(self.chance.randint(0, 2), len(self.open))):
            tip = tips.get_tip(self.tx, self.open[name].id)
            assert tip is not None
            holder = self.held.get(name)
            officer = holder or self.chance.choice(self.officers[tip.queue])
            claims.assign(self.tx, tip.id, officer.id, (hour + 30 * DAY) * HOUR_SECONDS)
            tips.note_claim(self.tx, tip, hour)
            self.held[name] = officer
            if holder is not None and self.chance.random() < 0.5:
                tips.set_status(self.tx, tip.id, TipStatus.CLOSED, TipResult.UNFOUNDED, hour // DAY)
                claims.release(self.tx, tip.id)
                del self.open[name], self.held[name]

    def listen(self) -> None:
        """Take what waits for the officers, and count how often each heard of each tip."""
        self.heard.clear()
        for officer in (one for members in self.officers.values() for one in members):
            person = self.store.runtime.name_person("console", officer.address)
            waiting = outbox.waiting_for(self.tx, self.store.runtime, person)
            assert len(waiting) <= 1
            for row in waiting:
                outbox.remove(self.tx, person, row.position)
                lines = row.message["text"].splitlines()
                assert " more tip" not in row.message["text"]
                own = [line for line in lines if not any(words in line for words in ABOVE)]
                self.heard.update((officer.id, name) for name in NAMED.findall("\n".join(own)))

    def check(self, hour: int) -> None:
        """Everybody heard of what was late by then, of nothing that is closed, and nobody twice."""
        assert set(self.heard.values()) <= {1}
        assert {name for _officer, name in self.heard} <= set(self.open)
        for name, tip in self.open.items():
            holder = self.held.get(name)
            late = hour > tip.resolve_due or (holder is None and hour > tip.claim_due)
            for officer in [holder] if holder else self.officers[tip.queue]:
                assert not late or self.heard[officer.id, name] == 1, (hour, name)


def test_in_a_year_of_fifty_queues_nothing_is_forgotten_and_nothing_said_twice(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'data' / 'homthu.db'}"
    store = Store(Places(url, tmp_path / "data", tmp_path / "runtime", tmp_path / "shred"))
    product = World(store).product
    store.run(lambda tx: generations.make_queues(tx, store.keyring, QUEUES))

    def live(tx: Transaction) -> int:
        year = Year(store, tx, random.Random(24))  # noqa: S311 - a simulated year, the same each time
        year.staff()
        first, total = int((EIGHT - HOUR_SECONDS) // HOUR_SECONDS), 0
        remind_due(tx, product, first * HOUR_SECONDS)
        for day in range(365):
            morning = first + 1 + day * DAY
            year.file(morning - 3, day + 1)
            year.act(morning - 2)
            if 200 <= day < 205:  # nothing runs for five days
                continue
            while remind_due(tx, product, morning * HOUR_SECONDS):
                pass
            year.listen()
            year.check(morning)
            total += year.heard.total()
            for later in (3, 6) if day % 5 == 0 else (3,):  # nobody's hour; 14:00, but nothing is new by then
                while remind_due(tx, product, (morning + later) * HOUR_SECONDS):
                    pass
                year.listen()
                assert not year.heard
        return total

    assert store.run(live) > 200
    store.close()
