"""Draws what a page shows one person: the draft by replay, then what was said since, then the question that waits."""

from typing import Literal

from content.i18n import _, use_language
from handlers.asking import ask_reply
from handlers.commands.starting import officer_greeting
from handlers.dialogue.player import Asking, Player
from handlers.dialogue.steps import Passed, Question, Say
from handlers.envelopes import load_reply
from handlers.keys import is_unlocked
from handlers.messages import Bubble, Incoming, Page
from handlers.product import Product
from handlers.registry import CONVERSATIONS
from handlers.running import look_up_for
from handlers.session import FIRST_CONVERSATION, FIRST_DRAFT, Session
from handlers.turn import TIP_SLOT, Turn
from handlers.typed_numbers import read_number
from storage import meta, outbox
from storage.outbox import Waiting
from storage.records import ENDINGS, Json, SavedFile
from storage.transaction import Transaction

SEPARATOR = "-"


def draw_page(tx: Transaction, product: Product, channel: str, address: str, now: float) -> Page:
    """Draw a page; nothing is written."""
    turn = Turn(tx, product, Incoming(channel, address, ""), now, {})
    with use_language(turn.language):
        if turn.is_idle:
            turn.session = Session(language=turn.session.language)
        waiting = outbox.waiting_for(tx, product.store.runtime, turn.person) if address else []
        drawn, asking = _draw_draft(turn)
        opens = is_unlocked(turn)
        begun = _begun_at(waiting, drawn)
        shown = [
            (row.position, _bubble(row.position, row.message))
            for row in waiting
            if row.message and not row.message.get("drawn") and (opens or not _shows_tip(row.message))
        ]
        before = [bubble for position, bubble in shown if position < begun]
        since = [bubble for position, bubble in shown if position >= begun]
        bubbles = [*before, *drawn, *since, *([_question_bubble(turn, asking)] if asking else [])]
        return Page(
            language=turn.language,
            bubbles=tuple(bubbles) or (Bubble("d-hello", "bot", *officer_greeting(turn)),),
            accepts=asking.question.offers if asking else frozenset({"text"}),
            seen=max((row.position for row in waiting), default=0),
            banner=_("Trial operation: please send no real tips yet.") if meta.is_trial(tx) else "",
            officer=turn.officer is not None,
        )


def find_file(
    tx: Transaction, product: Product, visitor: tuple[str, str], name: str, now: float
) -> SavedFile | None:
    """Find a file that the page of a visitor (channel, address) shows under a name (`position-index.ending`)."""
    turn = Turn(tx, product, Incoming(*visitor, ""), now, {})
    position, _dash, index = name.partition(".")[0].partition(SEPARATOR)
    place = read_number(index, least=0)
    if place is None:
        return None
    for row in outbox.waiting_for(tx, product.store.runtime, turn.person):
        if str(row.position) == position and row.message:
            if _shows_tip(row.message) and not is_unlocked(turn):
                return None
            files = load_reply(row.message).files
            return files[place] if place < len(files) else None
    return None


def _begun_at(waiting: list[Waiting], drawn: list[Bubble]) -> int:
    """Find where the draft's first words stand among what was said: what called for them stands above them."""
    first = drawn[0].text if drawn else None
    words = (
        row.position
        for row in waiting
        if row.message and row.message.get("drawn") and row.message["text"] == first
    )
    return next(words, 0)


def _shows_tip(message: Json) -> bool:
    """Tell whether a message shows a tip: a page whose officer's key is locked shows it no more."""
    return bool(message.get("slot") == TIP_SLOT)


def _draw_draft(turn: Turn) -> tuple[list[Bubble], Asking | None]:
    if not turn.session.conversation:
        if turn.officer is not None:
            return [], None
        turn.session.start(FIRST_CONVERSATION)
        turn.session.draft = FIRST_DRAFT  # so that the page is drawn alike each time
    said: list[Say] = []
    answers = dict(turn.session.answers)
    player = Player(
        CONVERSATIONS[turn.session.conversation].script(), answers, said.append, look_up_for(turn)
    )
    result = player.start()
    bubbles = [bubble for passed in result.path for bubble in _passed_bubbles(turn.session.draft, passed)]
    return bubbles, result if isinstance(result, Asking) else None


def _passed_bubbles(draft: str, passed: Passed) -> list[Bubble]:
    step, key = passed.step, f"d-{draft}-{passed.step.name}"
    if isinstance(step, Say):
        return [Bubble(key, "bot", step.text, code=step.secret)]
    if isinstance(step, Question):
        shown = step.show(passed.recorded) if passed.recorded is not None else _("Skip")
        return [Bubble(key, "bot", step.prompt), Bubble(f"{key}-you", "you", shown)]
    return []


def _question_bubble(turn: Turn, asking: Asking) -> Bubble:
    reply = ask_reply(turn, asking)
    stage = "".join(letter for letter in str(asking.part or "") if letter.isalnum())[-24:]
    return Bubble(f"d-{turn.session.draft}-{asking.question.name}{stage}", "bot", reply.text, reply.rows)


def _bubble(position: int, message: Json) -> Bubble:
    reply = load_reply(message)
    names = tuple(
        f"{position}{SEPARATOR}{index}.{ENDINGS[saved.kind]}" for index, saved in enumerate(reply.files)
    )
    speaker: Literal["bot", "you"] = "you" if reply.kind == "echo" else "bot"
    # What stands and is changed keeps its name, so that a page changes it in its place.
    key = f"s-{reply.slot.replace(' ', '-')}" if reply.share >= 0 else f"r-{position}"
    return Bubble(key, speaker, reply.text, reply.rows, names, card=reply.card, share=reply.share)
