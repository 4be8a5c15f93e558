"""The catalogues: every message of the source is translated into every language, with the same placeholders."""

import re
import tomllib
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

import content.prevention
from content.i18n import CATALOGUES, LANGUAGES
from content.messages import collect_messages

WORDING = tomllib.loads((Path(content.prevention.__file__).parent / "wording.toml").read_text())
NEWER_SPELLING = re.compile(
    "|".join(
        pattern for rule in WORDING["rule"] if rule["name"] == "spelling" for pattern in rule["patterns"]
    )
)
CODE = re.compile(r"«?/[a-z]+|\b\d{3,}\b|\b0769\.04\.04\.04\b")


def load(language: str) -> Catalog:
    with (CATALOGUES / language / "LC_MESSAGES" / "messages.po").open("rb") as source:
        return read_po(source, locale=language)


def forms(message: Message) -> list[str]:
    """List a message's translations, one for each plural form."""
    strings = message.string if isinstance(message.string, tuple | list) else [message.string]
    return [string or "" for string in strings]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def ids(message: Message) -> tuple[str, ...]:
    return tuple(message.id) if isinstance(message.id, tuple | list) else (message.id,)


SOURCE = {ids(message) for message in collect_messages() if message.id}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_of_the_source_is_translated(language: str) -> None:
    catalogue = {ids(message): message for message in load(language) if message.id}

    assert set(catalogue) == SOURCE
    empty = [one for one, message in catalogue.items() if not all(form.strip() for form in forms(message))]
    assert empty == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_fuzzy_and_nothing_obsolete(language: str) -> None:
    catalogue = load(language)

    assert [message.id for message in catalogue if message.fuzzy and message.id] == []
    assert list(catalogue.obsolete) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_stay_the_same(language: str) -> None:
    for message in load(language):
        if not message.id:
            continue
        allowed = set.union(*(placeholders(one) for one in ids(message)))
        for form in forms(message):
            assert placeholders(form) == allowed, message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_commands_and_emergency_numbers_stay_the_same(language: str) -> None:
    for message in load(language):
        if message.id:
            for form in forms(message):
                assert sorted(CODE.findall(form)) == sorted(CODE.findall(ids(message)[-1])), message.id


def test_english_speaks_for_itself() -> None:
    for message in load("en"):
        if message.id:
            assert tuple(forms(message)) == ids(message)


def test_vietnamese_is_not_left_in_english() -> None:
    same = {ids(message)[0] for message in load("vi") if message.id and forms(message)[0] == ids(message)[0]}

    assert {text for text in same if re.search(r"[A-Za-z]{3,}", re.sub(r"{\w+}", "", text))} <= {"Menu"}


def test_all_messages_of_the_source_are_whole_sentences_of_english() -> None:
    assert all(text.isascii() or not re.search(r"[ăâđêôơư]", re.sub(r"«[^»]*»|Hòm Thư", "", text)) for one in SOURCE for text in one)  # fmt: skip


def test_vietnamese_is_spelt_in_one_way() -> None:
    """«xóa, túy, khóa, hủy», as the prevention texts are checked for; never «xoá, tuý, khoá, huỷ» beside them."""
    said = [form for message in load("vi") if message.id for form in forms(message)]

    assert [one for one in said if NEWER_SPELLING.search(one.casefold())] == []
