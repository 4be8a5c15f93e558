"""`kill -9` at every point of a tip: nothing that was acknowledged is lost, nothing happens twice."""

import json
import re
import shutil
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import func, select

from bot.opening import open_store
from handlers.jobs.retention import find_stray_files
from handlers.product import Product
from handlers.reports import load_report
from handlers.setup import queue_codes
from storage import audit, generations, posted, tips
from storage.evidence import open_file
from storage.memberships import Membership, join
from storage.officers import Officer, new_officer_id
from storage.receipts import derive_keys, read_receipt
from storage.records import Role, TipKind, TipStatus
from storage.shred import RESERVE
from storage.statements import Statement
from storage.store import Store
from storage.tables.casework import claims
from storage.tables.live import fetches, inbox, outbox
from storage.tables.tips import files, receipts, tip_keys, tip_records
from storage.tables.tips import tips as tips_table
from storage.tip_readers import REPORT, THREAD
from tests.kill.product import CHANNEL, CHEAP_MEMORY, settings_in

SHARES = 2  # how many tests the points are dealt out to
QUEUE = "00004"
WORDS = "Tối qua có người bán ma tuý ở cổng chợ."
RECEIPT = re.compile(r"\b\d{4}(?: \d{4}){4}\b")
LAST_GROUP = "«last group»"
PICTURE = "«picture»"
TIP = (
    "/baotin",
    "1",  # nobody is in danger
    "1",  # selling
    "Phường Ba Đình, Hà Nội",
    "Cổng chợ",
    "bỏ qua",  # when
    "2",  # often
    "bỏ qua",  # who
    WORDS,
    PICTURE,
    "xong",
    "1",  # no official
    "1",  # the commune may read it
    "1",  # send
    LAST_GROUP,
)
KINDS = {
    "before commit",
    "after commit",
    "before shred",
    "after shred",
    "before flush",
    "after flush",
    "sent",
    "deleted",
}


class DiedError(Exception):
    """The product was killed."""


