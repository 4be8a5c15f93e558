"""The scanner finds every canary, in every encoding, in every kind of place; and nothing where there is none."""

import base64
import json
import random
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.leak.people import Canary, Roll, address, digits, number, words
from tests.leak.scanner import (
    BYTE_ENCODINGS,
    NUMBER_ENCODINGS,
    SHORTEST,
    TEXT_ENCODINGS,
    Scanner,
    encodings_of,
)

ROLL = Roll().all()
SCANNER = Scanner(ROLL)
NOISE = random.Random(1).randbytes(300_000)  # noqa: S311 - not for secrets
NAME, ACCOUNT, IP = (
    words("name", "Đoắc Khuyênh"),
    number("account", 5_812_379_046_113),
    address("IP", "2001:db8::1f2e"),
)
OLD = number("old account", 1_604_982_337)


def found(*canaries: Canary, data: bytes) -> list[tuple[str, str]]:
    return [(hit.canary, hit.encoding) for hit in Scanner(canaries).scan("here", data)]


@pytest.mark.parametrize("encoding", TEXT_ENCODINGS)
@pytest.mark.parametrize("at", range(8))
def test_words_are_found_in_every_encoding_and_at_every_place(encoding: str, at: int) -> None:
    for pattern in TEXT_ENCODINGS[encoding](NAME.texts[0]):
        assert "name" in dict(found(NAME, data=NOISE[: 1000 + at] + pattern + NOISE[:50]))


@pytest.mark.parametrize("encoding", NUMBER_ENCODINGS)
@pytest.mark.parametrize("at", range(8))
def test_numbers_are_found_in_every_encoding_and_at_every_place(encoding: str, at: int) -> None:
    for pattern in NUMBER_ENCODINGS[encoding](ACCOUNT.numbers[0]):
        assert "account" in dict(found(ACCOUNT, data=NOISE[: 1000 + at] + pattern + NOISE[:50]))


@pytest.mark.parametrize("encoding", BYTE_ENCODINGS)
def test_bytes_are_found_in_every_encoding(encoding: str) -> None:
    for pattern in BYTE_ENCODINGS[encoding](IP.raw[0]):
        assert "IP" in dict(found(IP, data=NOISE[:999] + pattern + NOISE[:50]))


@pytest.mark.parametrize(
    "planted",
    [
        "Hôm qua Đoắc Khuyênh đi chợ".encode(),
        "hôm qua đoắc khuyênh đi chợ".encode(),
        b"hom qua doac khuyenh di cho",
        "Đoắc Khuyênh".encode("utf-16"),
        json.dumps({"said": "ơ, Đoắc Khuyênh!"}).encode(),
        quote("/?q=Đoắc Khuyênh").encode(),
        *(base64.b64encode(b"x" * shift + "Đoắc Khuyênh".encode() + b"yz") for shift in range(3)),
        *(base64.urlsafe_b64encode(b"\xff" * shift + "Đoắc Khuyênh".encode()) for shift in range(3)),
        *(base64.b32encode(b"x" * shift + "Đoắc Khuyênh".encode() + b"yz") for shift in range(5)),
        "ơ Đoắc Khuyênh".encode().hex().encode(),
        repr("ơ Đoắc Khuyênh".encode()).encode(),
    ],
)
def test_what_a_program_would_write_is_found(planted: bytes) -> None:
    assert found(NAME, data=NOISE[:5000] + planted + NOISE[:5000])


def test_a_phone_is_found_however_it_is_written() -> None:
    phone = digits("phone", "0968 731 942", "+84968731942")
    for shown in ("0968 731 942", "0968731942", "+84968731942"):
        assert found(phone, data=f"gọi {shown} nhé".encode())
    assert found(phone, data=NOISE[:77] + (968_731_942).to_bytes(8, "little"))


def test_a_canary_across_two_blocks_is_found() -> None:
    for start in range((1 << 18) - 20, (1 << 18) + 4):
        assert found(NAME, data=NOISE[:start] + "Đoắc Khuyênh".encode() + NOISE)


@pytest.mark.parametrize("canary", ROLL, ids=lambda canary: canary.name)
def test_every_pattern_of_every_canary_is_found(canary: Canary) -> None:
    for encoding, pattern in encodings_of(canary):
        data = pattern if len(pattern) < SHORTEST else NOISE[:40] + pattern + NOISE[:40]
        if len(pattern) >= SHORTEST:
            assert SCANNER.scan("here", data), encoding


def test_short_patterns_are_found_in_text_and_in_cells_and_not_in_noise(tmp_path: Path) -> None:
    short = (1_604_982_337).to_bytes(4, "big")
    assert not found(OLD, data=NOISE[:100] + short)
    for column, cell in (("INTEGER", 1_604_982_337), ("BLOB", short), ("TEXT", "số 1604982337 ấy")):
        path = tmp_path / f"{column}.db"
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"CREATE TABLE t (c {column})")
            connection.execute("INSERT INTO t VALUES (?)", (cell,))
            connection.commit()
        assert Scanner([OLD]).scan_tree(tmp_path), column
        path.unlink()
    # A text file may hold four bytes that are letters by chance.
    letters = number("letters", int.from_bytes(b"Zq7x", "big"))
    assert found(letters, data=b"the word Zq7x stands here")


@pytest.mark.parametrize(
    "name", ["a.db-wal", "a.db-shm", "log/err.txt", "shred/k", "tmp/x", "backup/f/0f", "Đoắc Khuyênh.txt"]
)
def test_every_file_of_a_tree_is_read_and_its_name_too(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(NOISE[:123])
    assert bool(Scanner([NAME]).scan_tree(tmp_path)) == ("Khuyênh" in name)
    path.write_bytes(NOISE[:123] + "Đoắc Khuyênh".encode())
    assert Scanner([NAME]).scan_tree(tmp_path)


def test_noise_holds_no_canary() -> None:
    noise = random.Random(2).randbytes(8_000_000)  # noqa: S311 - not for secrets
    assert SCANNER.scan("noise", noise) == []
