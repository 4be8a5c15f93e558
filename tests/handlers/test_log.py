"""The audit log in chat: who reads whose, page by page; and what leads are alerted to."""

import pytest

from handlers.commands.log import PAGE
from handlers.jobs.alerts import watch_log
from handlers.local_times import show_moment
from storage import audit
from storage.audit import Act
from storage.records import Role
from tests.handlers.chat import NOON, Person, World
from tests.handlers.conftest import make_officer

NIGHT = NOON - 19 * 3600 + 3600  # one o'clock in Vietnam


def watch(world: World) -> None:
    world.store.run(lambda tx: watch_log(tx, world.product, world.now))


def act(world: World, person: Person, name: str, count: int = 1, queue: str = "00004") -> None:
    """Write that an officer did something so often."""
    found = world.store.run(lambda tx: world.store.register.find(tx, "console", person.address))
    assert found is not None
    row = Act(int(world.now), found.id.hex(), name, queue, 1)
    for _time in range(count):
        world.store.run(lambda tx: audit.record(tx, row))


@pytest.fixture
def reader(world: World) -> Person:
    """An officer whose acts are watched from now on."""
    officer = make_officer(world, "Hải", "00004")
    watch(world)
    return officer


@pytest.fixture
def lead(world: World) -> Person:
    return make_officer(world, "Minh", "00004", role=Role.LEAD)


def test_an_auditor_reads_the_log_of_their_queue_page_by_page(world: World) -> None:
    auditor = make_officer(world, "Thu", "00004", role=Role.AUDITOR)
    act(world, make_officer(world, "Hải", "00004"), "read", PAGE + 3)

    (first,) = auditor.say("/nhatky")
    (second,) = auditor.press("Older entries")

    assert first.splitlines()[1] == f"15. {show_moment(world.now)} · Hải · read a tip 00004-1"
    assert [line.split(".")[0] for line in second.splitlines()[1:]] == ["3", "2", "1"]
    assert "Older entries" not in str(auditor.heard)
    (third,) = auditor.say("audit log")
    assert "Thu · read the audit log (00004)" in third


def test_a_log_is_read_from_its_queue_or_above_only(world: World) -> None:
    act(world, make_officer(world, "Hải", "00004"), "read")
    for name, queue, role in (
        ("a", "01", Role.AUDITOR),
        ("b", "vn", Role.LEAD),
        ("c", "00004", Role.LEAD),
    ):
        assert "Hải · read a tip" in make_officer(world, name, queue, role=role).say("/nhatky 00004")[0]
    for name, queue, role in (("d", "00008", Role.AUDITOR), ("e", "79", Role.LEAD)):
        assert "your own queues" in make_officer(world, name, queue, role=role).say("/nhatky 00004")[0]
    assert "Only leads and auditors" in make_officer(world, "f", "00004").say("/nhatky 00004")[0]


def test_the_national_desk_reads_everything(world: World) -> None:
    act(world, make_officer(world, "Hải", "00004"), "unlock", queue="")
    act(world, make_officer(world, "Lan", "26740"), "new_kind_of_act")

    (text,) = make_officer(world, "g", "vn", role=Role.AUDITOR).say("/nhatky")

    assert "Hải · unlocked their key" in text
    assert "Lan · another act (new_kind_of_act) 00004-1" in text


def test_a_lead_hears_once_a_day_of_an_officer_who_reads_many_tips(
    world: World, reader: Person, lead: Person
) -> None:
    act(world, reader, "read", 59)
    watch(world)
    assert lead.listen() == []

    act(world, reader, "read", 30)
    watch(world)
    act(world, reader, "read", 30)
    watch(world)
    (text,) = lead.listen()
    assert "Hải opened 60 tips today" in text

    world.now += 24 * 3600
    act(world, reader, "read", 60)
    watch(world)
    assert len(lead.listen()) == 1


@pytest.mark.parametrize(
    ("name", "count", "words"),
    [("export", 1, "exported a report"), ("wrong_phrase", 6, "typed for their key 6 times")],
)
def test_a_lead_hears_of_exports_and_of_wrong_passphrases(
    world: World, reader: Person, lead: Person, name: str, count: int, words: str
) -> None:
    act(world, reader, name, count - 1)
    watch(world)
    assert lead.listen() == []

    act(world, reader, name)
    watch(world)
    assert words in lead.listen()[0]


def test_a_night_has_a_lower_threshold(world: World, reader: Person, lead: Person) -> None:
    act(world, reader, "read", 15)
    watch(world)
    assert lead.listen() == []

    world.now = NIGHT + 24 * 3600
    act(world, reader, "read", 15)
    watch(world)
    assert "in the middle of the night" in lead.listen()[0]


def test_what_a_lead_does_is_told_to_those_above(world: World, lead: Person) -> None:
    above = make_officer(world, "Sơn", "01", role=Role.LEAD)
    watch(world)
    act(world, lead, "export")
    watch(world)

    assert lead.listen() == []
    assert "Minh exported" in above.listen()[0]


def test_the_past_and_the_server_cause_no_alert(world: World, lead: Person) -> None:
    act(world, make_officer(world, "Hải", "00004"), "read", 60)
    watch(world)
    row = Act(int(world.now), "server", "export", "00004")
    world.store.run(lambda tx: audit.record(tx, row))
    watch(world)

    assert lead.listen() == []
