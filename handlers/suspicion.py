"""Which tips look like spam: cheap signs that hold in any language. A suspicion only puts a tip into a list apart."""

import re

from content.places.folding import fold
from handlers.conversations.report_tip import TipDraft
from handlers.durations import DAY_SECONDS
from handlers.turn import Turn
from storage import limits
from storage.records import TipKind

FLOOD = 3  # tips of one person within the hour that count as ordinary
SAME_WORDS = 3
SHORTEST_COPY = 40  # shorter texts are often alike without being copies
MOST_LINKS = 2
LEAST_BESIDE_LINKS = 20
LINK = re.compile(
    r"(?:https?://|www\.)\S+|\b(?:t|zalo|bit|tinyurl|shope|wa)\.(?:me|ly|com|ee)/\S+", re.IGNORECASE
)
ABOUT_LINKS = frozenset({TipKind.ONLINE, TipKind.POST})
LETTERS = re.compile(r"[\W_]+")


def is_suspicious(turn: Turn, draft: TipDraft, filed: int) -> bool:
    """Tell whether a tip looks like spam; `filed` is how many the person has filed within the hour."""
    text = " ".join((draft.report.words, draft.report.who, draft.report.where))
    copies = _count_copies(turn, text)
    return filed > FLOOD or copies >= SAME_WORDS or advertises(text, draft.kind)


def advertises(text: str, kind: TipKind) -> bool:
    """Tell whether a text is mostly links. Where drugs are sold online, links are evidence."""
    links = LINK.findall(text)
    if not links or kind in ABOUT_LINKS:
        return False
    return len(set(links)) > MOST_LINKS or len(LINK.sub("", text).strip()) < LEAST_BESIDE_LINKS


def _count_copies(turn: Turn, text: str) -> int:
    """Count how often these words came within a day, by a keyed hash of them."""
    letters = LETTERS.sub("", fold(text))
    if len(letters) < SHORTEST_COPY:
        return 1
    runtime = turn.store.runtime
    bucket = runtime.name_bucket("words", letters.encode())
    return limits.count_try(turn.tx, runtime, bucket, turn.now, DAY_SECONDS)
