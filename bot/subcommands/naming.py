"""Answers lines of text with lines of JSON: which communes a line names; no line ends the stream."""

from collections.abc import Iterable, Iterator, Mapping

import orjson

from content.places.gazetteer import communes, communes_of, place_name
from content.places.resolver import NO_ALIASES, Found, find, warm_up

EVERY = len(communes())


def answer_texts(
    lines: Iterable[bytes], aliases: Mapping[str, tuple[str, ...]] = NO_ALIASES
) -> Iterator[str]:
    """Give one JSON line for each line; of a province alone all communes are listed."""
    warm_up()
    for line in lines:
        found = find(line.decode("utf-8", errors="replace"), limit=EVERY, aliases=aliases)
        yield orjson.dumps(_shown(found)).decode()


def _shown(found: Found) -> dict[str, object]:
    codes = [one.code for one in found.communes]
    if found.province is not None and not codes:
        codes = [one.code for one in communes_of(found.province.code)]
    return {
        "state": found.state,
        "communes": codes,
        "understood": _understood(found),
        "confidence": found.confidence,
    }


def _understood(found: Found) -> str | None:
    """Say how the first was recognised: an old name, its own, or the province alone."""
    if found.communes:
        return found.understood[0] or place_name(found.communes[0].code)
    return found.province.full_name if found.province else None
