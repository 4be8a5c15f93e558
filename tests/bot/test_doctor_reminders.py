"""The doctor and /metrics show when reminders last ran."""

from pathlib import Path

import pytest

from bot.doctor.reminders import check_reminders
from bot.gauges import Gauges
from handlers.jobs.reminders import remind_due
from handlers.product import Product
from storage.store import Places, Store

NOW = 1_790_000_000.0


@pytest.mark.parametrize(("seconds", "good"), [(0, True), (3600, True), (3601, False)])
def test_the_doctor_tells_whether_reminders_run(tmp_path: Path, seconds: int, good: bool) -> None:
    url = f"sqlite:///{tmp_path / 'homthu.db'}"
    store = Store(Places(url, tmp_path, tmp_path / "runtime", tmp_path / "shred"))
    assert store.run(lambda tx: check_reminders(tx, NOW)).good is None

    store.run(lambda tx: remind_due(tx, Product(store, "", 60), NOW))

    assert store.run(lambda tx: check_reminders(tx, NOW + seconds)).good is good
    store.close()


def test_metrics_show_when_reminders_last_ran() -> None:
    gauges = Gauges()
    assert "homthu_reminders_last_run_seconds 0\n" in gauges.render()
    gauges.set_reminded(1_790_000_000)
    assert "homthu_reminders_last_run_seconds 1790000000\n" in gauges.render()
