"""Checks the public numbers: Vietnamese phone numbers, each with a source, a purpose and its hours, none twice."""

import re
from collections.abc import Iterable, Iterator

from content.hotlines import Hotline
from content.i18n import _
from content.prevention.checking.faults import Fault

FILE = "hotlines.py"
# Emergency and service numbers, toll-free and shared-cost ones, mobiles, landlines.
VIETNAMESE = re.compile(r"11[1-5]|10\d\d|1[89]00\d{4,6}|0[35789]\d{8}|02\d{9}")


def check_hotlines(hotlines: Iterable[Hotline]) -> Iterator[Fault]:
    """Find numbers that nobody in Vietnam can call, and entries of which nobody can tell where they come from."""
    seen: set[str] = set()
    for one in hotlines:
        if VIETNAMESE.fullmatch(one.digits) is None:
            wrong = _("{number} is no Vietnamese phone number.").format(number=one.number)
            yield Fault(FILE, wrong, _("Correct it, digit by digit, from its source."))
        if not one.source.strip():
            wrong = _("{number} has no source.").format(number=one.number)
            yield Fault(FILE, wrong, _("Say where the number was published, and when."))
        if not (one.whose and one.purpose and one.hours):
            wrong = _("{number} lacks whose it is, what it is for, or its hours.").format(number=one.number)
            yield Fault(FILE, wrong, _("Add it; another item shows how."))
        if one.digits in seen:
            yield Fault(
                FILE, _("{number} stands there twice.").format(number=one.number), _("Keep one of them.")
            )
        seen.add(one.digits)
