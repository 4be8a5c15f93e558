"""Gathers what the features declare: all commands, in the order of the menu, all conversations, and all facts.

A new feature's module declares its own and is named here.
"""

from handlers import avoiding, casework, exposure, extending, filing, needs, place_search, tip_view
from handlers.commands import (
    alerting,
    assigning,
    cancelling,
    contesting,
    covering,
    doors,
    finding,
    getting_help,
    granting,
    hamlets,
    helping,
    hotlines,
    inviting,
    joining,
    keys,
    language,
    log,
    members,
    naming,
    opening,
    overview,
    privacy,
    quarantine,
    queue,
    quizzing,
    reading,
    remembering,
    removal,
    reporting,
    showing,
    starting,
    subscribing,
    timing,
    tips,
    tipster,
    wiping,
)
from handlers.declarations import Command, Conversation, FactFinders
from handlers.turn import Turn
from storage.records import Json

COMMANDS: tuple[Command, ...] = (
    *starting.COMMANDS,
    *tipster.COMMANDS,
    *getting_help.COMMANDS,
    *helping.COMMANDS,
    *hotlines.COMMANDS,
    *privacy.COMMANDS,
    *doors.COMMANDS,
    *language.COMMANDS,
    *reading.COMMANDS,
    *subscribing.COMMANDS,
    *quizzing.COMMANDS,
    *cancelling.COMMANDS,
    *wiping.COMMANDS,
    *queue.COMMANDS,
    *opening.COMMANDS,
    *finding.COMMANDS,
    *tips.COMMANDS,
    *extending.COMMANDS,
    *assigning.COMMANDS,
    *avoiding.COMMANDS,
    *quarantine.COMMANDS,
    *showing.COMMANDS,
    *timing.COMMANDS,
    *remembering.COMMANDS,
    *inviting.COMMANDS,
    *members.COMMANDS,
    *removal.COMMANDS,
    *naming.COMMANDS,
    *keys.COMMANDS,
    *granting.COMMANDS,
    *alerting.COMMANDS,
    *overview.COMMANDS,
    *covering.COMMANDS,
    *reporting.COMMANDS,
    *log.COMMANDS,
    *hamlets.COMMANDS,
    *contesting.COMMANDS,
)

CONVERSATIONS: dict[str, Conversation] = {
    **needs.CONVERSATIONS,
    **getting_help.CONVERSATIONS,
    **reading.CONVERSATIONS,
    **subscribing.CONVERSATIONS,
    **alerting.CONVERSATIONS,
    **filing.CONVERSATIONS,
    **joining.CONVERSATIONS,
    **removal.CONVERSATIONS,
    **casework.CONVERSATIONS,
    **extending.CONVERSATIONS,
    **keys.CONVERSATIONS,
    **quizzing.CONVERSATIONS,
    **contesting.CONVERSATIONS,
}

FACTS: FactFinders = {
    **needs.FACTS,
    **tip_view.FACTS,
    **casework.FACTS,
    **extending.FACTS,
    **keys.FACTS,
    **exposure.FACTS,
    **place_search.FACTS,
    **alerting.FACTS,
    **quizzing.FACTS,
}


def look_up_fact(turn: Turn, fact: str, argument: Json) -> Json:
    """Find what a script looks up, inside the turn."""
    return FACTS[fact](turn, argument)
