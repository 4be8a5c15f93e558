"""The vault: who can read a tip, and that nobody and nothing else can."""

from typing import Any

import pytest
from sqlalchemy import select, update

from storage import generations
from storage.cipher import make_key_pair, random_bytes
from storage.databases import SqliteDatabase
from storage.errors import UnreadableError
from storage.keyring import Keyring
from storage.records import Json
from storage.statements import Statement
from storage.store import Store
from storage.tables.tips import tip_keys, tip_records
from storage.tip_readers import NOTES, RECEIPT, REPORT, THREAD, Reader, Readers, queue_reader, readers_of
from storage.tips import add_receipt
from storage.vault import Vault
from tests.storage.samples import COMMUNE, NEIGHBOUR, make_queues

Pair = tuple[bytes, bytes]
SECRET_WORDS = "nhà số 12, ngõ Tạm Thương"


@pytest.fixture(autouse=True)
def _queues(store: Store) -> None:
    make_queues(store)


def file_tip(store: Store, queue: str = COMMUNE) -> tuple[bytes, Pair]:
    """Seal a tip with a report, two messages and two notes; give its id and its receipt's pair."""
    tip, pair = random_bytes(16), make_key_pair()

    def work(tx: Any) -> None:  # noqa: ANN401
        first = Readers(queue_reader(tx, queue), Reader(RECEIPT, pair[0]))
        keys = store.vault.make(tx, tip, *first)
        add_receipt(tx, random_bytes(16), tip, pair[0])
        keys.write(tx, REPORT, 0, {"words": SECRET_WORDS})
        for number in (1, 2):
            keys.append(tx, THREAD, f"message {number}", first)
            keys.append(tx, NOTES, f"note {number}", first)

    store.run(work)
    return tip, pair


def read_as_queue(store: Store, tip: bytes, family: str) -> list[Json]:
    return store.run(lambda tx: store.vault.open_for_queue(tx, tip).read(tx, family))


def read_with_receipt(store: Store, tip: bytes, pair: Pair, family: str) -> list[Json]:
    return store.run(lambda tx: store.vault.open_for_receipt(tx, tip, pair).read(tx, family))


def readers(store: Store, tip: bytes) -> set[tuple[str, int, str]]:
    columns = tip_keys.c.family, tip_keys.c.generation, tip_keys.c.reader
    return {
        (*row,)
        for row in store.run(lambda tx: tx.all(Statement(select(*columns).where(tip_keys.c.tip == tip))))
    }


def move(store: Store, tip: bytes, queue: str) -> None:
    def work(tx: Any) -> None:  # noqa: ANN401
        store.vault.settle(tx, tip, store.vault.open_for_queue(tx, tip), readers_of(tx, tip, queue))

    store.run(work)


def append(store: Store, tip: bytes, words: str, queue: str = COMMUNE, family: str = THREAD) -> None:
    """Append as the queue does."""
    store.run(
        lambda tx: store.vault.open_for_queue(tx, tip).append(tx, family, words, readers_of(tx, tip, queue))
    )


def append_with_receipt(store: Store, tip: bytes, pair: Pair, words: str, queue: str = COMMUNE) -> None:
    """Append as the tipster does."""
    store.run(
        lambda tx: store.vault.open_for_receipt(tx, tip, pair).append(
            tx, THREAD, words, readers_of(tx, tip, queue)
        )
    )


def test_the_queue_reads_everything(store: Store) -> None:
    tip, _ = file_tip(store)

    assert read_as_queue(store, tip, REPORT) == [{"words": SECRET_WORDS}]
    assert read_as_queue(store, tip, THREAD) == ["message 1", "message 2"]
    assert read_as_queue(store, tip, NOTES) == ["note 1", "note 2"]


def test_the_receipt_reads_report_and_messages_but_no_notes(store: Store) -> None:
    tip, pair = file_tip(store)

    assert read_with_receipt(store, tip, pair, REPORT) == [{"words": SECRET_WORDS}]
    assert read_with_receipt(store, tip, pair, THREAD) == ["message 1", "message 2"]
    with pytest.raises(UnreadableError):
        read_with_receipt(store, tip, pair, NOTES)


def test_exactly_queue_and_receipt_hold_keys(store: Store) -> None:
    tip, _ = file_tip(store)

    assert readers(store, tip) == {
        (REPORT, 1, f"{COMMUNE}:1"),
        (THREAD, 1, f"{COMMUNE}:1"),
        (NOTES, 1, f"{COMMUNE}:1"),
        (REPORT, 1, RECEIPT),
        (THREAD, 1, RECEIPT),
    }


