"""Fills a store with millions of tips by bulk insert: what years of work would leave, in a minute or two."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from content.places.gazetteer import communes
from handlers.durations import HOUR_SECONDS
from handlers.reports import Report, dump_report
from handlers.setup import queue_codes
from storage import generations
from storage.cipher import random_bytes
from storage.memberships import Membership, join
from storage.officers import Officer, new_officer_id
from storage.records import Floor, Origin, Role, Tip, TipKind, TipResult, TipStatus
from storage.store import Places, Store
from storage.tables.tips import tips as tips_table
from storage.tip_readers import REPORT, queue_reader
from storage.tips import add_tip
from storage.transaction import Transaction

COMMUNE, PROVINCE = "00004", "01"
BATCH = 200
HAMLETS = 5
WEEK_HOURS, WEEKS = 168, 52
WORDS = "Quán nước đầu ngõ {number} bán ma tuý đá cho thanh niên, tối nào cũng có xe máy ra vào, khách lạ đứng chờ ở góc chợ."

_PREPARE = """
CREATE TEMP TABLE codes (place INTEGER PRIMARY KEY, code TEXT);
CREATE TEMP TABLE kinds (place INTEGER PRIMARY KEY, kind TEXT);
CREATE TEMP TABLE results (place INTEGER PRIMARY KEY, result TEXT);
"""
# Of ten tips one is open; weeks, kinds, results and hamlets are spread so that hardly two closed tips share a row of figures.
_TIPS = """
WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < :tips - 1)
INSERT INTO tips
SELECT randomblob(16), code, n / :queues + 1, kind, CASE WHEN n / :queues % 10 = 0 THEN 'new' ELSE 'closed' END,
  CASE WHEN n / :queues % 10 = 0 THEN NULL ELSE result END, 'chat', code, 'commune',
  CASE WHEN n / :queues % 10 = 0 THEN NULL ELSE 'Thôn ' || (n / :queues % :hamlets + 1) END,
  :hour - n * 7919 % :hours, :hour - n * 7919 % :hours + 24, :hour - n * 7919 % :hours + 480,
  CASE WHEN n / :queues % 10 = 0 THEN NULL ELSE :hour / 24 END
FROM numbers JOIN codes ON codes.place = n % :queues JOIN kinds ON kinds.place = n / :queues % 10
JOIN results ON results.place = n / :queues % 5 ORDER BY 1
"""
_STATISTICS = """
INSERT INTO statistics SELECT queue, (received_hour + 7 - 96) / 168, commune, hamlet, kind, result, count(*) FROM tips
WHERE status = 'closed' GROUP BY 1, 2, 3, 4, 5, 6
"""
_TALLIES = """
INSERT INTO tallies
SELECT {queue}, (received_hour + 7 - 96) / 168, kind, count(*), sum(status = 'new'), sum(status = 'new'), 0, 0,
  sum(status = 'closed'), 0, coalesce(sum(result = 'confirmed'), 0), coalesce(sum(result = 'unfounded'), 0), coalesce(sum(result = 'duplicate'), 0),
  coalesce(sum(result = 'not_a_tip'), 0), coalesce(sum(result = 'out_of_scope'), 0)
FROM tips {join} GROUP BY 1, 2, 3
"""
_NUMBERS = "UPDATE queues SET last_number = coalesce((SELECT max(number) FROM tips WHERE tips.queue = queues.code), 0)"


class Filled(NamedTuple):
    """A store full of tips, with an officer of one commune."""

    store: Store
    officer: Officer
    tips: int
    open_tips: int


def fill_store(folder: Path, tips: int, open_tips: int, now: float) -> Filled:
    """Make a store with so many tips over all communes, of which one has these open ones, with sealed words."""
    url = f"sqlite:///{folder / 'data' / 'homthu.db'}"
    places = Places(url, folder / "data", folder / "runtime", folder / "shred")
    store = Store(places)
    officer = Officer(new_officer_id(), "Lan", "vi", "console", "Lan")

    def begin(tx: Transaction) -> None:
        generations.make_queues(tx, store.keyring, queue_codes())
        store.register.save(tx, officer)
        join(tx, Membership(officer.id, COMMUNE, Role.LEAD))

    store.run(begin)
    store.close()
    _insert(folder / "data" / "homthu.db", tips - open_tips, int(now // HOUR_SECONDS))
    store = Store(places)
    for start in range(0, open_tips, BATCH):
        store.run(lambda tx, start=start: _seal(tx, store, range(start, start + BATCH), now))  # type: ignore[misc]
    return Filled(store, officer, tips, open_tips)


def _insert(path: Path, tips: int, hour: int) -> None:
    codes = [code for code in communes() if code != COMMUNE]
    values = {
        "tips": tips,
        "queues": len(codes),
        "hamlets": HAMLETS,
        "hour": hour,
        "hours": WEEKS * WEEK_HOURS,
    }
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in ("synchronous=OFF", "temp_store=MEMORY", "cache_size=-1000000", "journal_mode=OFF"):
            connection.execute(f"PRAGMA {pragma}")
        connection.executescript(_PREPARE)
        connection.executemany("INSERT INTO codes VALUES (?, ?)", enumerate(codes))
        connection.executemany("INSERT INTO kinds VALUES (?, ?)", enumerate(map(str, TipKind)))
        connection.executemany("INSERT INTO results VALUES (?, ?)", enumerate(map(str, TipResult)))
        made = [
            row[0]
            for row in connection.execute(
                "SELECT sql FROM sqlite_schema WHERE tbl_name = 'tips' AND type = 'index' AND sql NOT NULL"
            )
        ]
        for index in tips_table.indexes:
            connection.execute(f"DROP INDEX {index.name}")
        connection.execute("BEGIN")
        connection.execute(_TIPS, values)
        for index in made:
            connection.execute(index)
        connection.execute(_STATISTICS)
        for queue, join_ in (("queue", ""), ("above", "JOIN queues ON code = queue"), ("'vn'", "")):
            connection.execute(_TALLIES.format(queue=queue, join=join_))
        connection.execute(_NUMBERS)
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode=WAL")


def _seal(tx: Transaction, store: Store, numbers: range, now: float) -> None:
    hour, kinds = int(now // HOUR_SECONDS), list(TipKind)
    for number in numbers:
        tip = Tip(
            random_bytes(16),
            COMMUNE,
            number + 1,
            kinds[number % len(kinds)],
            TipStatus.NEW,
            None,
            Origin.CHAT,
            COMMUNE,
            Floor.COMMUNE,
            None,
            hour - number % 400,
            hour - number % 400 + 24,
            hour - number % 400 + 480,
            None,
        )
        add_tip(tx, tip)
        report = Report(COMMUNE, "", "", "unknown", "", WORDS.format(number=number), "no", ())
        keys = store.vault.make(tx, tip.id, queue_reader(tx, COMMUNE), None)
        keys.write(tx, REPORT, 0, dump_report(tip.kind, report))
