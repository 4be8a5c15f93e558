"""What is taken: a deployment that was a trial, became production, worked a week, and lost its power in the middle of it."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from content.passphrases import read_phrase
from handlers.durations import DAY_SECONDS
from handlers.jobs.erasure import erase_due
from handlers.jobs.wishes import carry_out_wishes
from handlers.messages import Attachment, Incoming, Media, Traces
from storage import tips
from storage.backup import back_up_data, back_up_shred
from storage.databases import SqliteDatabase, lone_transaction, truncate_log
from storage.erasure import destroy_listed_keys
from storage.evidence import save_file
from storage.generations import make_queues, renew_stale
from storage.invitations import CODE_BYTES
from storage.passphrases import derive_phrase_key
from storage.receipts import RANDOM_DIGITS, check_digits, derive_keys, make_receipt
from storage.records import Json, Tip, TipResult, TipStatus
from storage.recovery import join_halves
from storage.rotation import rotate
from storage.statements import Statement
from storage.store import Places, Store
from storage.tables.units import officers
from storage.transaction import Transaction
from tests.handlers.chat import Person, World
from tests.handlers.conftest import QUEUES
from tests.handlers.test_keys import Production
from tests.storage.gaps import fill_gap

PLACES_OF = {"00004": ("Phường Ba Đình, Hà Nội",), "00008": ("Phường Ngọc Hà, Hà Nội", "1")}
CODE_LETTERS = -(-CODE_BYTES * 8 // 5)


@dataclass
class RealWorld(World):
    """A world whose receipts and passphrases are stretched for real."""

    def find(self, fact: str, argument: Json) -> Json:
        if fact in {"new_receipt", "receipt_keys"}:
            receipt = make_receipt() if fact == "new_receipt" else str(argument)
            keys = derive_keys(receipt, self.store.salt)
            found = {"lookup": keys.lookup.hex(), "public": keys.public.hex(), "private": keys.private.hex()}
            if fact == "receipt_keys":
                return found
            self.receipts[receipt] = found
            return {"receipt": receipt, **found}
        if fact == "phrase_key":
            salt, phrase = argument
            return derive_phrase_key(phrase, bytes.fromhex(salt)).hex()
        return super().find(fact, argument)


@dataclass
class Victim:
    """The deployment, and the truth about it: each secret word by what it is, e.g. `ba dinh report`."""

    folder: Path
    world: RealWorld = field(init=False)
    words: dict[str, str] = field(default_factory=dict)
    receipts: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.places = Places(
            f"sqlite:///{self.folder / 'data' / 'homthu.db'}",
            self.folder / "data",
            self.folder / "runtime",
            self.folder / "data" / "shred",
        )
        store = Store(self.places)
        store.run(lambda tx: make_queues(tx, store.keyring, QUEUES))
        self.world = RealWorld(store)
        self._live_through_it()
        shutil.copytree(self.places.data, self.folder / "seized")  # the power is gone: nothing was closed
        self.server_secret = (self.places.data / "server.key").read_bytes().hex()
        self.runtime_key = (self.places.runtime / "runtime.key").read_bytes().hex()
        self.salt = store.salt
        store.close()
        shutil.copytree(self.places.data, self.folder / "stopped")
        self._rotate()

    def _rotate(self) -> None:
        """Change the server's secret in a copy whose pages still hold a row that has moved, as they can."""
        rotated = self.folder / "rotated"
        shutil.copytree(self.places.data, rotated)
        database = SqliteDatabase(rotated / "homthu.db")
        with lone_transaction(database) as tx:
            identity, address, sealed, _enabled = tx.all(Statement(select(officers)))[0]
        truncate_log(database)
        fill_gap(database.path, identity + address + sealed)
        shutil.copytree(rotated, self.folder / "moved")
        rotate(database, rotated, int(self.world.now))

    def word(self, name: str) -> str:
        """Give the secret word of something: it is nowhere else."""
        return self.words.setdefault(name, f"canary-{len(self.words)}-{name.replace(' ', '-')}")

    def near(self, receipt: str, digit: int) -> str:
        """Give the receipt that differs in its last random digit."""
        digits = receipt[: RANDOM_DIGITS - 1] + str(digit)
        return digits + check_digits(digits)

    @property
    def phrases(self) -> dict[str, str]:
        """The officers' passphrases as they are stretched."""
        return {name: read_phrase(words) for name, words in self.production.phrases.items()}

    @property
    def recovery(self) -> str:
        return join_halves(*self.production.halves)[1].hex()

    def _live_through_it(self) -> None:
        self.world.traces["console"] = Traces(hours=48)  # a chat that can be reached later
        self._file("trial", "00004")
        self.production = production = Production(self.world)
        truncate_log(self.world.store.database)  # as `homthu init` does
        chief = production.officer("chief", production.first_code)
        province = production.officer("province", self._invite(chief, "01 lead"))
        lan = production.officer("lan", self._invite(province, "00004"))
        production.officer("minh", self._invite(province, "00008"))
        production.officer("hung", self._invite(province, "00004"))
        self._file("ba dinh", "00004", picture=True)
        self._file("ngoc ha", "00008")
        self._file("high", "00004", floor="2")
        self._file("erased", "00004")
        self._work(lan)
        self._back_up()
        self._invite(province, "00004", "known to who left")
        self._remove(province, "hung")
        self._invite(province, "00004", "open")
        self._file("after hung", "00004")
        self._erase("erased")
        self._subscribe("subscriber")
        self._draft()

    def _invite(self, lead: Person, queue: str, label: str = "") -> str:
        code = self.production.invite(lead, queue)
        assert len(code) == CODE_LETTERS
        self.codes[label or f"used {len(self.codes)}"] = code
        return code

    def _person(self, name: str) -> Person:
        person = Person(self.world, f"address of {name}")
        person.say("/ngonngu en")
        return person

    def _file(self, name: str, commune: str, *, floor: str = "1", picture: bool = False) -> Person:
        person = self._write(name, commune, floor, picture=picture)
        before = set(self.world.receipts)
        person.say("Send the tip")
        person.say("I will do it later")
        (self.receipts[name],) = set(self.world.receipts) - before
        return person

    def _write(self, name: str, commune: str, floor: str = "1", *, picture: bool = False) -> Person:
        person = self._person(name)
        person.tell("/baotin", "1", "1", *PLACES_OF[commune], "by the market", "skip", "1", "skip")
        person.say(self.word(f"{name} report"))
        if picture:
            self._send_picture(person, self.word(f"{name} picture"))
        person.tell("done", "1", floor)
        return person

    def _send_picture(self, person: Person, content: str) -> None:
        saved = save_file(self.world.store.files, content.encode())
        attachment = Attachment(Media.PICTURE, saved=(saved,))
        person.take(Incoming("console", person.address, f"picture {content}", attachment=attachment))

    def _tip(self, name: str) -> Tip:
        lookup = bytes.fromhex(self.world.receipts[self.receipts[name]]["lookup"])
        found = self.world.store.run(lambda tx: tips.find_by_receipt(tx, lookup))
        assert found is not None
        return found

    def _work(self, lan: Person) -> None:
        number = self._tip("ba dinh").number
        lan.say(f"/traloi {number} {self.word('ba dinh answer')}")
        assert "stored" in "".join(lan.say("1"))
        assert "stored" in "".join(lan.say(f"/ghichu {number} {self.word('ba dinh note')}"))
        tipster = self._person("ba dinh again")
        tipster.tell("/tincuatoi", self.receipts["ba dinh"], "Add words or pictures")
        tipster.tell(self.word("ba dinh addition"), "done")
        assert "stored" in "".join(tipster.say("1"))

    def _back_up(self) -> None:
        now = int(self.world.now)
        back_up_data(self.places, self.folder / "old backup", now)
        back_up_shred(self.places, self.folder / "old shred", now)

    def _remove(self, lead: Person, name: str) -> None:
        listed = "".join(lead.say("/canbo 00004")).splitlines()
        lead.say(f"/thuhoi 00004 {next(line.split('.')[0] for line in listed if name in line)}")
        lead.say("1")
        store = self.world.store
        store.run(lambda tx: renew_stale(tx, store.keyring, 99))

    def _erase(self, name: str) -> None:
        tip, store = self._tip(name), self.world.store
        today = int(self.world.now // DAY_SECONDS)

        def work(tx: Transaction) -> None:
            tips.set_status(tx, tip.id, TipStatus.CLOSED, TipResult.UNFOUNDED, today - 99)
            assert erase_due(tx, self.world.product, tip.id, self.world.now) == []

        store.run(work)
        destroy_listed_keys(store)

    def _subscribe(self, name: str) -> None:
        self._person(name).say("/dangky co")
        self.world.store.run(lambda tx: carry_out_wishes(tx, self.world.product))

    def _draft(self) -> None:
        person = self._write("draft", "00004", picture=True)
        person.say("/dangky co")
        opened = self._person("reader")
        opened.tell("/tincuatoi", self.receipts["after hung"])
