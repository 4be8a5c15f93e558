"""What a restart of the process keeps, and a reboot of the machine forgets: unlocked officers, what people have begun."""

from pathlib import Path

import pytest

from storage.store import Places, Store
from tests.handlers.chat import Person, World
from tests.handlers.test_keys import TIP, Production


@pytest.fixture
def production(world: World) -> Production:
    return Production(world)


def restart(world: World, folder: Path, *, rebooted: bool) -> None:
    """Open the store anew; after a reboot nothing is left of the runtime store, which lies in memory."""
    world.store.close()
    if rebooted:
        (folder / "runtime" / "runtime.key").unlink()
    url = f"sqlite:///{folder / 'data' / 'homthu.db'}"
    world.store = Store(Places(url, folder / "data", folder / "runtime", folder / "shred"))


def test_a_restart_locks_nobody_and_a_reboot_locks_everybody(
    world: World, production: Production, tmp_path: Path
) -> None:
    chief = production.officer("chief", production.first_code)
    lan = production.officer("lan", production.invite(chief, "00004"))
    tip = production.file()

    restart(world, tmp_path, rebooted=False)
    for officer, number in ((chief, f"00004-{tip.number}"), (lan, f"{tip.number}")):
        assert "somebody sells" in "".join(officer.say(f"/tin {number}"))

    restart(world, tmp_path, rebooted=True)
    for officer, number in ((chief, f"00004-{tip.number}"), (lan, f"{tip.number}")):
        for command in ("/hangdoi", f"/tin {number}", "/canbo"):
            heard = "".join(officer.say(command))
            assert "locked" in heard or "khóa" in heard.lower(), command
            assert "somebody sells" not in heard

    lan.say("/ngonngu en")
    production.unlock(lan)
    assert "somebody sells" in "".join(lan.say(f"/tin {tip.number}"))
    world.store.close()


def test_a_restart_keeps_what_was_begun_and_a_reboot_forgets_it(world: World, tmp_path: Path) -> None:
    person = Person(world, "person")
    person.tell("/ngonngu en", *TIP)
    assert person.answers["words"] == "somebody sells"

    restart(world, tmp_path, rebooted=False)
    assert person.answers["words"] == "somebody sells"

    restart(world, tmp_path, rebooted=True)
    assert not person.answers
    assert person.say("/start")
    world.store.close()