def test_another_receipt_and_another_server_read_nothing(store: Store) -> None:
    tip, _ = file_tip(store)

    with pytest.raises(UnreadableError):
        read_with_receipt(store, tip, make_key_pair(), REPORT)
    stranger = Vault(Keyring(b"s" * 32), store.shred)
    with pytest.raises(UnreadableError):
        store.run(lambda tx: stranger.open_for_queue(tx, tip))


def test_an_officers_answer_is_read_with_the_receipt_and_the_tipsters_by_the_queue(store: Store) -> None:
    tip, pair = file_tip(store)

    append(store, tip, "answer")
    append_with_receipt(store, tip, pair, "addition")

    expected = ["message 1", "message 2", "answer", "addition"]
    assert read_as_queue(store, tip, THREAD) == read_with_receipt(store, tip, pair, THREAD) == expected


def test_after_a_move_the_former_queue_has_lost_its_keys(store: Store) -> None:
    tip, pair = file_tip(store)

    move(store, tip, NEIGHBOUR)

    assert {reader for _, _, reader in readers(store, tip)} == {f"{NEIGHBOUR}:1", RECEIPT}
    assert read_as_queue(store, tip, REPORT) == [{"words": SECRET_WORDS}]
    assert read_as_queue(store, tip, NOTES) == ["note 1", "note 2"]
    assert read_with_receipt(store, tip, pair, THREAD) == ["message 1", "message 2"]


def test_messages_after_a_move_are_closed_to_who_kept_the_former_keys(store: Store) -> None:
    tip, pair = file_tip(store)
    kept = store.run(lambda tx: store.vault.open_for_queue(tx, tip))
    move(store, tip, NEIGHBOUR)
    append_with_receipt(store, tip, pair, "after the move", NEIGHBOUR)
    append(store, tip, "a note after the move", NEIGHBOUR, NOTES)

    assert read_as_queue(store, tip, THREAD)[-1] == "after the move"
    assert read_with_receipt(store, tip, pair, THREAD)[-1] == "after the move"
    for family in (THREAD, NOTES):
        with pytest.raises(UnreadableError):
            store.run(lambda tx, family=family: kept.read(tx, family))  # type: ignore[misc]


def test_what_is_added_after_a_new_generation_is_closed_to_who_kept_the_former_keys(store: Store) -> None:
    tip, pair = file_tip(store)
    kept = store.run(lambda tx: store.vault.open_for_queue(tx, tip))
    store.run(lambda tx: generations.add_generation(tx, store.keyring, COMMUNE))
    append_with_receipt(store, tip, pair, "from the tipster")
    append(store, tip, "a note", family=NOTES)

    assert read_as_queue(store, tip, THREAD)[-1] == "from the tipster"
    assert read_as_queue(store, tip, NOTES)[-1] == "a note"
    for family in (THREAD, NOTES):
        with pytest.raises(UnreadableError):
            store.run(lambda tx, family=family: kept.read(tx, family))  # type: ignore[misc]


def test_a_tip_can_move_again_and_back(store: Store) -> None:
    tip, pair = file_tip(store)
    for queue in (NEIGHBOUR, COMMUNE):
        move(store, tip, queue)
        append(store, tip, "more", queue)

    assert read_with_receipt(store, tip, pair, THREAD) == ["message 1", "message 2", "more", "more"]
    assert {generation for family, generation, _ in readers(store, tip) if family == THREAD} == {1, 2, 3}


def test_a_tip_without_a_receipt_is_its_queues_alone(store: Store) -> None:
    tip = random_bytes(16)
    store.run(
        lambda tx: store.vault.make(tx, tip, queue_reader(tx, COMMUNE), None).write(tx, REPORT, 0, "words")
    )
    move(store, tip, NEIGHBOUR)

    assert read_as_queue(store, tip, REPORT) == ["words"]
    assert {reader for _, _, reader in readers(store, tip)} == {f"{NEIGHBOUR}:1"}
    with pytest.raises(UnreadableError):
        read_with_receipt(store, tip, make_key_pair(), REPORT)


def set_record(store: Store, to: tuple[bytes, str, int], **values: object) -> None:
    tip, family, position = to
    place = tip_records.c.tip == tip, tip_records.c.family == family, tip_records.c.position == position
    statement = Statement(update(tip_records).where(*place).values(**values))
    assert store.run(lambda tx: tx.change(statement)) == 1


