"""The jobs that take times away, on the real store."""

import os
from pathlib import Path

from bot.app import App
from bot.schedule import Jobs, make_scheduler
from bot.settings import read_settings
from storage.evidence import save_file


async def test_files_and_databases_lose_the_time_at_which_somebody_wrote(tmp_path: Path) -> None:
    folders = {"DATA_DIR": "data", "RUNTIME_DIR": "runtime", "SHRED_DIR": "shred"}
    app = App(read_settings({f"HOMTHU_{name}": str(tmp_path / folder) for name, folder in folders.items()}))
    jobs, store = Jobs(app.product), app.product.store
    saved = save_file(store.files, b"picture")
    written = [tmp_path / "data" / "homthu.db", tmp_path / "shred" / "shred.db", store.files]
    for path in written:
        os.utime(path, (1_790_000_000, 1_790_000_000))

    await jobs.settle_files()
    await jobs.sweep()

    app.close()
    assert (store.files / saved.name).stat().st_mtime == 0
    assert all(path.stat().st_mtime > 1_790_000_001 for path in written)
    assert {job.func.__name__ for job in make_scheduler(app.product).get_jobs()} >= {"settle_files", "sweep"}
