"""Suspected spam: what looks like it, where it lies, how it comes back, and what a mark does to its sender."""

from itertools import count

import pytest

from handlers.suspicion import advertises
from storage import audit, senders, tips
from storage.records import Tip, TipKind, TipStatus
from tests.handlers.chat import Person, World
from tests.handlers.conftest import make_officer
from tests.handlers.test_waiting import HOUR, MINUTE, file, newest_receipt, waits

COPY = "Buy our wonderful things now, everybody is happy with them"
DAY = 24 * HOUR


@pytest.fixture
def officer(world: World) -> Person:
    return make_officer(world, "officer", "00004")


def find(world: World, number: int) -> Tip:
    found = world.store.run(lambda tx: tips.find_tip(tx, "00004", number))
    assert found is not None
    return found


def person_outside(world: World, *, of: Person) -> Person:
    """Find somebody who is in another drawer."""
    runtime = world.store.runtime
    drawer = senders._drawer(runtime, runtime.name_person("console", of.address))
    for number in count():
        name = runtime.name_person("console", f"other {number}")
        if senders._drawer(runtime, name) != drawer:
            other = Person(world, f"other {number}")
            other.say("/ngonngu en")
            return other
    raise AssertionError


def test_the_third_copy_lies_apart_and_the_sender_sees_no_difference(world: World, officer: Person) -> None:
    heard = []
    for number in range(3):
        sender = Person(world, f"sender {number}")
        sender.say("/ngonngu en")
        heard.append([text for text in file(sender, f"{COPY}{'!' * number}") if not text[0].isdigit()])

    assert heard[0] == heard[1] == heard[2]
    assert [find(world, number).status for number in (1, 2, 3)] == ["new", "new", "quarantined"]
    listed = officer.say("/hangdoi")[-1]
    assert "1 tip is in the quarantine list." in listed
    assert "Tip 3" not in listed
    assert "Tip 3" in officer.press("Quarantine list")[-1]
    assert "Tip 3" in officer.say("cách ly")[-1]
    assert COPY in officer.press("Tip 3")[-1]


def test_a_fourth_tip_within_the_hour_lies_apart_with_the_clocks_of_any_other(
    world: World, officer: Person
) -> None:
    sender = Person(world, "sender")
    sender.say("/ngonngu en")
    for number in range(4):
        file(sender, f"story {number}")

    last, before = find(world, 4), find(world, 3)
    assert (last.status, before.status) == (TipStatus.QUARANTINED, TipStatus.NEW)
    assert (last.claim_due, last.resolve_due, last.queue) == (
        before.claim_due,
        before.resolve_due,
        before.queue,
    )
    sender.say("I will do it later")
    assert "Your tip: received." in sender.tell("/tincuatoi", newest_receipt(world))[0]


def test_officers_hear_of_suspected_spam_once_in_a_while(world: World, officer: Person) -> None:
    for number in range(6):
        sender = Person(world, f"sender {number}")
        sender.say("/ngonngu en")
        file(sender, COPY)

    heard = officer.listen()

    assert [text for text in heard if "looks like spam" in text] == [
        "Tip 3 looks like spam. It lies in the quarantine list: «/cachly»."
    ]
    assert len([text for text in heard if text.startswith("New tip")]) == 2


@pytest.mark.parametrize("way", ["/khongrac 1", "không phải rác 1", "nhận 1"])
def test_a_marked_tip_comes_back(world: World, officer: Person, tipster: Person, way: str) -> None:
    file(tipster)
    assert "marked as spam" in officer.say("rác 1")[-1]
    assert find(world, 1).status is TipStatus.QUARANTINED

    officer.say(way)

    assert find(world, 1).status is (TipStatus.CLAIMED if way == "nhận 1" else TipStatus.NEW)
    world.now += 13 * HOUR
    assert not waits(file(tipster, "another story"))


def test_a_mark_slows_its_sender_for_a_while_and_nobody_of_another_drawer(
    world: World, officer: Person, tipster: Person
) -> None:
    file(tipster)
    other = person_outside(world, of=tipster)
    officer.say("/rac 1")
    assert not waits(file(tipster, "just after it"))  # it begins later than anybody could link

    world.now += 13 * HOUR
    minutes = waits(file(tipster, "the day after"))
    assert 5 <= minutes <= 15
    assert not waits(file(other, "of somebody else"))
    assert waits(tipster.say("Send the tip")) == minutes
    world.now += minutes * MINUTE
    assert "Your tip is stored" in tipster.say("Send the tip")[0]

    world.now += 7 * DAY
    assert not waits(file(tipster, "a week later"))


def test_a_late_mark_only_labels(world: World, officer: Person, tipster: Person) -> None:
    file(tipster)
    world.now += 2 * DAY
    early = officer.say("/rac 1")[-1]

    world.now += 13 * HOUR
    assert find(world, 1).status is TipStatus.QUARANTINED
    assert not waits(file(tipster, "another story"))
    officer.say("/rac 2")
    assert officer.say("/rac 2")[-1] == early.replace("Tip 1", "Tip 2")  # it tells nothing of the sender


def test_marks_and_their_end_are_recorded(world: World, officer: Person, tipster: Person) -> None:
    file(tipster)
    officer.tell("/rac 1", "/khongrac 1")

    acts = [(act.act, act.number) for act in world.store.run(audit.all_acts)]
    assert acts == [("spam", 1), ("clear_spam", 1)]


def test_only_the_officers_of_the_queue_mark(world: World, officer: Person, tipster: Person) -> None:
    file(tipster)
    stranger = make_officer(world, "stranger", "00008")
    above = make_officer(world, "above", "01")

    for other in (stranger, above):
        assert "There is no tip" in other.say("/rac 00004-1")[0]
    assert "I don't know that command" in Person(world, "tipster").say("/rac 1")[0]
    assert find(world, 1).status is TipStatus.NEW


def test_a_closed_tip_is_not_marked_and_a_tip_in_order_not_cleared(
    world: World, officer: Person, tipster: Person
) -> None:
    file(tipster)
    assert "not in the quarantine list" in officer.say("/khongrac 1")[-1]
    world.store.run(lambda tx: tips.set_status(tx, find_id(tx), TipStatus.CLOSED))
    assert "is closed" in officer.say("/rac 1")[-1]


def find_id(tx: object) -> bytes:
    found = tips.find_tip(tx, "00004", 1)  # type: ignore[arg-type]
    assert found is not None
    return found.id


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("https://a.example/x", TipKind.OTHER, True),
        ("xem www.a.vn t.me/b zalo.me/c rẻ nhất, giao tận nơi, gọi ngay", TipKind.SELLING, True),
        ("họ bán ở đây https://a.example/x và giao hàng buổi tối", TipKind.SELLING, False),
        ("https://a.example/x t.me/b t.me/c t.me/d", TipKind.ONLINE, False),
        ("họ bán ở chợ, tối nào cũng có xe 29A-123.45", TipKind.SELLING, False),
    ],
)
def test_links_make_an_advertisement_unless_they_are_the_evidence(
    text: str, kind: TipKind, *, expected: bool
) -> None:
    assert advertises(text, kind) is expected