def record(store: Store, at: tuple[bytes, str, int]) -> bytes:
    tip, family, position = at
    place = tip_records.c.tip == tip, tip_records.c.family == family, tip_records.c.position == position
    row = store.run(lambda tx: tx.first(Statement(select(tip_records.c.sealed).where(*place))))
    assert row is not None
    sealed: bytes = row[0]
    return sealed


def test_a_record_at_another_position_family_or_tip_does_not_open(store: Store) -> None:
    tip, _ = file_tip(store)
    other, _ = file_tip(store)
    taken = [(tip, THREAD, 1), (tip, NOTES, 0), (other, THREAD, 0)]
    own = record(store, (tip, THREAD, 0))

    for place in taken:
        set_record(store, (tip, THREAD, 0), sealed=record(store, place))
        with pytest.raises(UnreadableError):
            read_as_queue(store, tip, THREAD)

    set_record(store, (tip, THREAD, 0), sealed=own)
    assert read_as_queue(store, tip, THREAD) == ["message 1", "message 2"]


def test_a_record_of_another_generation_does_not_open(store: Store) -> None:
    tip, _pair = file_tip(store)
    move(store, tip, NEIGHBOUR)

    set_record(store, (tip, THREAD, 0), generation=2)

    with pytest.raises(UnreadableError):
        read_as_queue(store, tip, THREAD)


def test_a_key_of_another_family_or_tip_does_not_open(store: Store) -> None:
    tip, _ = file_tip(store)
    other, _ = file_tip(store)

    def key(of: bytes, family: str) -> bytes:
        place = tip_keys.c.tip == of, tip_keys.c.family == family, tip_keys.c.reader != RECEIPT
        row = store.run(lambda tx: tx.first(Statement(select(tip_keys.c.sealed).where(*place))))
        assert row is not None
        sealed: bytes = row[0]
        return sealed

    for sealed in (key(tip, NOTES), key(other, REPORT)):
        place = tip_keys.c.tip == tip, tip_keys.c.family == REPORT, tip_keys.c.reader != RECEIPT
        statement = Statement(update(tip_keys).where(*place).values(sealed=sealed))
        assert store.run(lambda tx, one=statement: tx.change(one)) == 1  # type: ignore[misc]
        with pytest.raises(UnreadableError):
            read_as_queue(store, tip, REPORT)


def test_a_destroyed_shred_key_makes_a_tip_unreadable_for_everybody(store: Store) -> None:
    tip, pair = file_tip(store)
    other, _ = file_tip(store)
    kept = store.run(lambda tx: tx.all(Statement(select(tip_keys, tip_records.c.sealed))))

    store.shred.destroy(tip)

    assert kept  # all rows are still there, as in a backup
    with pytest.raises(UnreadableError):
        read_as_queue(store, tip, REPORT)
    with pytest.raises(UnreadableError):
        read_with_receipt(store, tip, pair, REPORT)
    assert read_as_queue(store, other, REPORT) == [{"words": SECRET_WORDS}]


def test_another_shred_key_does_not_open_a_tip(store: Store) -> None:
    tip, _ = file_tip(store)
    store.shred.destroy(tip)
    store.shred.make(tip)

    with pytest.raises(UnreadableError):
        read_as_queue(store, tip, REPORT)


def test_the_length_of_words_does_not_show(store: Store) -> None:
    sizes = set()
    for words in ("x", "x" * 400, SECRET_WORDS):
        tip = random_bytes(16)
        store.run(
            lambda tx, tip=tip, words=words: store.vault.make(tx, tip, queue_reader(tx, COMMUNE), None).write(  # type: ignore[misc]
                tx, REPORT, 0, {"words": words}
            )
        )
        sizes.add(len(record(store, (tip, REPORT, 0))))

    assert len(sizes) == 1


def test_no_word_of_a_tip_lies_open_on_disk(store: Store) -> None:
    file_tip(store)
    if isinstance(store.database, SqliteDatabase):
        folder = store.database.path.parent
        content = b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())
        assert b"tip_records" in content
    else:
        rows = store.run(lambda tx: tx.all(Statement(select(tip_records))))
        content = b"".join(value for row in rows for value in row if isinstance(value, bytes))

    for words in (SECRET_WORDS, "message 1", "note 1"):
        assert words.encode() not in content
