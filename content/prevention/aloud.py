"""The form for reading aloud: how long it takes, and the day's bulletin for the loudspeaker."""

import re
from datetime import date

from babel.dates import format_date

from content.i18n import _, use_language
from content.prevention.calendar import nearest

SYLLABLES_A_SECOND = 3.0  # slow and clear, as a loudspeaker needs; news readers speak four to five
LONGEST_SECONDS = 45
_PAUSE = re.compile(r"[.!?:]")
_NUMBER = re.compile(r"\d+")
PAUSE_SYLLABLES = 1


def reading_seconds(text: str) -> float:
    """Measure how long a text takes to read aloud: Vietnamese writes each syllable apart; digits are read one by one."""
    digits = sum(len(number) for number in _NUMBER.findall(text))
    words = len(re.findall(r"[^\W\d_]+", text))
    pauses = len(_PAUSE.findall(_NUMBER.sub("", text)))
    return (words + digits + pauses * PAUSE_SYLLABLES) / SYLLABLES_A_SECOND


def word_bulletin(day: date) -> str:
    """Word the bulletin of a day, or of the due day nearest to it: a heading that is not read, and the text."""
    found = nearest(day)
    text = found.item.vi.aloud
    with use_language("vi"):
        heading = _("Bulletin for {day} (about {seconds} seconds): {title}").format(
            day=format_date(found.day, "EEEE, dd/MM/yyyy", locale="vi"),
            seconds=round(reading_seconds(text)),
            title=found.item.vi.title,
        )
    return f"{heading}\n\n{text}"


def word_number(name: str, number: str) -> str:
    """Word a number of the commune for reading aloud, digit by digit."""
    with use_language("vi"):
        return _("To tell by phone, call {name}: {number}.").format(
            name=name, number=", ".join(" ".join(part) for part in number.split("."))
        )
