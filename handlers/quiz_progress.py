"""How far one person has come in the quiz: kept under the runtime key for two days at most, without a name, and forgotten with `/xoa`."""

from dataclasses import dataclass

from content.quiz.pack import questions
from handlers.durations import DAY_SECONDS
from handlers.turn import Turn
from storage import limits
from storage.records import Json

KEPT_SECONDS = 2 * DAY_SECONDS


@dataclass(frozen=True, slots=True)
class Progress:
    """The rounds of two days: how many, with how many right answers, and which questions were asked."""

    rounds: int = 0
    right: int = 0
    asked: int = 0
    seen: frozenset[str] = frozenset()


def read_progress(turn: Turn) -> Progress:
    """Read what is known of the person who writes."""
    entry = limits.get_entry(turn.tx, turn.store.runtime, _bucket(turn), turn.now)
    if entry is None:
        return Progress()
    rounds, right, asked, mask = entry
    bits = int(mask, 16)
    seen = frozenset(name for place, name in enumerate(questions()) if bits >> place & 1)
    return Progress(rounds, right, asked, seen)


def note_round(turn: Turn, right: int, asked: tuple[str, ...]) -> Progress:
    """Add a round; once all questions were asked, they begin anew."""
    before = read_progress(turn)
    seen = before.seen | set(asked)
    after = Progress(
        before.rounds + 1,
        before.right + right,
        before.asked + len(asked),
        seen if len(seen) < len(questions()) else frozenset(),
    )
    mask = sum(1 << place for place, name in enumerate(questions()) if name in after.seen)
    entry = [after.rounds, after.right, after.asked, f"{mask:x}"]  # one size, however many were asked
    limits.put_entry(turn.tx, turn.store.runtime, _bucket(turn), entry, turn.now + KEPT_SECONDS)
    return after


def read_nickname(turn: Turn, contest: str) -> Json:
    """Read under which nickname and row the person who writes stands in a contest; None if that is not known."""
    entry = limits.get_entry(turn.tx, turn.store.runtime, _bucket(turn, "contest"), turn.now)
    return entry["standing"] if entry is not None and entry["contest"] == contest else None


def note_nickname(turn: Turn, contest: str, standing: Json) -> None:
    """Note under which nickname the person who writes stands in a contest, in place of the one they joined before."""
    entry = {"contest": contest, "standing": standing}
    runtime = turn.store.runtime
    limits.put_entry(turn.tx, runtime, _bucket(turn, "contest"), entry, turn.now + KEPT_SECONDS)


def forget_progress(turn: Turn) -> None:
    """Forget how far the person who writes has come, and under which nickname."""
    limits.drop_entry(turn.tx, _bucket(turn))
    limits.drop_entry(turn.tx, _bucket(turn, "contest"))


def _bucket(turn: Turn, purpose: str = "quiz") -> bytes:
    return turn.store.runtime.name_bucket(purpose, turn.person)
