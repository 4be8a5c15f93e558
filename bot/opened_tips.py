"""What the reading process keeps: the folded words of opened tips, in its memory only, as long as the key is unlocked."""

import threading
import time
from dataclasses import dataclass, field
from itertools import islice

from handlers.quests import Quest
from handlers.tip_words import TipWords, find_alike, has_terms, words_of
from storage.reading_room import Permit, ReadingRoom
from storage.store import Places

MOST_TIPS = 2_000
MOST_KEPT = 40  # queues of officers at a time: 2,000 tips take some 3 MB
GLANCE_SECONDS = 1.0


@dataclass(slots=True)
class _Kept:
    """The words of a queue's tips, the newest first: each with the number of records that they were read from."""

    permit: Permit
    tips: dict[bytes, tuple[int, TipWords]] = field(default_factory=dict)


class OpenedTips:
    """Opens, searches and compares tips, for whoever brings a permit: that it is theirs was decided before."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rooms: dict[Places, ReadingRoom] = {}
        self._kept: dict[tuple[Places, str, str], _Kept] = {}

    def find(self, quest: Quest) -> list[str]:
        """Name the tips (hex) that have all terms, the newest first; or those most alike to one."""
        with self._lock:
            tips = self._open(quest.permit)
            if quest.like:
                told = {tip: words.told for tip, (_, words) in tips.items()}
                return [tip.hex() for tip in find_alike(told, quest.like)]
            found = (tip.hex() for tip, (_, words) in tips.items() if has_terms(words.all, quest.terms))
            return list(islice(found, quest.at_most))

    def forget_ended(self, now: float) -> int:
        """Forget what was opened with keys that are locked by now; count the queues that are still kept."""
        with self._lock:
            for name, kept in list(self._kept.items()):
                if now >= kept.permit.until or not self._room(kept.permit).is_unlocked(kept.permit.lock):
                    del self._kept[name]
            return len(self._kept)

    def close(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            for room in self._rooms.values():
                room.close()
            self._rooms.clear()

    def _open(self, permit: Permit) -> dict[bytes, tuple[int, TipWords]]:
        """Open what is new since the last time, and forget what is not open any more."""
        room = self._room(permit)
        name = (permit.places, permit.hand.holder, permit.queue)
        kept = self._kept.pop(name, None)
        known = kept.tips if kept is not None else {}
        counts = room.count_records(permit.queue, MOST_TIPS)
        fresh = [tip for tip, records in counts.items() if tip not in known or known[tip][0] != records]
        opened = {tip: words_of(contents) for tip, contents in room.open_tips(permit.hand, fresh).items()}
        words = {tip: words for tip, (_, words) in known.items()} | opened
        tips = {tip: (records, words[tip]) for tip, records in counts.items() if tip in words}
        if permit.lock:
            self._kept[name] = _Kept(permit, tips)
            while len(self._kept) > MOST_KEPT:
                del self._kept[next(iter(self._kept))]
        return tips

    def _room(self, permit: Permit) -> ReadingRoom:
        if permit.places not in self._rooms:
            self._rooms[permit.places] = ReadingRoom(permit.places)
        return self._rooms[permit.places]


class Watch:
    """Looks each second whether a key was locked, as long as anything is kept; then nothing of it stays opened."""

    def __init__(self, opened: OpenedTips) -> None:
        self._opened = opened
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Look from now on, if nobody does."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._look, daemon=True)
            self._thread.start()

    def wait(self, seconds: float) -> None:
        """Wait until nothing is kept any more, or so long."""
        if self._thread is not None:
            self._thread.join(seconds)

    def _look(self) -> None:
        try:
            while self._opened.forget_ended(time.time()):
                time.sleep(GLANCE_SECONDS)
        except Exception:  # where even that can't be found out
            self._opened.close()


_OPENED = OpenedTips()
_WATCH = Watch(_OPENED)


def find_tips(quest: Quest | None) -> list[str]:
    """Find tips in the process that keeps them; with nothing to find it only begins."""
    found = _OPENED.find(quest) if quest is not None else []
    _WATCH.begin()
    return found
