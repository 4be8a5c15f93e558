"""Checks that each claim cites a known source, that the item was reviewed, and that only listed numbers are given out."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from content.hotlines import HOTLINES
from content.i18n import LANGUAGES, _
from content.prevention.checking.faults import Fault
from content.prevention.item import Item
from content.prevention.marks import list_marks, strip_marks, unmarked_tails
from content.prevention.sources import find_source

REVIEWED_FOR = timedelta(days=366)
# Words of law, figures and effects on health: what a reader may ask «who says so?» about.
_CLAIM = re.compile(
    r"(?<!\w)(luật|pháp luật|nghị (định|quyết)|bị cấm|cấm (mua|trồng|lái)|bị phạt|hình sự|phạm tội|là tội|hiệu lực|"
    r"gây|tổn thương|ảo giác, |loạn thần|tái nghiện|\d+ ?%|\d+ triệu|năm 20\d\d|bộ y tế|công an (đã|từng)|mục tiêu)(?!\w)",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"«[^»]*»")
_PHONE = re.compile(r"(?<![\d./])(0\d(?:[ .]?\d){7,9}|1\d\d)(?![\d/%]|\.\d)")
_DIGITS = re.compile(r"\d(?:[\d.]*\d)?")


def check_claims(file: str, item: Item) -> Iterator[Fault]:
    """Find claims without a source, marks of unknown sources, and an item that cites nothing."""
    for tail in unmarked_tails(item.vi.text):
        found = _CLAIM.search(_QUOTED.sub("", tail))
        if found is not None:
            yield Fault(
                file,
                _("A claim without a source: «{words}».").format(words=_around(tail, found[0])),
                _("Put the source behind it in brackets, such as [Hà Nội III.3e], or say it otherwise."),
            )
    yield from check_marks(file, item.vi.text)
    if not list_marks(item.vi.text):
        yield Fault(file, _("It cites no source."), _("Say with [ ] which plan or law it follows."))


def check_marks(file: str, text: str) -> Iterator[Fault]:
    """Find marks of unknown sources."""
    for reference in list_marks(text):
        if find_source(reference) is None:
            yield Fault(
                file,
                _("The source [{reference}] is not in the list.").format(reference=reference),
                _("Correct it, or add it to sources.toml with its address."),
            )


def check_review(file: str, reviewed_on: date, today: date) -> Iterator[Fault]:
    """Find a review that is past, or in the future."""
    if reviewed_on + REVIEWED_FOR < today or reviewed_on > today:
        yield Fault(
            file,
            _("It was reviewed on {day}.").format(day=f"{reviewed_on:%d/%m/%Y}"),
            _("Read it again, check its sources, and set reviewed_on to the day you did."),
        )


def check_numbers(file: str, item: Item) -> Iterator[Fault]:
    """Find phone numbers that are not listed, and figures that a loudspeaker's reader would stumble over."""
    for language in LANGUAGES:
        wording = item.wording(language)
        for number in find_unlisted_numbers(
            "\n".join((wording.title, strip_marks(wording.text), *wording.card))
        ):
            yield word_unlisted_number(file, number)
    for number in _DIGITS.findall(item.vi.aloud):
        if _plain(number) not in HOTLINES:
            yield Fault(
                file,
                _("«aloud» holds the figure {number}.").format(number=number),
                _("Write it as it is spoken; only hotlines keep their digits."),
            )


def find_unlisted_numbers(text: str) -> list[str]:
    """List the phone numbers of a text that are no listed hotlines."""
    return [number for number in _PHONE.findall(text) if _plain(number) not in HOTLINES]


def word_unlisted_number(file: str, number: str) -> Fault:
    """Word the fault of a number that is not listed."""
    return Fault(
        file,
        _("The number {number} is not a listed hotline.").format(number=number),
        _("Correct it, or list it in content/directory/entries/vn.toml with its source."),
    )


def _plain(number: str) -> str:
    return re.sub(r"\D", "", number)


def _around(text: str, words: str) -> str:
    at = text.find(words)
    return text[max(0, at - 20) : at + len(words) + 30].strip()
