"""The attacker: a process of its own that knows the documents and libsodium, and no line of the product.

`python attacker.py` reads what was taken as JSON from its input (`folders` that hold files, and keys) and writes as JSON all
plaintext that it could open. Each documented way is tried: grants of every generation, invitations, officers' locks, receipts,
records, files, what lies under the runtime key, and the bare bytes of every file, free pages and write-ahead logs included.
"""

import json
import re
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from hashlib import blake2b
from itertools import product
from pathlib import Path
from typing import Any

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_box_seal_open,
    crypto_box_seed_keypair,
    crypto_scalarmult_base,
    crypto_secretstream_xchacha20poly1305_init_pull,
    crypto_secretstream_xchacha20poly1305_pull,
    crypto_secretstream_xchacha20poly1305_state,
    sodium_unpad,
)
from nacl.exceptions import CryptoError
from nacl.pwhash.argon2id import kdf

MEMORY, PASSES, NONCE, KEY = 64 * 1024 * 1024, 2, 24, 32
COMMON_PHRASES = ("", "an an an an an an an")
LIVE = ("drafts", "held", "limits", "fetches", "outbox", "posted", "wishes", "delayed")
Pair = tuple[bytes, bytes]


def keyed(key: bytes, *parts: bytes, size: int = 32) -> bytes:
    """Hash as docs/adr/0004 says: BLAKE2b, each part behind its length."""
    digest = blake2b(key=key, digest_size=size)
    for part in parts:
        digest.update(len(part).to_bytes(4, "big") + part)
    return digest.digest()


def unseal(key: bytes, sealed: bytes, context: bytes) -> bytes | None:
    try:
        opened: bytes = crypto_aead_xchacha20poly1305_ietf_decrypt(
            sealed[NONCE:], context, sealed[:NONCE], key
        )
    except (CryptoError, ValueError, TypeError):
        return None
    return opened


def unbox(pair: Pair, sealed: bytes) -> bytes | None:
    try:
        opened: bytes = crypto_box_seal_open(sealed, *pair)
    except (CryptoError, ValueError, TypeError):
        return None
    return opened


def pair_of(private: bytes) -> Pair:
    return crypto_scalarmult_base(private), private


def files_of(folders: Iterable[str]) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in Path(folder).rglob("*") if path.is_file())


def rows(databases: Iterable[Path], table: str) -> list[tuple[Any, ...]]:
    """Read a table wherever it is, newest or old."""
    found = []
    for path in databases:
        with closing(sqlite3.connect(path)) as connection:
            if connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
                found += connection.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - our own names
    return found


