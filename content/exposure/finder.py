"""Finds what in a text could show who wrote it. What belongs to a suspect (their number, plate, kin) is evidence and stays."""

import re
from collections.abc import Iterable, Iterator, Sequence

from content.exposure.cues import OWNED, SAID
from content.exposure.finding import Finding, Kind
from content.exposure.keyboards import read_typed
from content.exposure.names import Name, find_names, read_names
from content.exposure.numbers import find_numbers
from content.exposure.speakers import find_speakers, names_a_speaker
from content.exposure.wording import POLITE, SURE, compile_wording, level

_QUOTED = re.compile(r'["“«]([^"”»\n]{2,200})["”»]')
_SAYS = compile_wording(r"\b(?:nói|bảo|quát|khoe|hô|chửi|dặn|hỏi|nhắn|kể|doạ|dọa|la|thách|khách)\W{0,3}$")
_REPORTS = compile_wording(
    r"\b(?:nó|hắn|ấy|ta|họ|bả|ổng|thằng (?:đó|kia)) (?:bảo|nói|kể|khoe|nhắn|dặn|than|hỏi)(?: (?:là|rằng))? $"
    rf"|\b(?!(?:xin|{SURE}|{POLITE})\b)\w{{1,10}} (?:nói|bảo|khoe|rao|nhắn|dặn): $"
)
_REPORT = 24
_LONGEST_VERB = 12
_POLITE_END = re.compile(r"(?:^|\W)(?:em|e|con|cháu|chau)$")


def find_exposures(text: str, names: Iterable[str] = (), *, about_others: bool = False) -> list[Finding]:
    """Find the writer's traces, first to last, none over another; `names` are those that the channel knows.

    Where the question was about others, a phone number that nobody claims is theirs.
    """
    return _find(text, read_names(names), about_others=about_others)


def find_in_all(texts: Sequence[tuple[str, bool]], names: Iterable[str]) -> list[list[list[int | str]]]:
    """Find the traces in several texts, each with whether it was asked about others; as JSON, for a worker to send."""
    known = read_names(names)
    return [
        [[one.start, one.end, one.kind.value] for one in _find(text, known, about_others=about_others)]
        for text, about_others in texts
    ]


def _find(text: str, known: list[Name], *, about_others: bool) -> list[Finding]:
    levelled = level(text)
    everything = [*_find_all(text, levelled, known), *_find_typed(text, known)]
    found = sorted(everything, key=lambda one: (one.start, -one.end))
    quoted = [match.span() for match in _QUOTED.finditer(text) if _is_speech(levelled, match.start())]
    kept: list[Finding] = []
    for one in found:
        if about_others and one.kind is Kind.WHOSE_PHONE:
            continue
        if any(start <= one.start and one.end <= end for start, end in quoted):
            continue
        if kept and one.start < kept[-1].end:
            if one.end > kept[-1].end:
                kept[-1] = Finding(kept[-1].start, one.end, kept[-1].kind)
            continue
        kept.append(one)
    return kept


def _find_all(text: str, levelled: str, known: list[Name]) -> Iterator[Finding]:
    speakers = list(find_speakers(levelled))
    yield from find_numbers(levelled)
    yield from find_names(text, levelled, speakers, known)
    for kind, pattern in OWNED if names_a_speaker(levelled) else ():
        for match in pattern.finditer(levelled):
            reported = _REPORTS.search(levelled, max(0, match.start() - _REPORT), match.start())
            if reported is None and not _names_somebody(text, match.end()):
                yield Finding(*match.span(), kind)
    for start, stop in speakers:
        for kind, pattern in SAID:
            said = pattern.match(levelled, stop)
            if said is not None:
                yield Finding(start, said.end(), kind)


def _find_typed(text: str, known: list[Name]) -> Iterator[Finding]:
    """Find traces in what a text means that was typed without a Vietnamese keyboard."""
    for meant, places in read_typed(text):
        for one in _find_all(meant, level(meant), known):
            yield Finding(places[one.start][0], places[one.end - 1][1], one.kind)


def _is_speech(levelled: str, start: int) -> bool:
    return _SAYS.search(levelled, max(0, start - _LONGEST_VERB), start) is not None


def _names_somebody(text: str, end: int) -> bool:
    """Tell «nhà em Lan» from «nhà em»: a name behind a polite word makes it somebody else's."""
    following = text[end + 1 : end + 2]
    return (
        text[end : end + 1] == " "
        and following.isupper()
        and _POLITE_END.search(level(text[max(0, end - 6) : end])) is not None
        and not text.isupper()
    )
