"""Gathers what the features declare: all commands, in the order of the menu, all conversations, and all facts.

A new feature's module declares its own and is named here.
"""

from handlers import avoiding, casework, closing, exposure, extending, filing, needs, place_search, tip_view
from handlers.commands import (
    assigning,
    cancelling,
    contesting,
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
    linking,
    log,
    members,
    naming,
    opening,
    overview,
    privacy,
    publishing,
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
    *linking.COMMANDS,
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
    *overview.COMMANDS,
    *reporting.COMMANDS,
    *publishing.COMMANDS,
    *log.COMMANDS,
    *hamlets.COMMANDS,
    *contesting.COMMANDS,
)

CONVERSATIONS: dict[str, Conversation] = {
    **needs.CONVERSATIONS,
    **getting_help.CONVERSATIONS,
    **reading.CONVERSATIONS,
    **subscribing.CONVERSATIONS,
    **filing.CONVERSATIONS,
    **joining.CONVERSATIONS,
    **removal.CONVERSATIONS,
    **casework.CONVERSATIONS,
    **closing.CONVERSATIONS,
    **extending.CONVERSATIONS,
    **avoiding.CONVERSATIONS,
    **keys.CONVERSATIONS,
    **quizzing.CONVERSATIONS,
    **contesting.CONVERSATIONS,
}

FACTS: FactFinders = {
    **needs.FACTS,
    **tip_view.FACTS,
    **casework.FACTS,
    **closing.FACTS,
    **extending.FACTS,
    **keys.FACTS,
    **exposure.FACTS,
    **place_search.FACTS,
    **quizzing.FACTS,
}


def look_up_fact(turn: Turn, fact: str, argument: Json) -> Json:
    """Find what a script looks up, inside the turn."""
    return FACTS[fact](turn, argument)
