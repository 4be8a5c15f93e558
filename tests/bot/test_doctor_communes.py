from datetime import UTC, date, datetime
from pathlib import Path

from bot.doctor.communes import check_age, check_queues
from content.places.changes import Change, Kind, changes
from handlers.product import Product
from handlers.setup import make_queues
from storage.store import Places, Store

NOW = datetime(2027, 2, 8, tzinfo=UTC).timestamp()


def test_a_list_older_than_120_days_is_warned_of() -> None:
    assert check_age(date(2026, 10, 11), NOW).good is True
    old = check_age(date(2026, 10, 10), NOW)
    assert old.good is None
    assert "120" in old.text


def test_a_merged_commune_whose_queue_waits_is_bad(tmp_path: Path) -> None:
    store = Store(
        Places(f"sqlite:///{tmp_path / 'homthu.db'}", tmp_path, tmp_path / "run", tmp_path / "shred")
    )
    store.run(lambda tx: make_queues(tx, Product(store, "", 60)))
    merged = Change("2027-01-01", Kind.MERGED, "00008", "phường|Ngọc Hà", "00004", "")
    assert store.run(lambda tx: check_queues(tx, changes())).good is True
    assert store.run(lambda tx: check_queues(tx, (*changes(), merged))).good is False
    store.close()
