"""Evidence in two turns: the first notes what is to be fetched, the second puts what was saved into the answer."""

from content.i18n import _
from handlers import running
from handlers.answering import hear, keep_part
from handlers.asking import ask
from handlers.dialogue.attaching import KEPT, Evidence, add_saved, offer_voice
from handlers.dialogue.media import explain_media, explain_voice
from handlers.dialogue.player import Asking
from handlers.dialogue.steps import Part, Said, WrongAnswerError
from handlers.messages import Incoming, Media
from handlers.product import Product
from handlers.turn import Turn
from handlers.withheld import explain_too_big
from storage import fetches, file_owners
from storage.records import FileKind, Json, SavedFile
from storage.transaction import Transaction

Saved = tuple[SavedFile, ...]


def keeps_voice(tx: Transaction, product: Product, channel: str, address: str, now: float) -> bool:
    """Tell whether a person has chosen, for the draft that is open, that voices are kept."""
    turn = Turn(tx, product, Incoming(channel, address, ""), now, {})
    return not turn.is_idle and any(_has_chosen_voice(answer) for answer in turn.session.answers.values())


def fetch_media(turn: Turn, asking: Asking, said: Said) -> None:
    """Note something that its channel still has to fetch."""
    try:
        outcome = asking.question.read(said, asking.part, asking.path)
    except WrongAnswerError as wrong:
        turn.say(str(wrong))
        ask(turn, asking)
        return
    if not isinstance(outcome, Part) or said.attachment is None:
        return
    hear(turn, asking.question, said)
    if outcome.note:  # refused before it is fetched
        keep_part(turn, asking, outcome)
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
            "voice": _has_chosen_voice(outcome.value),
        },
    )


def finish_fetch(turn: Turn, fetch: str, result: Saved | Media) -> None:
    """Put what was fetched into the answer that waits for it, or tell why that can't be done."""
    noted = fetches.get_fetch(turn.tx, turn.store.runtime, fetch)
    fetches.drop_fetch(turn.tx, fetch)
    if noted is None:
        return
    scene = running.find_scene(turn)
    asking = scene.asking if scene else None
    part = _part_for(turn, asking, noted)
    if asking is None or part is None:
        if not isinstance(result, Media) and turn.session.draft:
            turn.say(
                _("A picture came too late and was not kept. To add it, open your tip with «/tincuatoi».")
            )
        return
    part, note = _take_result(part, result, _most(asking))
    if result is Media.TOO_BIG and not turn.traces.own:
        note = explain_too_big(turn.product.doors)
    for name, *_rest in part["files"]:
        file_owners.add_file(turn.tx, name)
    waiting = max(0, part["waiting"] - 1)
    is_picture = not isinstance(result, Media) and result[0].kind is FileKind.PICTURE
    if waiting == 0 or not is_picture:  # of an album only its last picture is told: it counts them all
        turn.say(note)
    turn.session.answers[noted["question"]] = {**part, "waiting": waiting}
    if waiting == 0:
        running.repeat(turn)


def _take_result(part: Json, result: Saved | Media, at_most: int) -> tuple[Json, str]:
    if not isinstance(result, Media):
        return add_saved(part, result, at_most)
    if result is Media.VOICE:
        return offer_voice(part), explain_voice()
    return part, explain_media(result)


def _has_chosen_voice(answer: Json) -> bool:
    return isinstance(answer, dict) and answer.get("voice") == KEPT


def _part_for(turn: Turn, asking: Asking | None, noted: Json) -> Json:
    if asking is None or noted["draft"] != turn.session.draft or asking.question.name != noted["question"]:
        return None
    return asking.part


def _most(asking: Asking) -> int:
    return asking.question.at_most if isinstance(asking.question, Evidence) else 0
