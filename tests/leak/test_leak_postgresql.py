"""The same on PostgreSQL, in one short walk: its tables, its write-ahead log and its own log hold nobody and nothing said."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.telegram import FakeTelegram
from tests.leak.actors import AtPage, AtTelegram
from tests.leak.people import CITIZENS, OFFICERS, TOKEN, fold
from tests.leak.scanner import Hit, Scanner
from tests.leak.trouble import telegram_of
from tests.leak.walk import Walk
from tests.leak.world import World
from tests.storage.postgresql import PostgresqlServer


@pytest.fixture
def world(tmp_path_factory: pytest.TempPathFactory, postgresql: PostgresqlServer) -> Iterator[World]:
    made = World(tmp_path_factory.mktemp("leak"))
    with postgresql.database() as url:
        made.settings = {"HOMTHU_DATABASE_URL": url}
        yield made
        made.end()


def scan_server(world: World, server: PostgresqlServer, part: str = "") -> list[Hit]:
    """Scan what the server has on disk, once it has written what it holds in memory."""
    server.run("CHECKPOINT")
    return Scanner(world.roll.all()).scan_tree(Path(server.folder) / "data" / part)


def test_no_canary_is_found_in_postgresql(world: World, postgresql: PostgresqlServer) -> None:
    with FakeTelegram(TOKEN) as fake:
        walk_shortly(Walk(world, fake))
    found = scan_server(world, postgresql)

    assert not found, "\n".join(sorted({str(hit) for hit in found}))
    assert not world.hits, "\n".join(sorted({str(hit) for hit in world.hits}))

    planted = fold(CITIZENS["web"].phrase("bán ma tuý"))
    postgresql.run(f"CREATE TABLE planted AS SELECT '{planted}' AS words")
    postgresql.run("DROP TABLE planted")
    assert scan_server(world, postgresql, "pg_wal"), "a dropped table is still in the log, and nobody sees it"


def walk_shortly(walk: Walk) -> None:
    """Tips by the page and by Telegram, an officer's work, answers read, a subscription that ends, a draft that stays."""
    world, fake = walk.world, walk.fake
    world.settings |= telegram_of(fake, by_webhook=False)
    served = world.serve("postgresql")
    chief = AtPage(world, OFFICERS["chief"], served.url)
    chief.follow(walk.learn_code(served.welcome))
    walk.say(chief, OFFICERS["chief"].shown, "bắt đầu làm việc")
    web, telegram = AtPage(world, CITIZENS["web"], served.url), AtTelegram(world, CITIZENS["telegram"], fake)
    walk.tip_off(web, CITIZENS["web"])
    walk.subscribe(telegram)
    walk.tip_off(telegram, CITIZENS["telegram"])
    walk.work(chief, OFFICERS["chief"], "1")
    walk.look_after(web, CITIZENS["web"])
    walk.begin_tip(telegram, CITIZENS["telegram"])
    world.look("PostgreSQL, running")
    world.stop(served.process)
    for actor in (web, chief):
        actor.close()
