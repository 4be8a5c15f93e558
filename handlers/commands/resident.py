"""The commands that everybody has: start, help, privacy, language, cancel."""

from dataclasses import replace

from content.i18n import LANGUAGES, _, current_language, use_language
from handlers.doors import explain_doors
from handlers.messages import Button
from handlers.posters import note_poster, read_payload
from handlers.turn import Rows, Turn


def start(turn: Turn, argument: str) -> None:
    """`/start`: greet and ask what is wanted; behind it may stand the commune of a poster."""
    note_poster(turn, read_payload(argument))
    if turn.officer is None:
        turn.session.start("welcome")
        return
    turn.session.stop()
    turn.say(*officer_greeting(turn))


def officer_greeting(turn: Turn) -> tuple[str, Rows]:
    """Word an officer's greeting, with its buttons."""
    name = turn.officer.name if turn.officer is not None else ""
    buttons = (Button(_("Tips of my queues"), "/hangdoi"), Button(_("Help"), "/trogiup"))
    return _("Hello {name}. What do you want to do?").format(name=name), (buttons,)


def explain(turn: Turn, argument: str) -> None:
    """`/trogiup`: tell what can be done here."""
    lines = [
        _("This is what you can do here:"),
        _("• /baotin – tip off drug crime, without saying who you are"),
        _("• /tincuatoi – open your tip with its receipt, read answers, add more"),
        _("• /dangky – get prevention messages; /dung – no more of them"),
        _("• /riengtu – what is stored about you and what is not"),
        _("• /cua – the official doors, and how to tell a fake"),
        _("• /ngonngu – change the language"),
        _("• /huy – stop and forget what you have written so far"),
        _("• /xoa – erase everything here at once"),
        _("In every question you can write «back» or «cancel», and «skip» where it is offered."),
        _(
            "Danger now: 113. Ambulance: 115. Children: 111. National drug police, day and night: 0769.04.04.04."
        ),
    ]
    if turn.officer is not None:
        lines += _officer_help()
    turn.say("\n".join(lines))


def show_doors(turn: Turn, argument: str) -> None:
    """`/cua`: list the official doors and tell how to recognise a fake one."""
    turn.say(explain_doors(turn.product.doors))


def change_language(turn: Turn, argument: str) -> None:
    """`/ngonngu [vi|en]`: change the language, or offer the languages."""
    wanted = argument.strip().lower()
    if wanted in LANGUAGES:
        set_language(turn, wanted)
        return
    buttons = tuple(Button(name, f"/ngonngu {code}") for code, name in LANGUAGES.items())
    turn.say(_("Which language do you want?"), (buttons,))


def set_language(turn: Turn, language: str) -> None:
    """Speak another language with the person who writes, from now on."""
    turn.session.language = language
    if turn.officer is not None:
        officer = replace(turn.officer, language=language)
        turn.store.register.save(turn.tx, officer)
        turn.enlist(officer)
    if language != current_language():
        with use_language(language):
            turn.say(_("I speak English now."))
        return
    turn.say(_("I speak English now."))


def _officer_help() -> list[str]:
    return [
        "",
        _("For officers:"),
        _("• /hangdoi – the tips of your queues"),
        _("• /tin 12 – open a tip; /nhan 12 – claim it"),
        _("• /traloi 12 – answer the tipster; /ghichu 12 – a note for colleagues"),
        _("• /chuyen 12 – hand over; /dong 12 – close; /molai 12 – open again"),
        _("• /rac 12 – mark as spam; /khongrac 12 – take that back; /cachly – suspected spam"),
        _("• /moi – invite (leads); /canbo – members; /thuhoi 2 – remove a member (leads)"),
        _("• /mokhoa – unlock your key; /khoa – lock it; /traokhoa 2 – grant a key (leads)"),
        _("• /hienchu – whether tips can be read on Telegram"),
        _("Words work, too: «hàng đợi», «nhận 12»."),
    ]
