"""Many sessions of one network on the real intake: somebody from elsewhere is served between them, not after them."""

import asyncio
from pathlib import Path

from bot.app import App
from bot.settings import read_settings
from handlers.messages import Incoming

FLOOD = 400


async def test_a_flood_of_new_sessions_lets_others_by(tmp_path: Path) -> None:
    folders = {"DATA_DIR": "data", "RUNTIME_DIR": "runtime", "SHRED_DIR": "shred"}
    app = App(read_settings({f"HOMTHU_{name}": str(tmp_path / folder) for name, folder in folders.items()}))
    done: list[str] = []

    async def write(source: str, address: str) -> None:
        await app.intake.take(Incoming("web", address, f"{address}:1", "xin chào", seen=0, source=source))
        done.append(address)

    flood = [asyncio.create_task(write("one network", f"session {number}")) for number in range(FLOOD)]
    await asyncio.sleep(0)
    await write("another network", "an")
    await asyncio.gather(*flood)
    app.close()

    assert len(done) == FLOOD + 1
    assert done.index("an") < FLOOD / 2
