"""How a feature declares its commands, its conversations and the facts that its scripts look up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from content.i18n import N_
from handlers.dialogue.steps import Script
from handlers.turn import Turn
from storage.records import Json

FactFinders = Mapping[str, Callable[[Turn, Any], Json]]


@dataclass(frozen=True, slots=True)
class Conversation:
    """A script, what is done with its result, and what is said when somebody stops it (empty: nothing to say)."""

    script: Callable[[], Script[Any]]
    finish: Callable[[Turn, Any], None]
    stopped: str = N_("I have stopped and erased what you had written. Nothing of it was sent.")
    needs_key: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """A command: Vietnamese name and English alias (both without slash), words that do the same, and what it does.

    `summary` stands in menus. `starts` marks those that begin a conversation: they wait while another one runs; `ends`
    those that end it without another question; `keyless` those that an officer needs while their key is locked.
    """

    name: str
    alias: str
    run: Callable[[Turn, str], None]
    summary: str
    words: tuple[str, ...] = ()
    officers: bool = False
    starts: bool = False
    ends: bool = False
    keyless: bool = False


def begin(conversation: str) -> Callable[[Turn, str], None]:
    """Make the command that begins a conversation."""

    def run(turn: Turn, argument: str) -> None:
        turn.session.start(conversation)

    return run
