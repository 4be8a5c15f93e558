"""Campaigns send themselves: each mailing once, whoever looks; what was missed is caught up or expires; nobody gets two a day."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from handlers.campaigns import Cursor, fill, plan_due, to_fill
from handlers.durations import DAY_SECONDS, HOUR_SECONDS
from handlers.mailings import word_content
from storage import deliveries
from storage.broadcasts import Broadcast
from storage.choices import Choices, Interest, PartOfDay, Reader, Rhythm
from storage.delivery_counts import count
from storage.records import Outcome
from storage.store import Store
from storage.subscriptions import Subscriber
from storage.transaction import Transaction
from tests.handlers.chat import World

EVERY = {f"{rhythm} {part}": Choices(rhythm=rhythm, part=part) for rhythm in Rhythm for part in PartOfDay}


def moment(text: str) -> float:
    """Read a moment of Vietnam."""
    return datetime.fromisoformat(f"{text}:00+07:00").astimezone(UTC).timestamp()


def subscribe(store: Store, people: dict[str, Choices], place: str = "") -> None:
    def work(tx: Transaction) -> None:
        for name, choices in people.items():
            store.subscriptions.subscribe(tx, Subscriber("telegram", name, "vi", 2960, place, choices))

    store.run(work)


def plan(world: World, when: str, since: float = 0.0) -> list[tuple[str, str]]:
    """Do what the job does at a moment; give who got a row to be sent, of which item."""
    world.now = moment(when)
    store = world.store
    store.run(lambda tx: plan_due(tx, world.product, world.now, since))
    planned = []
    for one in store.run(lambda tx: to_fill(tx, world.product)):
        cursor: Cursor | None = Cursor()
        while cursor is not None:
            cursor = store.run(lambda tx, one=one, cursor=cursor: fill(tx, one, cursor))  # type: ignore[misc]
        planned += [(name, one.content["item"]) for name in send(store, one)]
    return sorted(planned)


def send(store: Store, broadcast: Broadcast) -> list[str]:
    """Send it to everybody who waits, and give their names."""

    def work(tx: Transaction) -> list[str]:
        leased = deliveries.lease(tx, store.subscriptions, broadcast.number, "telegram", 1000)
        results = [deliveries.Result(one.number, Outcome.SENT) for one in leased]
        deliveries.record(tx, store.subscriptions, broadcast.number, "telegram", results)
        return [one.subscriber.address for one in leased]

    return store.run(work)


@pytest.fixture
def town(world: World) -> World:
    subscribe(world.store, EVERY)
    return world


def test_the_day_goes_out_in_three_parts_and_each_once(town: World) -> None:
    """On 26 June everybody but the quarterly readers gets something: those of the week, too, since it is important."""
    assert plan(town, "2027-06-26T06:59") == []
    morning = plan(town, "2027-06-26T07:00")
    assert plan(town, "2027-06-26T07:05") == []
    noon = plan(town, "2027-06-26T11:00")
    evening = plan(town, "2027-06-26T19:30")

    for part, found in (("morning", morning), ("noon", noon), ("evening", evening)):
        assert ("daily " + part, "june-26") in found
        assert ("important " + part, "june-26") in found
        assert {name.split()[1] for name, _item in found} == {part}
        assert not any(name.startswith("quarterly") for name, _item in found)


def test_what_was_missed_between_eight_and_three_is_caught_up(town: World) -> None:
    plan(town, "2027-06-26T07:30")

    found = plan(town, "2027-06-26T15:00")

    assert {name for name, item in found if item == "june-26"} >= {"daily noon", "important noon"}
    assert not any("morning" in name for name, _item in found)


def test_what_was_missed_for_longer_expires_or_goes_once(town: World) -> None:
    """A day of June is over with its day; a week's message goes with its week."""
    found = plan(town, "2027-06-27T08:00")  # nothing ran on Saturday the 26th

    assert ("daily morning", "june-27") in found
    assert not any(name.startswith("daily") and item == "june-26" for name, item in found)
    assert ("important evening", "june-26") in found
    assert plan(town, "2027-06-27T08:10") == []


