"""Checks the words: nothing that stigmatises, frightens or instructs; the list with its reasons is wording.toml."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from content.i18n import LANGUAGES, _, current_language
from content.prevention.checking.faults import Fault
from content.prevention.item import Item
from content.prevention.marks import strip_marks

LIST = Path(__file__).parents[1] / "wording.toml"


class Rule(BaseModel):
    """Patterns that no item may hold, with the reason in each language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    patterns: tuple[str, ...]
    vi: str
    en: str

    def find(self, text: str) -> str:
        """Find the first forbidden words of a text; empty if there are none."""
        found = re.search("|".join(self.patterns), text, re.IGNORECASE)
        return found[0] if found else ""


@cache
def rules() -> tuple[Rule, ...]:
    """Read the list."""
    return tuple(Rule(**one) for one in tomllib.loads(LIST.read_text(encoding="utf-8"))["rule"])


def check_words(file: str, item: Item) -> Iterator[Fault]:
    """Find forbidden words, with their reason."""
    for part in _parts(item):
        for rule in rules():
            words = rule.find(part)
            if words:
                reason = rule.en if current_language() == "en" else rule.vi
                yield Fault(file, _("It says «{words}».").format(words=words), reason)


def _parts(item: Item) -> list[str]:
    parts = [item.vi.aloud]
    for language in LANGUAGES:
        wording = item.wording(language)
        parts += [wording.title, strip_marks(wording.text), *wording.card]
    return parts
