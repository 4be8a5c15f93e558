"""What people type is cleaned: nothing hidden stays, everything visible does."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.cleaning import clean


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("", ""),
        ("  \n\t ", ""),
        ("xin chào", "xin chào"),
        ("  xin chào \n", "xin chào"),
        ("một\r\nhai\rba", "một\nhai\nba"),
        ("một\n\n\n\n hai", "một\n\n hai"),
        ("một\n \n\t\n\nhai", "một\n\nhai"),
        ("cột\tcột", "cột\tcột"),
        ("a\x00b\x07c\x1bd\x7fe\x85f", "abcdef"),
        ("abc\u202edcba", "abcdcba"),
        ("\u200fمن\u200e", "من"),
        ("a\u2066b\u2069c\ufeffd\u200be", "abcde"),
        ("a\u061cb\u00adc\u180ed", "abcd"),
        ("a\U000e0041\U000e0042b", "ab"),
        ("\u3164\u115f\uffa0", ""),
        ("hỏng\ud800đôi", "hỏngđôi"),
        ("👩‍👩‍👧‍👦 🇻🇳 👍🏽", "👩‍👩‍👧‍👦 🇻🇳 👍🏽"),
        (unicodedata.normalize("NFD", "Phường Ngọc Hà"), "Phường Ngọc Hà"),
        ("a\u200b\u0301", "á"),
        ("z\u0335\u0317", "z\u0335\u0317"),
    ],
)
def test_hidden_characters_go_and_words_stay(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_cleaning_twice_changes_nothing_more(typed: str) -> None:
    once = clean(typed)

    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode()


@given(st.text())
def test_no_control_and_no_direction_mark_is_left(typed: str) -> None:
    left = {letter for letter in clean(typed) if unicodedata.category(letter) == "Cc"}

    assert left <= {"\n", "\t"}
    assert not {unicodedata.bidirectional(letter) for letter in clean(typed)} & {
        "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
    }  # fmt: skip
