"""Checks the answers of `/hotro`: all there, readable, reviewed, sourced, short enough, and naming listed numbers only."""

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from content.help.answer import Danger, HelpAnswer, Wanted
from content.help.pack import read_answer, word_answer
from content.i18n import LANGUAGES, _, use_language
from content.prevention.checking.claims import (
    check_marks,
    check_review,
    find_unlisted_numbers,
    word_unlisted_number,
)
from content.prevention.checking.faults import Fault
from content.prevention.marks import list_marks

ROOM = 300  # of a message: what is said before and behind an answer


def check_answers(folder: Path, today: date, channels: dict[str, int]) -> list[Fault]:
    """Check all answers of a folder; `channels` are the characters that one message carries on each."""
    faults = [
        Fault(f"{name}.toml", _("It is missing."), _("Write it: people are led to it."))
        for name in (*Danger, *Wanted)
        if not (folder / f"{name}.toml").is_file()
    ]
    for path in sorted(folder.glob("*.toml")):
        faults += _check_file(path, today, channels)
    return faults


def _check_file(path: Path, today: date, channels: dict[str, int]) -> Iterator[Fault]:
    try:
        answer = read_answer(path)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError):
        wrong = _("The file can't be read as an answer.")
        yield Fault(path.name, wrong, _("It needs id, reviewed_on, and title and text in [vi] and [en]."))
        return
    if answer.id != path.stem:
        wrong = _("Its id is «{id}».").format(id=answer.id)
        yield Fault(path.name, wrong, _("Give the id the name of the file, without «.toml»."))
    if not list_marks(answer.vi.text):
        yield Fault(path.name, _("It cites no source."), _("Say with [ ] which plan or law it follows."))
    yield from check_marks(path.name, answer.vi.text)
    yield from check_review(path.name, answer.reviewed_on, today)
    yield from _check_numbers(path.name, answer)
    yield from _check_lengths(path.name, answer, channels)


def _check_numbers(file: str, answer: HelpAnswer) -> Iterator[Fault]:
    for language in LANGUAGES:
        for number in find_unlisted_numbers(answer.read(language)):
            yield word_unlisted_number(file, number)


def _check_lengths(file: str, answer: HelpAnswer, channels: dict[str, int]) -> Iterator[Fault]:
    for language in LANGUAGES:
        with use_language(language):
            length = len(word_answer(answer)) + ROOM
        for channel, longest in channels.items():
            if length > longest:
                wrong = _("On {channel} the whole message has {length} characters of at most {longest}.")
                yield Fault(
                    file,
                    wrong.format(channel=channel, length=length, longest=longest),
                    _("Shorten the text, or cite fewer sources."),
                )
