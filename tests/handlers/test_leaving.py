"""Who leaves in a hurry is forgotten; and what a poster's code does: it offers a commune, and nothing more."""

from handlers.messages import Incoming
from handlers.router import take_message
from storage import conversations, outbox
from storage.cipher import random_bytes
from tests.handlers.chat import Person, World


def leave(world: World, person: Person) -> None:
    incoming = Incoming("console", person.address, random_bytes(8).hex(), leaves=True)
    world.store.run(lambda tx: take_message(tx, world.product, incoming, world.now, {}))


def scan(world: World, person: Person, code: str) -> None:
    number = str(next(world._numbers))
    incoming = Incoming("console", person.address, number, text="xin chào", commune=code)
    world.store.run(lambda tx: take_message(tx, world.product, incoming, world.now, {}))
    person.listen()


def test_who_leaves_is_forgotten_and_hears_nothing(world: World, tipster: Person) -> None:
    tipster.tell("/baotin", "no")
    assert tipster.conversation == "report_tip"
    leave(world, tipster)
    name = world.store.runtime.name_person("console", tipster.address)
    assert world.store.run(lambda tx: conversations.load_draft(tx, world.store.runtime, name)) is None
    assert world.store.run(lambda tx: outbox.waiting_for(tx, world.store.runtime, name)) == []
    assert tipster.conversation == ""


def test_a_posters_commune_is_offered_and_can_be_refused(world: World, tipster: Person) -> None:
    scan(world, tipster, "00004")
    heard = tipster.tell("/baotin", "no", "1")
    assert "Phường Ba Đình" in heard[-1]
    heard = tipster.say("2")
    assert "Phường Ba Đình" not in heard[-1]
    tipster.say("back")
    assert tipster.answers.keys() == {"danger"}


def test_a_posters_commune_is_taken_by_yes(world: World, tipster: Person) -> None:
    tipster.tell("/start xa00004", "/baotin", "no", "1", "1")
    assert tipster.answers["place"]["commune"] == "00004"


def test_an_unknown_commune_is_ignored(world: World, tipster: Person) -> None:
    scan(world, tipster, "99999")
    heard = tipster.tell("/start xa99999", "/baotin", "no", "1")
    assert "99999" not in heard[-1]
    assert "place" not in tipster.answers
