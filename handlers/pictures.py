"""Pictures in two turns: the first notes what is to be fetched, the second puts the saved picture into the answer."""

from content.i18n import _
from handlers import running
from handlers.asking import ask
from handlers.dialogue.attaching import Pictures, add_saved, explain_media, picture_note
from handlers.dialogue.player import Asking
from handlers.dialogue.steps import Part, Said, WrongAnswerError
from handlers.messages import Media
from handlers.turn import Turn
from storage import fetches, tips
from storage.records import Json, SavedFile


def fetch_picture(turn: Turn, asking: Asking, said: Said) -> None:
    """Note a picture that its channel still has to fetch."""
    try:
        outcome = asking.question.read(said, asking.part, asking.path)
    except WrongAnswerError as wrong:
        turn.say(str(wrong))
        ask(turn, asking)
        return
    if not isinstance(outcome, Part) or said.attachment is None:
        return
    turn.session.answers[asking.question.name] = outcome.value
    incoming = turn.incoming
    turn.fetch = fetches.add_fetch(
        turn.tx,
        turn.store.runtime,
        {
            "channel": incoming.channel,
            "address": incoming.address,
            "reference": said.attachment.reference,
            "draft": turn.session.draft,
            "question": asking.question.name,
        },
    )


def finish_fetch(turn: Turn, fetch: str, result: SavedFile | Media) -> None:
    """Put a fetched picture into the answer that waits for it, or tell why that can't be done."""
    noted = fetches.get_fetch(turn.tx, turn.store.runtime, fetch)
    fetches.drop_fetch(turn.tx, fetch)
    if noted is None:
        return
    scene = running.find_scene(turn)
    asking = scene.asking if scene else None
    part = _part_for(turn, asking, noted)
    if asking is None or part is None:
        if isinstance(result, SavedFile) and turn.session.draft:
            turn.say(
                _("A picture came too late and was not kept. To add it, open your tip with «/tincuatoi».")
            )
        return
    if isinstance(result, SavedFile):
        tips.add_file(turn.tx, result.name)
        part = add_saved(part, result)
        turn.say(picture_note(len(part["files"]), _most(asking)))
    else:
        turn.say(explain_media(result))
    turn.session.answers[noted["question"]] = {**part, "waiting": max(0, part["waiting"] - 1)}
    if turn.session.answers[noted["question"]]["waiting"] == 0:
        running.repeat(turn)


def _part_for(turn: Turn, asking: Asking | None, noted: Json) -> Json:
    if asking is None or noted["draft"] != turn.session.draft or asking.question.name != noted["question"]:
        return None
    return asking.part


def _most(asking: Asking) -> int:
    return asking.question.at_most if isinstance(asking.question, Pictures) else 0