def test_nobody_gets_two_messages_a_day(town: World) -> None:
    received: Counter[tuple[str, int]] = Counter()
    for day in range(21, 31):
        for hour in ("07:00", "12:00", "20:00"):
            for name, _item in plan(town, f"2027-06-{day}T{hour}"):
                received[name, day] += 1

    assert set(received.values()) == {1}
    assert sum(name == "daily noon" for name, _day in received) == 10
    assert sum(name == "weekly noon" for name, _day in received) == 2


def test_two_processes_plan_the_same_thing_once(town: World, store: Store) -> None:
    town.now = moment("2027-06-26T12:00")

    made = [store.run(lambda tx: plan_due(tx, town.product, town.now)) for _process in range(3)]

    assert made[0] > 0
    assert made[1:] == [0, 0]


def test_a_crash_while_recipients_are_written_loses_and_doubles_nobody(town: World, store: Store) -> None:
    town.now = moment("2027-06-26T12:00")
    store.run(lambda tx: plan_due(tx, town.product, town.now))
    before = store.run(lambda tx: to_fill(tx, town.product))
    for one in before:
        store.run(lambda tx, one=one: fill(tx, one, Cursor()))  # type: ignore[misc]

    assert [one.number for one in store.run(lambda tx: to_fill(tx, town.product))] == [
        one.number for one in before
    ]
    assert len(plan(town, "2027-06-26T12:10")) == len(set(plan(town, "2027-06-26T12:20"))) + 6


def test_a_clock_that_jumps_repeats_nothing(town: World) -> None:
    first = plan(town, "2027-06-26T07:30")
    plan(town, "2031-06-26T07:30")

    assert first
    assert plan(town, "2027-06-26T07:31") == []
    assert plan(town, "2027-06-25T07:30") != first
    assert plan(town, "2027-06-26T07:32") == []


def test_the_last_day_of_february_has_its_week(town: World) -> None:
    found = [
        name
        for day in ("2028-02-28", "2028-02-29", "2028-03-01")
        for name, _item in plan(town, f"{day}T20:00")
    ]

    assert "weekly evening" in found


def test_what_another_instance_may_have_sent_is_not_caught_up(town: World) -> None:
    assert plan(town, "2027-06-26T15:00", since=moment("2027-06-26T14:00")) == []
    assert plan(town, "2027-06-26T19:00", since=moment("2027-06-26T14:00")) != []


def test_what_interests_somebody_decides(world: World) -> None:
    driver, farmer = Choices(Reader.DRIVER), Choices(Reader.FARMER, Interest.GROWING)
    subscribe(world.store, {"driver": driver, "farmer": farmer}, "00004")

    got = {name: item for day in range(14, 21) for name, item in plan(world, f"2027-06-{day}T19:00")}

    assert got["farmer"] in {"june-15", "june-18"}
    assert got["driver"] != "june-18"


def test_the_weeks_message_reminds_of_tips_and_says_how_to_stop(town: World) -> None:
    said = word_content(town.product, {"item": "q1-1", "reminds": True}, "vi")
    daily = word_content(town.product, {"item": "june-07", "reminds": False}, "en")

    assert "/tincuatoi" in said.text
    assert "/tincuatoi" not in daily.text
    assert "/dung" in said.text
    assert "/dung" in daily.text
    assert daily.card == "june-07-en"


def test_the_figures_add_up(town: World, store: Store) -> None:
    plan(town, "2027-06-26T12:00")
    for one in store.run(lambda tx: store.broadcasts.recent(tx, 20)):
        for figures in store.run(lambda tx, one=one: count(tx, one)).values():  # type: ignore[misc]
            assert figures.total == figures.sent + figures.skipped


@pytest.mark.parametrize("hours", [0, HOUR_SECONDS, DAY_SECONDS])
def test_nothing_goes_out_at_night(town: World, hours: int) -> None:
    town.now = moment("2027-06-26T21:30") + hours
    store = town.store
    store.run(lambda tx: plan_due(tx, town.product, town.now))
    late = store.run(lambda tx: store.broadcasts.recent(tx, 50))

    assert not any("2027-06-26/daily" in one.occasion for one in late)
