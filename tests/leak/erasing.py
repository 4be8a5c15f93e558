"""The end of a tip in the walk: it is closed, its time passes, the daily job erases it, and not a byte of it is left."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.opening import open_store
from bot.schedule import Jobs
from bot.settings import read_settings
from handlers.product import Product
from tests.leak.actors import AtConsole
from tests.leak.people import Canary
from tests.leak.scanner import Scanner
from tests.leak.walk import Walk
from tests.leak.world import World

TABLES = ("tip_keys", "tip_records", "receipts")
PIECE = 48  # of something sealed: enough to know it again


def erase_closed(walk: Walk) -> None:
    """Let the time of the closed tip pass while nothing runs, erase it, and look for what it was, sealed and its key, too."""
    world, data = walk.world, walk.world.folder / "data"
    with closing(sqlite3.connect(data / "homthu.db")) as connection:
        [(tip,)] = connection.execute("SELECT id FROM tips WHERE closed_day IS NOT NULL").fetchall()
        sealed = find_cells(connection, tip)
        names = [name for (name,) in connection.execute("SELECT name FROM files WHERE tip = ?", (tip,))]
        connection.execute("UPDATE tips SET closed_day = closed_day - 9999 WHERE id = ?", (tip,))
        connection.commit()
    assert sealed
    assert names
    sealed += [(data / "files" / name).read_bytes() for name in names]
    sealed.append(read_shred_key(world.folder / "shred", tip))
    erased = Canary("an erased tip, sealed", raw=tuple(one[:PIECE] for one in sealed))
    assert Scanner([erased]).scan_tree(world.folder)
    asyncio.run(run_daily_job(world))
    world.roll.learn(erased)
    world.look("after an erasure")
    assert not any((data / "files" / name).exists() for name in names)
    console = AtConsole(world, "erased")
    walk.say(console, "/tincuatoi", "20 chữ số")
    walk.say(console, walk.receipts["telegram"], "đã được xóa")
    console.close()


def find_cells(connection: sqlite3.Connection, tip: bytes) -> list[bytes]:
    """List what stands sealed in the rows of a tip."""
    rows = [
        row
        for table in TABLES
        for row in connection.execute(f"SELECT * FROM {table} WHERE tip = ?", (tip,))  # noqa: S608 - our own names
    ]
    return [cell for row in rows for cell in row if isinstance(cell, bytes) and len(cell) >= PIECE]


def read_shred_key(folder: Path, tip: bytes) -> bytes:
    with closing(sqlite3.connect(folder / "shred.db")) as connection:
        [(key,)] = connection.execute("SELECT key FROM shred WHERE tip = ?", (tip,)).fetchall()
    assert isinstance(key, bytes)
    return key


async def run_daily_job(world: World) -> None:
    store = open_store(read_settings(world.environment()))
    try:
        await Jobs(Product(store, "", 60)).erase_old_tips()
    finally:
        store.close()
