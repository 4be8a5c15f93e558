"""Says where a long text is cut, in signs as Telegram counts them."""

import pytest

from bot.channels.long_texts import split_text


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_a_short_text_stays_whole() -> None:
    assert list(split_text("một\n\nhai", 4096)) == ["một\n\nhai"]


def test_a_blank_text_has_no_parts() -> None:
    assert list(split_text(" \n ", 4096)) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("aaaa bb\n\ncccc", ["aaaa bb", "cccc"]),
        ("aaaa bb\ncccc", ["aaaa bb", "cccc"]),
        ("aaaa bb cccc", ["aaaa bb", "cccc"]),
        ("a\n\nbbbbbbb ccc", ["a\n\nbbbbbbb", "ccc"]),
        ("aaaaaaaaaaaaa", ["aaaaaaaaaa", "aaa"]),
        ("aaaaaaaaaa bbb", ["aaaaaaaaaa", "bbb"]),
    ],
)
def test_a_long_text_is_cut_at_a_paragraph_a_line_or_a_word(text: str, parts: list[str]) -> None:
    assert list(split_text(text, 10)) == parts


@pytest.mark.parametrize("sign", ["👍", "ế", "👩\u200d🔬", "👍🏽", "à"])
def test_no_part_ends_inside_a_sign(sign: str) -> None:
    for lead in range(6):
        text = "x" * lead + sign * 40
        parts = list(split_text(text, 12))
        assert "".join(parts) == text
        assert all(0 < units(part) <= 12 for part in parts)
        assert all(part.removeprefix("x" * lead).replace(sign, "") == "" for part in parts)
