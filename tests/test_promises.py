"""Every promise that people read has code and a passing test; what has none is not promised (docs/promises.md)."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from content.i18n import CATALOGUES
from handlers.doors import Doors
from handlers.messages import Traces
from storage import meta
from storage.store import Places, Store
from tests.handlers.chat import World
from tests.handlers.test_privacy import HTTPS, ONION, explain
from tests.ledger import LEDGER, ROOT, Promise, exists, find_unproved, promised_tests, read_ledger

SPOKEN = read_ledger("What people read")
README = read_ledger("What the README says")
EVERY = [*SPOKEN, *README]
# Files whose every sentence is a promise or a warning, but for the headings here.
SOURCES = ("handlers/commands/privacy.py", "handlers/doors.py")
HEADINGS = {
    "What we know about you",
    "What others know",
    "What the police see",
    "What is kept, and how long",
    "What we can't protect you from",
    "Official doors",
    "Web page",
    "In Tor Browser",
    "this chat",
    "Official doors of Hòm Thư, there are no others:",
    "How to tell a fake:",
}


def name(promise: Promise) -> str:
    return promise.words[:60]


@pytest.fixture(scope="module")
def catalogue() -> dict[str, str]:
    with (CATALOGUES / "vi" / "LC_MESSAGES" / "messages.po").open("rb") as source:
        messages = read_po(source, locale="vi")
    return {message.id: message.string for message in messages if isinstance(message.id, str) and message.id}  # type: ignore[misc]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    url = f"sqlite:///{tmp_path / 'homthu.db'}"
    store = Store(Places(url, tmp_path, tmp_path / "runtime", tmp_path / "shred"))
    yield World(store)
    store.close()


def test_the_ledger_is_read() -> None:
    assert len(SPOKEN) > 60
    assert len(README) > 5
    assert len({promise.words for promise in EVERY}) == len(EVERY)


@pytest.mark.parametrize("promise", EVERY, ids=name)
def test_a_promise_has_code_and_tests_that_exist(promise: Promise) -> None:
    assert promise.code
    assert promise.tests
    assert [place for place in (*promise.code, *promise.tests) if not exists(place)] == []
    for test in promise.tests:
        assert "::test_" in test or test.startswith("tests/transcripts/"), test


@pytest.mark.parametrize("promise", SPOKEN, ids=name)
def test_a_promise_is_in_the_words_that_are_shown(promise: Promise, catalogue: dict[str, str]) -> None:
    assert promise.words in catalogue
    assert promise.shown == catalogue[promise.words]


@pytest.mark.parametrize("promise", README, ids=name)
def test_a_promise_of_the_readme_stands_there(promise: Promise) -> None:
    text = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    assert promise.words in text


@pytest.mark.parametrize("path", SOURCES)
def test_every_sentence_of_a_promising_file_stands_in_the_ledger(path: str) -> None:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    said = {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "_"
        and isinstance(node.args[0], ast.Constant)
    }
    assert len(said) > 5
    assert said - HEADINGS - {promise.words for promise in SPOKEN} == set()


@pytest.mark.parametrize("production", [False, True])
@pytest.mark.parametrize("channel", ["web", "telegram", "zalo", "console"])
def test_what_privacy_says_on_any_channel_stands_in_the_ledger(
    world: World, channel: str, production: bool
) -> None:
    if production:
        world.store.run(lambda tx: meta.set_fact(tx, meta.RECOVERY_PUBLIC, bytes(32)))
    known = [re.sub(r"\\\{\w+\\\}", ".+", re.escape(promise.words)) for promise in SPOKEN]
    everything = replace(HTTPS, onion=ONION, telegram="TipsBot")
    for doors in (everything, HTTPS, Doors("http://127.0.0.1:8080")):
        zalo = Traces(platform="Zalo", registered=True)
        for traces in (Traces(platform="Telegram"), zalo, Traces(platform="Telegram", hours=48)):
            text = explain(world, channel, doors, traces)
            lines = [line for line in text.splitlines() if line.startswith("• ") and "://" not in line]
            assert len(lines) > 15
            for line in lines:
                said = line.removeprefix("• ").removesuffix("@TipsBot").strip()
                is_door = re.fullmatch("(Telegram|Zalo):( this chat)?", said)
                assert is_door or any(re.fullmatch(words, said) for words in known), said


def test_what_is_not_protected_is_listed() -> None:
    text = LEDGER.read_text(encoding="utf-8").partition("\n## What is not protected\n")[2]
    for words in (
        *("platform", "host name", "Flash", "snapshot", "altered", "camera", "style", "reward", "photograph"),
        *("trial", "memory", "phone", "holders", "volume of tips"),
    ):
        assert words.lower() in text.lower(), words


def test_a_promise_counts_as_kept_only_if_its_test_passed() -> None:
    promised = {"a", "b", "c", "d", "e"}
    outcomes = {"a": {"passed"}, "b": {"skipped"}, "c": {"passed", "failed"}, "d": {"passed", "skipped"}}

    assert find_unproved(promised, outcomes, everything=False) == ["b", "c"]
    assert find_unproved(promised, outcomes, everything=True) == ["b", "c", "e"]


def test_the_tests_of_promises_are_watched() -> None:
    assert len(promised_tests()) > 60
    assert all(exists(test) for test in promised_tests())
