"""The end of a subscription on the real intake: at once, and without a byte left on the disk."""

from pathlib import Path

from bot.app import App
from bot.settings import read_settings
from handlers.messages import Incoming
from storage import subscriptions
from storage.subscriptions import Subscriber


async def test_one_word_leaves_no_byte_of_the_row(tmp_path: Path) -> None:
    folders = {"DATA_DIR": "data", "RUNTIME_DIR": "runtime", "SHRED_DIR": "shred"}
    app = App(read_settings({f"HOMTHU_{name}": str(tmp_path / folder) for name, folder in folders.items()}))
    store = app.store
    await store.turn(lambda tx: store.subscriptions.subscribe(tx, Subscriber("telegram", "42", "vi", 2960)))
    ((_number, address, sealed, *_clear),) = await store.read(lambda tx: tx.all(subscriptions.ALL))
    assert sealed in all_bytes(tmp_path)

    await app.intake.take(Incoming("telegram", "42", "1", "/dung"))

    assert await store.read(store.subscriptions.count) == 0
    left = all_bytes(tmp_path)
    app.close()
    assert sealed not in left
    assert address not in left


def all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
