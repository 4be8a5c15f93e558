"""What belongs to a draft and must end with it: its pictures and the secrets that are held for it."""

from handlers.turn import Turn
from storage import conversations, file_owners
from storage.records import Json


def forget_draft(turn: Turn) -> None:
    """Forget the pictures and the held secrets of the draft."""
    answers = list(turn.session.answers.values())
    forget_files(turn, answers)
    handles = [value["handle"] for value in answers if isinstance(value, dict) and "handle" in value]
    for handle in [*handles, *_receipt_given(turn)]:
        conversations.drop_held(turn.tx, turn.store.runtime, handle)


def forget_files(turn: Turn, recorded: list[Json]) -> None:
    """Forget the pictures of answers that are erased."""
    for value in recorded:
        if isinstance(value, dict):
            for name, *_rest in value.get("files", ()):
                file_owners.drop_file(turn.tx, name)


def keep_held(turn: Turn) -> None:
    """Hold the opened receipt as long as its conversation goes on, since the person is still at it."""
    opened = turn.session.answers.get("receipt")
    handles = [opened["handle"]] if isinstance(opened, dict) and "handle" in opened else []
    until = turn.now + turn.idle_seconds
    for handle in [*handles, *_receipt_given(turn)]:
        conversations.extend_held(turn.tx, turn.store.runtime, handle, turn.now, until)


def _receipt_given(turn: Turn) -> list[str]:
    return [turn.session.receipt] if turn.session.receipt else []