class Attack:
    """What is known so far; each way adds to it."""

    def __init__(self, loot: dict[str, Any]) -> None:
        self.paths = list(files_of(loot["folders"]))
        self.databases = [path for path in self.paths if path.read_bytes()[:6] == b"SQLite"]
        self.raw = b"\0".join(path.read_bytes() for path in self.paths)
        self.secrets = [bytes.fromhex(key) for key in loot.get("secrets", ())]
        self.runtime = [bytes.fromhex(key) for key in loot.get("runtime", ())]
        self.phrases = [*COMMON_PHRASES, *loot.get("phrases", ())]
        self.receipts: list[str] = loot.get("receipts", [])
        self.codes = [*loot.get("codes", ()), *self.carve_codes()]
        self.holders: dict[str, list[Pair]] = {}
        for private in loot.get("recovery", ()):
            self.learn("recovery", bytes.fromhex(private))
        self.opened: list[str] = []
        self.people: list[str] = []
        self.file_keys: dict[str, bytes] = {}

    def carve_codes(self) -> list[str]:
        return [found.decode() for found in set(re.findall(rb"\b[a-z2-7]{26}\b", self.raw))]

    def learn(self, holder: str, private: bytes) -> bool:
        pair = pair_of(private)
        known = self.holders.setdefault(holder, [])
        if pair in known:
            return False
        known.append(pair)
        return True

    def run(self) -> None:
        self.open_live()
        self.open_locks()
        self.open_invitations()
        self.open_grants()
        self.open_tips()
        self.open_files()
        self.open_people()

    def open_people(self) -> None:
        """Officers and subscribers are sealed under the server's secret: whoever has it reads their addresses."""
        for secret in self.secrets:
            for table, word, named_by in (("officers", b"officer", 0), ("subscriptions", b"subscription", 1)):
                key = keyed(secret, word + b" records")
                for row in rows(self.databases, table):
                    for sealed in {row[2], *self.carve_rows(row)}:
                        self.add_person(unseal(key, sealed, word + row[named_by]))

    def carve_rows(self, row: tuple[Any, ...]) -> list[bytes]:
        """Find the sealed column of former versions of a row, in gaps of pages, free pages and logs."""
        form = b"(?s)%b(.{%d})" % (re.escape(row[1]), len(row[2]))
        return re.findall(form, self.raw)

    def add_person(self, opened: bytes | None) -> None:
        if opened is not None:
            self.people.append(opened.decode(errors="replace"))

    def open_live(self) -> None:
        """Try what the runtime key seals with that key, else with every key that lies around, used in every way."""
        lying = [row[1] for row in rows(self.databases, "facts") if len(row[1]) == KEY]
        for one in self.runtime or [*self.secrets, *lying, bytes(KEY)]:
            keys = [one, keyed(one, b"seals"), keyed(one, b"names")]
            for table in LIVE:
                for row in rows(self.databases, table):
                    self.open_live_row(keys, row)

    def open_live_row(self, keys: list[bytes], row: tuple[Any, ...]) -> None:
        name, sealed = row[0], row[-1]
        contexts = [
            word + name for word in (b"draft", b"held", b"limit", b"fetch", b"posted", b"wish", b"delayed")
        ]
        contexts += [b"outbox" + name, b"", name]
        if isinstance(row[1], int):
            contexts += [name + row[1].to_bytes(8, "big"), b"outbox" + name + row[1].to_bytes(8, "big")]
            contexts += [b"outbox" + name + str(row[1]).encode()]
        for key, context in product(keys, contexts):
            opened = unseal(key, sealed, context)
            if opened is not None:
                self.opened.append(opened.decode(errors="replace"))
                self.learn_unlocked(opened)
                for file, file_key in re.findall(rb'\["([0-9a-f]{32})","([0-9a-f]{64})"', opened):
                    self.file_keys[file.decode()] = bytes.fromhex(file_key.decode())
                return

    def learn_unlocked(self, opened: bytes) -> None:
        """An officer's key that is unlocked lies under the runtime key as a pair."""
        for public, private in re.findall(rb'\["([0-9a-f]{64})","([0-9a-f]{64})"\]', opened):
            for officer, its_public, _sealed in rows(self.databases, "officer_keys"):
                if its_public.hex() == public.decode():
                    self.learn(f"officer:{officer.hex()}", bytes.fromhex(private.decode()))

    def open_locks(self) -> None:
        """Take the server's layer off officers' locks, and try passphrases on what is inside."""
        for secret in self.secrets:
            for officer, _public, sealed in rows(self.databases, "officer_keys"):
                inner = unseal(keyed(secret, b"officer locks"), sealed, officer)
                for phrase in self.phrases if inner else ():
                    key = kdf(KEY, phrase.encode(), inner[:16], opslimit=PASSES, memlimit=MEMORY)  # type: ignore[index]
                    opened = unseal(key, inner[16:], b"officer key" + officer)  # type: ignore[index]
                    if opened is not None:
                        self.learn(f"officer:{officer.hex()}", bytes.fromhex(json.loads(opened)[0]))

    def open_invitations(self) -> None:
        """Open the keys that invitations carry, used and expired ones, too."""
        for row in rows(self.databases, "invitations"):
            queue, sealed = row[1], row[-1]
            for code in self.codes if sealed else ():
                opened = unseal(keyed(b"invitation", code.encode()), sealed, queue.encode())
                for generation, private in json.loads(opened or b"{}").items():
                    self.learn(f"{queue}:{generation}", bytes.fromhex(private))

    def grants(self) -> list[tuple[Any, ...]]:
        """List the grants that stand in a table, and those that were removed and still lie in free pages or logs."""
        found = rows(self.databases, "key_grants")
        codes = {(queue, generation) for queue, generation, *_rest in found}
        codes |= {(queue, generation) for (queue, _g), generation in product(codes, range(1, 4))}
        removed = re.findall(rb"(?s)(server)(?=(.{72}))", self.raw)
        removed += re.findall(
            rb"(?s)(recovery|officer:[0-9a-f]{32}|(?:vn|\d\d|\d{5}):\d)(?=(.{80}))", self.raw
        )
        return found + [(*code, holder.decode(), sealed) for code in codes for holder, sealed in set(removed)]

    def open_grants(self) -> None:
        """Follow the grants of every generation, from whatever key is known to all that it opens."""
        grants = self.grants()
        for secret in self.secrets:
            for queue, generation, holder, sealed in grants:
                opened = unseal(secret, sealed, f"queue|{queue}|{generation}".encode())
                if opened and holder == "server":
                    self.learn(f"{queue}:{generation}", opened)
        found = True
        while found:
            found = False
            for queue, generation, holder, sealed in grants:
                for pair in self.holders.get(holder, ()):
                    opened = unbox(pair, sealed)
                    found |= opened is not None and self.learn(f"{queue}:{generation}", opened)

    def open_tips(self) -> None:
        """Open records with the families' keys, each bound with its tip's shred key."""
        salts = [value for name, value in rows(self.databases, "facts") if name == "receipt salt"]
        for receipt, salt in product(self.receipts, salts):
            stretched = kdf(64, receipt.encode(), salt, opslimit=PASSES, memlimit=MEMORY)
            seed = keyed(stretched[32:], b"pair")
            self.learn("receipt", crypto_box_seed_keypair(seed)[1])
        shred = {row[0]: row[1] for row in rows(self.databases, "shred")}
        keys: dict[tuple[bytes, str, int], list[bytes]] = {}
        for tip, family, generation, reader, sealed in rows(self.databases, "tip_keys"):
            for pair in self.holders.get(reader, ()):
                opened = unbox(pair, sealed)
                if opened is not None and opened.startswith(tip + family.encode().ljust(8)):
                    keys.setdefault((tip, family, generation), []).append(opened[24:])
        for tip, family, position, generation, sealed in rows(self.databases, "tip_records"):
            context = f"1|{tip.hex()}|{family}|{generation}|{position}".encode()
            own = keys.get((tip, family, generation), [])
            shreds = [shred[tip]] if tip in shred else self.carve_shred_keys(tip) if own else []
            bound = [keyed(key, b"shred", one) for key in own for one in shreds]
            for key in {*own, *bound, *self.secrets}:
                self.open_record(unseal(key, sealed, context))

    def carve_shred_keys(self, tip: bytes) -> list[bytes]:
        """Find the key of an erased tip that a free page or a log of the shred store still holds."""
        return re.findall(b"(?s)" + re.escape(tip) + b"(.{32})", self.raw)

    def open_record(self, opened: bytes | None) -> None:
        if opened is None:
            return
        text = sodium_unpad(opened, 896).decode()
        self.opened.append(text)
        for name, key, *_rest in json.loads(text).get("files", ()):
            self.file_keys[name] = bytes.fromhex(key)

    def open_files(self) -> None:
        """Open evidence with the keys that lie in reports; and with any key that lies around."""
        around = [row[1] for row in rows(self.databases, "facts") if len(row[1]) == KEY] + self.secrets
        for path in self.paths:
            if re.fullmatch("[0-9a-f]{32}", path.name):
                known = self.file_keys.get(path.name)
                for key in [known] if known else around:
                    self.open_file(path, key)

    def open_file(self, path: Path, key: bytes) -> None:
        sealed = path.read_bytes()
        state = crypto_secretstream_xchacha20poly1305_state()
        try:
            crypto_secretstream_xchacha20poly1305_init_pull(state, sealed[:24], key)
            chunk, _tag = crypto_secretstream_xchacha20poly1305_pull(
                state, sealed[24 : 24 + 65536 + 17], path.name.encode()
            )
        except (CryptoError, ValueError, RuntimeError):
            return
        self.opened.append(chunk.rstrip(b"\0").decode("latin-1"))


def main() -> None:
    """Attack, and tell what was opened and what the bare bytes show."""
    loot = json.load(sys.stdin)
    attack = Attack(loot)
    attack.run()
    needles = {word: word.encode() for word in loot.get("needles", ())}
    carved = [
        word
        for word, plain in needles.items()
        if any(form in attack.raw for form in (plain, word.encode("utf-16-le"), plain.hex().encode()))
    ]
    json.dump({"opened": attack.opened, "carved": carved, "people": attack.people}, sys.stdout)


if __name__ == "__main__":
    main()
