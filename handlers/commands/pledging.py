"""`/camket`: a household or group pledges. What it pledged waits, and is written at the week's end together with everybody's."""

from content.i18n import N_, _, current_language
from content.pledges.pack import name_keepsake
from handlers import limits
from handlers.conversations.pledge import PledgeDraft, make_pledge
from handlers.declarations import Command, Conversation, FactFinders, begin
from handlers.local_times import day_at, local_day, week_of_day
from handlers.messages import Button
from handlers.turn import Turn
from storage import hamlets
from storage.delayed import delay

PURPOSE = "pledge"


def take_pledge(turn: Turn, draft: PledgeDraft | None) -> None:
    """Note the pledge, thank, and give the picture to keep."""
    if draft is None:
        turn.say(
            _(
                "All right, nothing was noted. To pledge, your ward or commune must be known: «/camket» begins anew."
            )
        )
        return
    limits.check(turn, limits.PLEDGES)
    limits.count(turn, limits.PLEDGES)
    incoming = turn.incoming
    week = week_of_day(day_at(local_day(turn.now)))
    waiting = [
        incoming.channel,
        incoming.address,
        draft.kind.value,
        draft.commune,
        draft.hamlet,
        draft.people,
        week,
    ]
    delay(turn.tx, turn.store.runtime, PURPOSE, turn.person, waiting)
    forgets = _("If the server is restarted before that, I forget it; then please pledge again.")
    turn.say(
        _(
            "Thank you! Your pledge counts from Monday on, together with those of everybody this week. "
            "{again} The picture is yours to keep and share: nobody's name is in it."
        ).format(again=_word_again(incoming.channel))
        + (f" {forgets}" if turn.product.forgets_at_reboot else ""),
        ((Button(_("Quiz: what do you know?"), "/tracnghiem"), Button(_("Official doors"), "/cua")),),
        card=name_keepsake(draft.kind, current_language()),
    )


def _word_again(channel: str) -> str:
    if channel == "web":
        return _("This page will not know you again, so one pledge a household is enough.")
    return _("Who pledges again within a year replaces the former pledge.")


COMMANDS = (
    Command(
        "camket",
        "pledge",
        begin("pledge"),
        N_("Pledge, without names"),
        ("cam ket", "ky cam ket", "pledge"),
        starts=True,
    ),
)

CONVERSATIONS = {
    "pledge": Conversation(make_pledge, take_pledge, N_("All right, nothing was noted.")),
}

FACTS: FactFinders = {
    "hamlets_of": lambda turn, commune: hamlets.list_hamlets(turn.tx, commune),
}
