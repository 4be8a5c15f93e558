"""A trial's pledges, contests and entries never become production data."""

from storage.directory import Entry, list_entries, put_entry
from storage.store import Store
from storage.trials import forget_trial

ENTRY = Entry(
    "00004",
    1,
    "police",
    "Công an phường",
    "02438261234",
    "số 2",
    "ngày đêm",
    20_000,
    bytes(16),
    approved=True,
)


def test_what_was_entered_in_a_trial_is_forgotten(store: Store) -> None:
    store.run(lambda tx: put_entry(tx, ENTRY))
    assert store.run(lambda tx: list_entries(tx, "00004")) == [ENTRY]

    store.run(forget_trial)

    assert store.run(lambda tx: list_entries(tx, "00004")) == []
