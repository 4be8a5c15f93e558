"""Who writes for long as a resident and then takes an invitation is an officer from that message on."""

from handlers.setup import make_invitation
from storage.records import Role
from tests.handlers.chat import Person, World


def test_a_resident_becomes_an_officer_with_their_own_message(world: World, tipster: Person) -> None:
    (refused,) = tipster.say("/hangdoi")[:1]
    assert "I don't know that command" in refused
    _address, code = world.store.run(
        lambda tx: make_invitation(tx, world.product, "00004", Role.OFFICER, world.now)
    )

    (welcome, *_rest) = tipster.say(code)

    assert "Welcome" in welcome
    assert tipster.say("/hangdoi")
    assert world.store.run(lambda tx: world.turn(tx, tipster.address).officer) is not None
