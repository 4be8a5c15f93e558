"""Broadcasts: one for each occasion, sealed, approved by a second officer, and in no state that does not follow from the last."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from storage import broadcast_states, broadcasts
from storage.audiences import CHANNELS, Audience
from storage.broadcasts import Broadcast, Broadcasts, rekey_broadcasts
from storage.errors import UnreadableError
from storage.records import BroadcastState, Outcome
from storage.statements import Statement
from storage.store import Store
from storage.tables.outreach import broadcasts as broadcast_table

NOON = 1_796_000_400
DAY = NOON // 86400
JUNE = Broadcast(
    "june-26/2027",
    {"item": "june-26"},
    Audience(("telegram", "zalo"), ("01", "00004")),
    NOON,
    NOON + 86400,
    "campaign",
)


def add(store: Store, one: Broadcast) -> int:
    number = store.run(lambda tx: store.broadcasts.create(tx, one))
    assert number
    return number


def test_an_occasion_has_one_broadcast_however_often_it_is_planned(store: Store) -> None:
    number = add(store, JUNE)

    assert store.run(lambda tx: store.broadcasts.create(tx, replace(JUNE, content={"item": "other"}))) is None
    assert store.run(lambda tx: broadcasts.has_occasion(tx, JUNE.occasion))
    assert not store.run(lambda tx: broadcasts.has_occasion(tx, "june-27/2027"))
    assert store.run(lambda tx: store.broadcasts.get(tx, number)) == replace(JUNE, number=number)


def test_urgent_ones_come_first_and_ended_ones_no_more(store: Store) -> None:
    first, second = add(store, JUNE), add(store, replace(JUNE, occasion="alert/1", urgent=True))
    third = add(store, replace(JUNE, occasion="june-27/2027"))
    store.run(lambda tx: broadcast_states.cancel(tx, third, DAY))

    assert [one.number for one in store.run(store.broadcasts.open_ones)] == [second, first]
    assert [one.number for one in store.run(store.broadcasts.recent)] == [third, second, first]


def test_whoever_made_it_cannot_approve_it(store: Store) -> None:
    number = add(store, replace(JUNE, created_by="an", state=BroadcastState.WAITING))

    assert not store.run(lambda tx: broadcast_states.approve(tx, number, "an"))
    assert not store.run(lambda tx: broadcast_states.begin(tx, number))
    assert store.run(lambda tx: broadcast_states.approve(tx, number, "binh"))
    assert not store.run(lambda tx: broadcast_states.approve(tx, number, "chi"))

    found = store.run(lambda tx: store.broadcasts.get(tx, number))
    assert found is not None
    assert (found.state, found.approved_by) == (BroadcastState.PLANNED, "binh")


def test_each_state_follows_from_the_last(store: Store) -> None:
    number = add(store, JUNE)

    def state() -> BroadcastState | None:
        return store.run(lambda tx: broadcast_states.state_of(tx, number))

    assert not store.run(lambda tx: broadcast_states.resume(tx, number))
    assert store.run(lambda tx: broadcast_states.begin(tx, number))
    assert store.run(lambda tx: broadcast_states.pause(tx, number))
    assert state() is BroadcastState.PAUSED
    assert not store.run(lambda tx: broadcast_states.pause(tx, number))
    assert not store.run(lambda tx: broadcast_states.begin(tx, number))
    assert store.run(lambda tx: broadcast_states.resume(tx, number))
    assert store.run(lambda tx: broadcast_states.cancel(tx, number, DAY))
    assert not store.run(lambda tx: broadcast_states.cancel(tx, number, DAY))
    assert not store.run(lambda tx: broadcast_states.resume(tx, number))
    assert not store.run(lambda tx: broadcast_states.finish(tx, number, DAY))
    assert state() is BroadcastState.CANCELLED


def test_the_words_lie_sealed_and_go_along_when_the_secret_changes(store: Store) -> None:
    text = {"texts": {"vi": "Cảnh báo: kẹo lạ trước cổng trường."}, "picture": None}
    old, new = Broadcasts(b"o" * 32), Broadcasts(b"n" * 32)
    number = store.run(lambda tx: old.create(tx, replace(JUNE, content=text)))
    assert number

    ((sealed,),) = store.run(lambda tx: tx.all(Statement(select(broadcast_table.c.sealed))))
    assert "kẹo".encode() not in sealed
    store.run(lambda tx: rekey_broadcasts(tx, b"o" * 32, b"n" * 32))

    found = store.run(lambda tx: new.get(tx, number))
    assert found is not None
    assert found.content == text
    with pytest.raises(UnreadableError):
        store.run(lambda tx: old.get(tx, number))


def test_what_the_ledger_stores_never_changes() -> None:
    assert CHANNELS[:4] == ("zalo", "telegram", "zalooa", "console")
    assert [int(one) for one in Outcome] == [0, 1, 2, 3, 4]
    assert list(Outcome) == [Outcome.PENDING, Outcome.SENT, Outcome.FAILED, Outcome.SKIPPED, Outcome.UNKNOWN]
    assert [one.value for one in BroadcastState] == [
        "waiting",
        "planned",
        "sending",
        "paused",
        "cancelled",
        "done",
    ]