class Nursery:
    """A process that has imported the product and forks a new one in a moment."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.kill.product"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, text=True)
        self._door = socket.create_server(("127.0.0.1", 0))

    def bear(self, folder: Path, point: int) -> "Living":
        order = {"folder": str(folder), "port": self._door.getsockname()[1], "point": point}
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        self._door.settimeout(30)
        return Living(self._door.accept()[0])

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
        self._door.close()


class Living:
    """One running process of the product."""

    def __init__(self, line: socket.socket) -> None:
        line.settimeout(30)
        self._socket = line
        self._lines = line.makefile("rwb")

    def hear(self) -> str:
        """Hear the next word; raise DiedError when there will be no more."""
        try:
            word = self._lines.readline().decode().strip()
        except ConnectionError as error:
            raise DiedError from error
        if not word:
            raise DiedError
        return word

    def send(self, message: dict[str, str]) -> None:
        try:
            self._lines.write(json.dumps(message).encode() + b"\n")
            self._lines.flush()
        except ConnectionError as error:
            raise DiedError from error

    def end(self) -> None:
        """Let it end in peace, and wait for that."""
        self._socket.shutdown(socket.SHUT_WR)
        assert self._lines.read() == b""
        self.close()

    def close(self) -> None:
        self._socket.close()


class Story:
    """A whole tip told to a product that dies once and is started again in the same folder."""

    def __init__(self, nursery: Nursery, folder: Path, point: int) -> None:
        self._nursery = nursery
        self._folder = folder
        self.died = False
        try:
            self._product = nursery.bear(folder, point)
            assert self._product.hear() == "quiet"
        except DiedError:
            self._start_again()
        for number, words in enumerate(TIP):
            self._tell({"address": "tipster", "id": str(number), **self._write(words)})
        self._product.end()

    @property
    def sent(self) -> list[dict[str, Any]]:
        path = self._folder / "sent"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    @property
    def receipt(self) -> str:
        (receipt,) = {found for line in self.sent for found in RECEIPT.findall(line["text"])}
        return str(receipt)

    @property
    def deleted(self) -> set[str]:
        """Name the messages that were taken back."""
        lines = (self._folder / "deleted").read_text().splitlines()
        return {name for line in lines for name in json.loads(line)}

    def replies(self) -> Counter[str]:
        """Count what the tipster was told, whatever the receipt was."""
        told = [line["text"] for line in self.sent if line["address"] == "tipster"]
        return Counter(RECEIPT.sub("(receipt)", text) for text in told)

    def _write(self, words: str) -> dict[str, str]:
        if words == PICTURE:
            return {"picture": str(self._folder / "picture.png")}
        return {"text": self.receipt[-4:] if words == LAST_GROUP else words}

    def _tell(self, message: dict[str, str]) -> None:
        """Tell one message, again only if it was not acknowledged, and wait until all is done that it brings."""
        heard: list[str] = []
        while "quiet" not in heard:
            try:
                if "acked" not in heard:
                    self._product.send(message)
                while "quiet" not in heard:
                    heard.append(self._product.hear())
            except DiedError:
                self._start_again()
                if "acked" in heard:
                    return

    def _start_again(self) -> None:
        assert not self.died, "it was to die only once"
        self.died = True
        if hasattr(self, "_product"):
            self._product.close()
        self._product = self._nursery.bear(self._folder, 0)
        assert self._product.hear() == "quiet"


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    opened = Nursery()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def beginning(memory: Path) -> Path:
    """A product with all its queues and one officer, before anybody has written. A kill asks nothing of the disk."""
    folder = memory / "beginning"
    folder.mkdir()
    store = open_store(settings_in(folder))
    officer = Officer(new_officer_id(), "Lan", "vi", CHANNEL, "officer")

    def prepare(tx: Any) -> None:  # noqa: ANN401
        generations.make_queues(tx, store.keyring, queue_codes())
        store.register.save(tx, officer)
        join(tx, Membership(officer.id, QUEUE, Role.OFFICER))

    store.run(prepare)
    store.close()
    content = BytesIO()
    Image.effect_noise((80, 60), 50).save(content, "PNG")
    (folder / "picture.png").write_bytes(content.getvalue())
    return folder


@pytest.mark.parametrize("share", range(SHARES))
def test_a_tip_survives_kill_9_at_every_point(
    share: int, nursery: Nursery, beginning: Path, memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.receipts.MEMORY_BYTES", CHEAP_MEMORY)
    whole, undisturbed = tell(nursery, beginning, memory / f"undisturbed {share}", 0)
    points = (whole / "points").read_text().splitlines()
    assert set(points) == KINDS
    assert len(points) > 5 * len(TIP)
    check(whole, undisturbed, undisturbed)

    point, died = 1 + share, True
    while died:  # which turns share a commit is not always the same, so neither is the number of points
        folder, story = tell(nursery, beginning, memory / str(point), point)
        check(folder, story, undisturbed)
        shutil.rmtree(folder)
        point, died = point + SHARES, story.died
    assert point > 0.9 * len(points)


def tell(nursery: Nursery, beginning: Path, folder: Path, point: int) -> tuple[Path, Story]:
    shutil.copytree(beginning, folder)
    return folder, Story(nursery, folder, point)


def check(folder: Path, story: Story, undisturbed: Story) -> None:
    with closing(open_store(settings_in(folder))) as store:
        check_tip(store, story)
        check_rows(store)
        check_chats(store, story)
    told = story.replies()
    assert set(told) == set(undisturbed.replies())
    expected = undisturbed.replies()
    # What was being sent when the process died may be sent again; nothing else is.
    assert sum((told - expected).values()) <= 1
    assert not expected - told
    notices = [line for line in story.sent if line["address"] == "officer"]
    assert len(notices) <= 1
    assert len(notices) == 1 or story.died


def check_tip(store: Store, story: Story) -> None:
    """Check that there is exactly one tip, whole, and that its receipt opens it."""
    digits = read_receipt(story.receipt)
    assert digits is not None
    keys = derive_keys(digits, store.salt)
    tip = store.run(lambda tx: tips.find_by_receipt(tx, keys.lookup))
    assert tip is not None
    assert (tip.queue, tip.number, tip.kind, tip.status) == (QUEUE, 1, TipKind.SELLING, TipStatus.NEW)
    pair = keys.public, keys.private
    for opened in (
        store.run(lambda tx: store.vault.open_for_receipt(tx, tip.id, pair)),
        store.run(lambda tx: store.vault.open_for_queue(tx, tip.id)),
    ):
        (record,) = store.run(lambda tx, opened=opened: opened.read(tx, REPORT))  # type: ignore[misc]
        assert store.run(lambda tx, opened=opened: opened.read(tx, THREAD)) == []  # type: ignore[misc]
        kind, report = load_report(record)
        assert (kind, report.where, report.words) == (TipKind.SELLING, "Cổng chợ", WORDS)
        (picture,) = report.files
        with Image.open(BytesIO(open_file(store.files, picture))) as image:
            assert image.size == (80, 60)


def check_chats(store: Store, story: Story) -> None:
    """Check that every message can be taken back, or was, but for the one a person was being sent when the product died."""
    for address in ("tipster", "officer"):
        person = store.runtime.name_person(CHANNEL, address)
        found = store.run(lambda tx, person=person: posted.of_person(tx, store.runtime, person))  # type: ignore[misc]
        known = {one.message for one in found}
        sent = {line["name"] for line in story.sent if line["address"] == address}
        assert not known & story.deleted
        assert len(sent - known - story.deleted) <= story.died
    shown = {line["name"] for line in story.sent if RECEIPT.search(line["text"])}
    assert story.deleted <= shown
    assert len(shown - story.deleted) <= story.died


def check_rows(store: Store) -> None:
    """Check that no row is missing, there twice, or left over."""

    def count(table: Any) -> int:  # noqa: ANN401
        row = store.run(lambda tx: tx.first(Statement(select(func.count()).select_from(table))))
        assert row is not None
        return int(row[0])

    def column(of: Any) -> set[Any]:  # noqa: ANN401
        return {value for (value,) in store.run(lambda tx: tx.all(Statement(select(of))))}

    assert count(inbox) == len(TIP)
    assert [count(table) for table in (tips_table, receipts, tip_records, files)] == [1, 1, 1, 1]
    assert count(tip_keys) == 2  # the report's, for queue and receipt
    assert [count(table) for table in (outbox, fetches, claims)] == [0, 0, 0]
    tip = column(tips_table.c.id)
    owners = column(receipts.c.tip), column(tip_keys.c.tip), column(tip_records.c.tip), column(files.c.tip)
    assert set.union(*owners) == tip
    product = Product(store, "", 60)
    assert len(store.run(lambda tx: find_stray_files(tx, product))) <= 1
    assert store.run(audit.find_break) is None
    with closing(store.shred._connection.execute("SELECT tip FROM shred")) as rows:
        keys = {row[0] for row in rows}
    assert tip <= keys
    assert len(keys) <= 2 * (1 + RESERVE)
