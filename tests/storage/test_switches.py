"""Switches: on until somebody switches them off, and back on."""

from storage import switches
from storage.store import Store


def test_a_switch_is_on_until_it_is_switched_off(store: Store) -> None:
    states = [store.run(lambda tx: switches.is_on(tx, "a"))]
    for on in (False, True):
        store.run(lambda tx, on=on: switches.switch(tx, "a", on=on))  # type: ignore[misc]
        states.append(store.run(lambda tx: switches.is_on(tx, "a")))

    assert states == [True, False, True]
    assert store.run(lambda tx: switches.is_on(tx, "b"))
