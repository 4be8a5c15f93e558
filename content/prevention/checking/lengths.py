"""Checks how long things are: for the smallest channel, for the picture and for reading aloud."""

from collections.abc import Iterator

from content.i18n import LANGUAGES, _, use_language
from content.prevention.aloud import LONGEST_SECONDS, reading_seconds
from content.prevention.checking.faults import Fault
from content.prevention.item import Item
from content.prevention.pack import word_item

LONGEST_TITLE = 50
LONGEST_LINE = 52
LONGEST_TEXT = 700
LONGEST_THEME = 120
SOME_THEME = "…" * LONGEST_THEME  # as long as a theme may be: no year's theme makes an item too long


def check_lengths(file: str, item: Item, channels: dict[str, int]) -> Iterator[Fault]:
    """Find what is too long; `channels` are the characters that one message carries on each."""
    for language in LANGUAGES:
        wording = item.wording(language)
        text = wording.read("")
        for name, words, longest in (("title", wording.title, LONGEST_TITLE), ("text", text, LONGEST_TEXT)):
            if len(words) > longest:
                yield _too_long(file, f"{language}.{name}", len(words), longest)
        for line in wording.card:
            if len(line) > LONGEST_LINE:
                yield _too_long(file, f"{language}.card", len(line), LONGEST_LINE)
        with use_language(language):
            length = len(word_item(item, SOME_THEME))
        for channel, longest in channels.items():
            if length > longest:
                yield Fault(
                    file,
                    _("On {channel} the whole message has {length} characters of at most {longest}.").format(
                        channel=channel, length=length, longest=longest
                    ),
                    _("Shorten the text, or cite fewer sources."),
                )
    yield from _check_aloud(file, item)


def _check_aloud(file: str, item: Item) -> Iterator[Fault]:
    seconds = round(reading_seconds(item.vi.aloud))
    if seconds > LONGEST_SECONDS:
        yield Fault(
            file,
            _("Reading aloud takes {seconds} seconds of at most {longest}.").format(
                seconds=seconds, longest=LONGEST_SECONDS
            ),
            _("Shorten «aloud»: one thought, one thing to do."),
        )


def _too_long(file: str, part: str, length: int, longest: int) -> Fault:
    wrong = _("«{part}» has {length} characters of at most {longest}.").format(
        part=part, length=length, longest=longest
    )
    return Fault(file, wrong, _("Shorten it."))
