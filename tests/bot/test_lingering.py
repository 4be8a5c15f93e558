"""Nothing of a turn lingers in memory: without any search for garbage, what was opened in it ends with it."""

import asyncio
import gc
from pathlib import Path

from sqlalchemy import func, select

from bot.app import App
from bot.settings import read_settings
from handlers.dialogue.player import Player
from handlers.messages import Incoming
from handlers.turn import Turn
from storage.statements import Statement
from storage.tables.tips import tips

COUNT_TIPS = Statement(select(func.count()).select_from(tips))
TIP = (
    "/start",
    "1",
    "không",
    "bán ma tuý",
    "Phường Ba Đình, Hà Nội",
    "số 3 ngõ 5",
    "tối qua",
    "1",
    "một người cao gầy",
    "nhiều người ra vào lúc chín giờ tối",
    "xong",
    "không",
    "1",
    "gửi",
)


async def test_a_tip_whose_receipt_was_waited_for_leaves_no_turn_in_memory(tmp_path: Path) -> None:
    folders = {"DATA_DIR": "data", "RUNTIME_DIR": "runtime", "SHRED_DIR": "shred"}
    app = App(read_settings({f"HOMTHU_{name}": str(tmp_path / folder) for name, folder in folders.items()}))
    gc.collect()
    gc.disable()
    try:
        for number, text in enumerate(TIP):
            await app.intake.take(Incoming("telegram", "7", str(number), text))
        filed = await app.store.read(lambda tx: tx.first(COUNT_TIPS))
        await asyncio.sleep(0)

        lingering = [type(one).__name__ for one in gc.get_objects() if isinstance(one, Turn | Player)]
    finally:
        gc.enable()
        app.close()

    assert filed == (1,)
    assert lingering == []
