"""`/hotro`: help for people in need, apart from tips. The answer is said and nothing of the conversation is kept."""

from content.help.pack import answers, word_answer
from content.help.pleas import is_cry
from content.i18n import N_, _
from handlers.conversations.get_help import HelpWish, Person, danger_labels, get_help, wanted_labels
from handlers.declarations import Command, Conversation
from handlers.messages import Button
from handlers.session import FIRST_CONVERSATIONS
from handlers.turn import Rows, Turn
from handlers.typed_words import HELP_ANSWERS, HELP_WORDS

PLEAS = ("cuu", "cuu voi", "cuu toi", "cuu toi voi", "giup", "giup voi", "giup toi", "giup toi voi")
OWN = "get_help"


def may_ask_for_help(turn: Turn, text: str, folded: str) -> bool:
    """Tell whether words in the middle of a conversation may ask for help; officers write them about others."""
    return folded in PLEAS or (
        turn.officer is None and turn.session.conversation != OWN and is_cry(text, folded)
    )


def help_out(turn: Turn, argument: str) -> None:
    """`/hotro`: begin to ask what is needed; in the middle of something else, offer all answers at once and keep it."""
    if (name := HELP_ANSWERS.get(argument.lower())) is not None:
        _say_answer(turn, HelpWish(name))
    elif turn.session.conversation in FIRST_CONVERSATIONS | {"", OWN}:
        turn.session.start(OWN)
    else:
        turn.say(
            _(
                "In danger call now: 115 (ambulance), 113 (police); for a child 111. What do you need? "
                "What you have begun stays here."
            ),
            _all_answers(),
        )


def answer_help(turn: Turn, wish: HelpWish) -> None:
    """Say the answer, and forget what was asked."""
    _say_answer(turn, wish)
    if turn.officer is None:
        turn.session.start("next_need")
    else:
        turn.session.stop()


def _say_answer(turn: Turn, wish: HelpWish) -> None:
    parts = [word_answer(answers()[wish.answer])]
    if wish.person is not None:
        parts.insert(0, _opening(wish.person))
        parts.append(_("I have forgotten what you asked. Come back whenever you want: «/hotro»."))
    buttons = [Button(_("Other help"), "/hotro")]
    if turn.session.conversation in FIRST_CONVERSATIONS | {"", OWN}:
        buttons.append(Button(_("Help near me"), "/gannhat giup"))
    turn.say("\n\n".join(parts), (tuple(buttons),))


def _opening(person: Person) -> str:
    return {
        Person.ME: _("Thank you for asking for yourself. That takes courage, and you are not alone."),
        Person.MY_CHILD: _("You worry because you love your child. Asking early helps most."),
        Person.MY_FAMILY: _("Living beside this is hard. You need not carry it alone."),
        Person.SOMEBODY: _("It is good that somebody cares. You can help, one step at a time."),
    }[person]


def _all_answers() -> Rows:
    labels = {str(name): label for name, label in (danger_labels() | wanted_labels()).items()}
    return tuple((Button(labels[name], f"/hotro {word}"),) for name, word in HELP_WORDS.items())


HELP = Command(
    "hotro",
    "support",
    help_out,
    N_("Help with addiction"),
    (*PLEAS, "ho tro", "cai nghien", "support"),
)
COMMANDS = (HELP,)

CONVERSATIONS = {OWN: Conversation(get_help, answer_help, N_("I have forgotten what you asked."))}
