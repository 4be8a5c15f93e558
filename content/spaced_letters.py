"""Reads words whose letters were set apart one by one («b ạ n t ê n g ì»), as somebody writes who wants to slip past a check."""

import re
from collections.abc import Collection

_APART = r"[\s.\-_*/|·,;]"
_ONE = r"(?<![^\W_])[^\W_](?![^\W_])"
_RUN = re.compile(rf"{_ONE}(?:{_APART}{{1,4}}{_ONE}){{2,}}")
_BETWEEN_WORDS = re.compile(rf"{_APART}{{2,}}")
_LETTER = re.compile(r"[^\W_]")


def join_letters(text: str, vocabulary: Collection[str]) -> str:
    """Join letters that stand apart to words: where wider gaps part them, else to words that are known."""
    longest = max(map(len, vocabulary))
    return _RUN.sub(lambda run: _join(run[0], vocabulary, longest), text)


def _join(run: str, vocabulary: Collection[str], longest: int) -> str:
    groups = ["".join(_LETTER.findall(group)) for group in _BETWEEN_WORDS.split(run)]
    if any(len(group) > 1 for group in groups) and len(groups) > 1:
        return " ".join(groups)
    return _part("".join(groups), vocabulary, longest)


def _part(letters: str, vocabulary: Collection[str], longest: int) -> str:
    """Part letters into known words so that as few letters as possible are left over, then into as few words as possible."""
    best: list[tuple[int, int, str]] = [(0, 0, "")]  # letters left over, words, the words so far
    for end in range(1, len(letters) + 1):
        left, count, words = best[end - 1]
        choices = [(left + 1, count, words + letters[end - 1])]
        for start in range(max(0, end - longest), end - 1):
            if letters[start:end] in vocabulary:
                left, count, words = best[start]
                choices.append((left, count + 1, f"{words.rstrip()} {letters[start:end]} "))
        best.append(min(choices))
    return best[-1][2].strip()
