"""README and docs say what is so: every command and setting stands there, nothing that is missing, and links lead somewhere."""

import argparse
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot import cli
from bot.settings import PREFIX, Settings
from content.i18n import CATALOGUES
from content.places.folding import fold
from handlers.asking import CONTROL_WORDS
from handlers.declarations import Command
from handlers.registry import COMMANDS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
LARGEST_PICTURE = 150 * 1024
LONGEST_DECISION = 60
PATHS = {"dev", "events", "healthz", "metrics"}

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")


def section(title: str) -> str:
    """Give the text of a README section, without those after it."""
    found = re.search(rf"^#+ {re.escape(title)}\n(.*?)(?=^## |\Z)", README, re.MULTILINE | re.DOTALL)
    assert found, title
    return found[1]


def rows(text: str) -> list[list[str]]:
    """Give the cells of a text's table rows."""
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("| ")
    ]


def prose(text: str) -> str:
    return FENCED.sub("", text)


def spans(text: str) -> list[str]:
    return SPAN.findall(prose(text))


def headings(path: Path) -> set[str]:
    """Name a document's headings as links do."""
    titles = re.findall(r"^#+ (.+)$", prose(path.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title).strip().lower().replace(" ", "-") for title in titles}


def sub_commands() -> set[str]:
    actions = cli.make_parser()._actions
    return {name for action in actions if isinstance(action, argparse._SubParsersAction) for name in action.choices}  # fmt: skip


def spoken_by_product() -> list[str]:
    """List all that the product can say in Vietnamese, as patterns for what fills a placeholder."""
    with (CATALOGUES / "vi" / "LC_MESSAGES" / "messages.po").open("rb") as source:
        catalogue = read_po(source, locale="vi")
    texts = [message.string for message in catalogue if message.id and isinstance(message.string, str)]
    return [re.sub(r"\\{\w+\\}", ".+", re.escape(text)) for text in texts]


SPOKEN = spoken_by_product()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_stands_in_the_readme(command: Command) -> None:
    row = next((row for row in rows(section("Commands")) if re.match(rf"`/{command.name}\b", row[0])), None)

    assert row is not None
    assert row[1] == f"`/{command.alias}`"
    assert {fold(words) for words in row[2].split(", ")} == set(command.words)
    assert ("everybody" in row[3]) is not command.officers


@pytest.mark.parametrize("field", Settings.model_fields)
def test_every_setting_stands_in_the_readme(field: str) -> None:
    row = next((row for row in rows(section("Settings")) if row[0] == f"`{PREFIX}{field.upper()}`"), None)

    assert row is not None
    assert all(row)
    default = Settings.model_fields[field].default
    if isinstance(default, int | str):
        assert f"`{default}`" in row[1]


@pytest.mark.parametrize("name", sorted(sub_commands()))
def test_every_sub_command_stands_in_the_readme(name: str) -> None:
    assert any(row[0].startswith(f"`homthu {name}") for row in rows(section("The `homthu` command")))


def test_the_tables_name_nothing_that_does_not_exist() -> None:
    listed = {row[0].strip("`").split()[1] for row in rows(section("The `homthu` command")) if "`" in row[0]}
    assert listed == sub_commands()

    listed = {row[0].strip("`").split()[0] for row in rows(section("Commands")) if "`" in row[0]}
    assert listed == {f"/{command.name}" for command in COMMANDS}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_setting_that_is_named_exists(path: Path) -> None:
    named = set(re.findall(rf"{PREFIX}[A-Z_]*[A-Z]", path.read_text(encoding="utf-8")))

    assert named <= {PREFIX + field.upper() for field in Settings.model_fields}


def test_every_slash_command_that_is_named_exists() -> None:
    named = {found[1] for span in spans(README) if (found := re.match(r"/([a-z]+)", span))}
    controls = {word.removeprefix("/") for words in CONTROL_WORDS.values() for word in words}

    assert named <= PATHS | controls | {name for one in COMMANDS for name in (one.name, one.alias)}


def test_a_sub_command_that_is_missing_is_named_as_missing() -> None:
    named = {name for span in spans(README) for name in re.findall(r"\bhomthu (?!homthu)([a-z]+)", span)}
    missing = set(re.findall(r"`homthu ([a-z]+)`", section("Not built yet")))

    assert missing.isdisjoint(sub_commands())
    assert named <= sub_commands() | missing


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    assert set(re.findall(r"(?:^|`)make ([a-z]+)", README, re.MULTILINE)) <= targets


def test_vietnamese_readers_are_told_of_the_trial_and_of_what_is_missing() -> None:
    vietnamese = README.partition("**Tiếng Việt.**")[2].partition("\n\n")[0].replace("\n", " ")

    for words in ("chạy thử", "chưa dùng cho tin thật", "Zalo", "chưa có", "make run"):
        assert words in vietnamese


def test_the_tip_in_the_readme_is_in_the_words_of_the_product() -> None:
    lines = re.findall(r"^(.+) › (.+)$", section("Start"), re.MULTILINE)

    assert len(lines) == 10
    for question, _answer in lines:
        for part in filter(None, (part.strip() for part in question.split("…"))):
            assert any(re.match(re.escape(part), re.sub(r"\\(.)", r"\1", text)) for text in SPOKEN), part


def test_what_a_start_prints_is_in_the_words_of_the_product() -> None:
    printed = next(block for block in FENCED.findall(README) if "Ctrl+C" in block)

    for line in printed.splitlines()[1:-1]:
        assert any(re.fullmatch(text, line) for text in SPOKEN), line


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    for link in LINK.findall(prose(path.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", link):
            continue
        name, _hash, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), link
        assert target.is_relative_to(ROOT), link
        assert not anchor or anchor in headings(target), link


def test_every_picture_is_small_and_shown() -> None:
    for picture in (ROOT / "docs" / "pictures").iterdir():
        assert picture.stat().st_size <= LARGEST_PICTURE, picture.name
        assert f"(docs/pictures/{picture.name})" in README


def test_decisions_are_numbered_once_and_short() -> None:
    decisions = sorted((ROOT / "docs" / "adr").glob("*.md"))

    assert len({path.name[:4] for path in decisions}) == len(decisions)
    for path in decisions:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {int(path.name[:4])}. ")
        assert len(text.splitlines()) <= LONGEST_DECISION, path.name
        assert {"## Decision", "## Consequences"} <= set(text.splitlines()), path.name
