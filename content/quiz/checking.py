"""Checks the questions of the quiz: one right answer, lengths that each channel carries, known sources, a review, enough of them."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from content.i18n import LANGUAGES, _
from content.places.folding import fold
from content.prevention.checking.claims import check_review, find_unlisted_numbers, word_unlisted_number
from content.prevention.checking.faults import Fault
from content.prevention.sources import find_source
from content.prevention.vocabulary import Audience
from content.quiz.pack import read_questions
from content.quiz.question import QuizQuestion, Wording

FEWEST = 60
FEWEST_AN_AUDIENCE = 10
ASKED = (
    Audience.PUPIL,
    Audience.PARENT,
    Audience.WORKER,
    Audience.DRIVER,
    Audience.BUSINESS,
    Audience.FARMER,
)
NUMBERING = 14  # characters: «Câu 10/10. »


@dataclass(frozen=True, slots=True)
class Room:
    """How many characters a channel gives to a question, to each answer, and to the reason."""

    question: int
    answer: int
    reason: int


def check_questions(folder: Path, today: date, channels: dict[str, Room]) -> list[Fault]:
    """Check all questions of a folder."""
    faults: list[Fault] = []
    found: list[QuizQuestion] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            read = read_questions(path)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError):
            wrong = _("The file can't be read as questions.")
            remedy = _(
                "Each needs id, audiences, source, reviewed_on, and question, four answers, reason in both."
            )
            faults.append(Fault(path.name, wrong, remedy))
            continue
        found += read
        for one in read:
            faults += _check_question(path.name, one, today, channels)
    return [*faults, *_check_whole(found)]


def _check_question(file: str, one: QuizQuestion, today: date, channels: dict[str, Room]) -> Iterator[Fault]:
    name = f"{file}, {one.id}"
    for reference in one.references:
        if find_source(reference) is None:
            wrong = _("The source [{reference}] is not in the list.").format(reference=reference)
            yield Fault(name, wrong, _("Correct it, or add it to sources.toml with its address."))
    yield from check_review(name, one.reviewed_on, today)
    for language in LANGUAGES:
        wording = one.wording(language)
        yield from _check_answers(name, wording)
        yield from _check_lengths(name, wording, channels)
        for number in find_unlisted_numbers("\n".join((wording.question, *wording.answers, wording.reason))):
            yield word_unlisted_number(name, number)


def _check_answers(name: str, wording: Wording) -> Iterator[Fault]:
    """Find answers that read alike: then not one of them is right alone."""
    if len({fold(answer) for answer in wording.answers}) < len(wording.answers):
        yield Fault(name, _("Two answers are the same."), _("Let one answer be right, and only one."))


def _check_lengths(name: str, wording: Wording, channels: dict[str, Room]) -> Iterator[Fault]:
    lengths = (len(wording.question) + NUMBERING, max(map(len, wording.answers)), len(wording.reason))
    for channel, room in channels.items():
        for length, longest in zip(lengths, (room.question, room.answer, room.reason), strict=True):
            if length > longest:
                wrong = _("On {channel} a part of it has {length} characters of at most {longest}.")
                yield Fault(
                    name,
                    wrong.format(channel=channel, length=length, longest=longest),
                    _("Say it in fewer words."),
                )


def _check_whole(found: list[QuizQuestion]) -> Iterator[Fault]:
    for identity, count in Counter(one.id for one in found).items():
        if count > 1:
            wrong = _("The id «{id}» stands there twice.").format(id=identity)
            yield Fault("quiz", wrong, _("Give each question an id of its own."))
    if len(found) < FEWEST:
        wrong = _("There are {count} questions of at least {fewest}.").format(count=len(found), fewest=FEWEST)
        yield Fault("quiz", wrong, _("Write more."))
    for audience in ASKED:
        count = sum(bool({audience, Audience.EVERYBODY} & set(one.audiences)) for one in found)
        if count < FEWEST_AN_AUDIENCE:
            wrong = _("For «{audience}» there are {count} questions, too few for a round.")
            yield Fault("quiz", wrong.format(audience=audience, count=count), _("Write more."))
